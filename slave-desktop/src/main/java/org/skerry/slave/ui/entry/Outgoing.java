package org.skerry.slave.ui.entry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import javafx.collections.ObservableList;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/**
 * Sends what waits on this PC to the master, one after the other, as soon as the master is there. What the master does not take
 * stays, with the reason. JavaFX thread.
 */
final class Outgoing {

    /** Until a master that did not answer, or has no room now, is asked again. */
    private static final Duration LATER = Duration.ofSeconds(10);

    private static final Standing WAITING = new Standing.Waiting(Set.of());

    /** Why a master does not let this PC in: once it does, that is no reason any more. */
    private static final Set<String> AT_THE_DOOR = Set.of("status.refused", "status.otherMaster");

    private final EntryDrafts drafts;
    private final EntryCalls calls;
    private final UiTasks tasks;
    private final InstantSource clock;
    private final Surroundings surroundings;
    private final Predicate<Draft> isBeingChanged;
    private final BiConsumer<Draft, Outcome> answered;
    private Instant notBefore = Instant.MIN;
    private Optional<RecordId> sending = Optional.empty();

    /**
     * @param isBeingChanged whether somebody has it open and has not saved it yet
     * @param answered told what the master did with one; of one that it refused only the list tells
     */
    Outgoing(
            EntryDrafts drafts,
            EntryCalls calls,
            UiTasks tasks,
            InstantSource clock,
            Surroundings surroundings,
            Predicate<Draft> isBeingChanged,
            BiConsumer<Draft, Outcome> answered) {
        this.drafts = drafts;
        this.calls = calls;
        this.tasks = tasks;
        this.surroundings = surroundings;
        this.isBeingChanged = isBeingChanged;
        this.answered = answered;
        this.clock = clock;
    }

    ObservableList<Draft> all() {
        return drafts.unsent();
    }

    /** The master is back. What it did not take because it let this PC in no more waits again. */
    void reconnected() {
        notBefore = Instant.MIN;
        if (surroundings.isLinked()) {
            List.copyOf(all()).stream()
                    .filter(draft -> draft.standing() instanceof Standing.Refused(Sentence why)
                            && AT_THE_DOOR.contains(why.key()))
                    .forEach(draft -> drafts.stand(draft, WAITING));
        }
        send();
    }

    /** The master did not answer: it is not asked at once again. */
    void pause() {
        notBefore = clock.instant().plus(LATER);
    }

    /** Goes on sending, if there is anything to send and somebody to send it to. */
    void send() {
        surroundings.refusal().ifPresent(this::refuseAll);
        if (sending.isPresent() || !surroundings.isLinked() || clock.instant().isBefore(notBefore)) {
            return;
        }
        next().ifPresent(this::send);
    }

    boolean isSending(RecordId id) {
        return sending.equals(Optional.of(id));
    }

    /** Tries again with one that was refused. */
    void again(Draft draft) {
        drafts.waiting(draft.key())
                .filter(now -> now.standing() instanceof Standing.Refused)
                .ifPresent(now -> {
                    drafts.stand(now, WAITING);
                    send();
                });
    }

    private Optional<Draft> next() {
        return all().stream().filter(this::isWaiting).findFirst();
    }

    private boolean isWaiting(Draft draft) {
        return draft.standing() instanceof Standing.Waiting && !isBeingChanged.test(draft);
    }

    private void send(Draft draft) {
        sending = Optional.of(draft.id());
        tasks.run(
                () -> calls.save(
                        draft.id(),
                        draft.body(),
                        draft.base(),
                        draft.standing() instanceof Standing.Waiting(var attempts) ? attempts : Set.of()),
                outcome -> {
                    sending = Optional.empty();
                    done(draft, outcome);
                    send();
                },
                why -> {
                    sending = Optional.empty();
                    failed(draft, why);
                });
    }

    private void done(Draft draft, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done() -> drafts.sent(draft);
            case Outcome.Changed changed -> refuse(draft, Sentence.of("entry.unsent.changed"));
            case Outcome.Gone() -> refuse(draft, Sentence.of("entry.unsent.gone"));
            case Outcome.HasAttachments none -> {}
        }
        answered.accept(draft, outcome);
    }

    private void failed(Draft draft, StorageException why) {
        if (!surroundings.isLinked()) {
            pause(); // it is the connection that failed, whatever the reason: the master has not judged this
            return;
        }
        switch (why) {
            case StorageException.Unreachable away -> pause();
            case StorageException.TooMany busy -> pause();
            case StorageException.Full full -> pause();
            case StorageException.SignInNeeded nobody -> pause();
            default -> {
                refuse(draft, surroundings.refusal().orElseGet(() -> reason(why)));
                send();
            }
        }
    }

    private static Sentence reason(StorageException why) {
        return why instanceof StorageException.BadRequest wrong
                        && !wrong.problems().isEmpty()
                ? Sentence.of("entry.unsent.misfit")
                : Failures.sentence(why);
    }

    /** The master lets this PC in no more: nothing of it will be sent. */
    private void refuseAll(Sentence why) {
        List.copyOf(all()).stream().filter(this::isWaiting).forEach(draft -> refuse(draft, why));
    }

    private void refuse(Draft draft, Sentence why) {
        drafts.stand(draft, new Standing.Refused(why));
    }
}
