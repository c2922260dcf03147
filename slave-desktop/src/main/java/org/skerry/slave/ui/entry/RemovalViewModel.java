package org.skerry.slave.ui.entry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.entry.Note.Answer;
import org.skerry.slave.ui.entry.Note.Tone;
import org.skerry.slave.ui.entry.Surroundings.Fate;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

/** Deletes the open record, and brings back what was deleted a moment ago. */
public final class RemovalViewModel {

    /** Long enough to notice a mistake, and to find the key for it. */
    private static final Duration OFFERED = Duration.ofSeconds(30);

    private final EntryState state;
    private final EntryCalls calls;
    private final Saving saving;
    private final UiTasks tasks;
    private final InstantSource clock;
    private final Surroundings surroundings;
    private final Deque<Deleted> deleted = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<Optional<Note>> offer = new ReadOnlyObjectWrapper<>(Optional.empty());
    private boolean isRestoring;

    /**
     * A record that is gone.
     *
     * @param body as it was on the master
     * @param edited as the user had it, changes not saved included
     */
    private record Deleted(RecordId id, ObjectNode body, ObjectNode edited, Instant until) {}

    RemovalViewModel(
            EntryState state,
            EntryCalls calls,
            Saving saving,
            UiTasks tasks,
            InstantSource clock,
            Surroundings surroundings) {
        this.state = state;
        this.calls = calls;
        this.saving = saving;
        this.tasks = tasks;
        this.clock = clock;
        this.surroundings = surroundings;
    }

    /** The offer to bring back what was deleted last; empty where nothing was. */
    public ReadOnlyObjectProperty<Optional<Note>> offer() {
        return offer.getReadOnlyProperty();
    }

    /** When it was offered. */
    Optional<Instant> offered() {
        return Optional.ofNullable(deleted.peekLast()).map(last -> last.until().minus(OFFERED));
    }

    /** Deletes the open record. */
    void remove(OpenRecord now, ObjectNode base) {
        if (surroundings.isLinked()) {
            run(now, base, () -> calls.remove(now.id(), base));
        } else {
            state.notes().fail(Sentence.of("entry.away.delete"));
        }
    }

    /** Brings back what was deleted last. */
    public void undo() {
        Deleted last = deleted.peekLast();
        if (last == null || isRestoring) {
            return;
        }
        if (!surroundings.isLinked()) {
            offerAgain(last, Sentence.of("entry.undo.notConnected"));
            return;
        }
        isRestoring = true;
        tasks.run(
                () -> calls.restore(last.id(), last.body()),
                outcome -> {
                    isRestoring = false;
                    deleted.remove(last);
                    show(deletedLast());
                    restored(last);
                },
                why -> {
                    isRestoring = false;
                    offerAgain(last, sentence(why));
                });
    }

    private void offerAgain(Deleted last, Sentence why) {
        deleted.remove(last);
        deleted.addLast(new Deleted(last.id(), last.body(), last.edited(), until()));
        show(why);
    }

    /** Withdraws offers that are old. */
    void tick() {
        Instant now = clock.instant();
        if (!isRestoring && deleted.removeIf(each -> each.until().isBefore(now))) {
            show(deletedLast());
        }
    }

    private void run(OpenRecord now, ObjectNode base, UiTasks.Work<Outcome> work) {
        state.begin("entry.state.deleting");
        tasks.run(work, outcome -> answered(now, base, outcome), why -> saving.failed(now, why));
    }

    private void answered(OpenRecord now, ObjectNode base, Outcome outcome) {
        if (!state.isOpen(now)) {
            surroundings.told(now.id(), outcome instanceof Outcome.Done ? Fate.DELETED : Fate.FOUND_GONE);
            return;
        }
        state.end();
        switch (outcome) {
            case Outcome.Done() -> {
                ObjectNode edited = state.editor().peek().orElse(base);
                deleted.addLast(new Deleted(now.id(), base, edited, until()));
                gone(now, Fate.DELETED);
                show(deletedLast());
            }
            case Outcome.Gone() -> {
                gone(now, Fate.FOUND_GONE);
                state.notes().fail(Sentence.of("entry.gone.already"));
            }
            case Outcome.Changed(ObjectNode theirs) -> {
                saving.checked(now, Optional.of(theirs));
                state.notes().fail(Sentence.of("entry.notDeleted"));
            }
            case Outcome.HasAttachments(int count) -> askForAttachments(now, base, count);
        }
    }

    private void askForAttachments(OpenRecord now, ObjectNode base, int count) {
        state.notes()
                .ask(
                        Tone.CAREFUL,
                        Sentence.of(
                                surroundings.keepsHistory() ? "entry.attachments.kept" : "entry.attachments", count),
                        Answer.of("attachments-keep", state.notes()::answered),
                        Answer.of("attachments-delete", () -> {
                            state.notes().answered();
                            run(now, base, () -> calls.removeWithAll(now.id(), base));
                        }));
    }

    private void gone(OpenRecord now, Fate fate) {
        state.discard();
        surroundings.told(now.id(), fate);
    }

    /** Shows it, unless that would push aside what somebody types. */
    private void restored(Deleted back) {
        surroundings.told(back.id(), Fate.SAVED);
        if (!state.isDirty().get()) {
            state.show(
                    OpenRecord.existing(back.id(), back.body()),
                    () -> state.editor().fill(back.edited()));
            state.notes().state("entry.state.back");
            saving.recheck();
        }
    }

    /** Which record can be brought back: several are in turn. */
    private Sentence deletedLast() {
        return Optional.ofNullable(deleted.peekLast())
                .map(last -> Sentence.of("entry.deleted", RecordName.heading(last.body(), false)))
                .orElse(Sentence.NONE);
    }

    private Instant until() {
        return clock.instant().plus(OFFERED);
    }

    private void show(Sentence text) {
        offer.set(
                deleted.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Note.of(Tone.CALM, text, Answer.of("undo", this::undo))));
    }

    private static Sentence sentence(StorageException why) {
        return why instanceof StorageException.Unreachable
                ? Sentence.of("entry.undo.notConnected")
                : Failures.sentence(why);
    }
}
