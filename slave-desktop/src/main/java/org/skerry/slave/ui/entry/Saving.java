package org.skerry.slave.ui.entry;

import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.skerry.jio.FieldProblem;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.entry.Note.Answer;
import org.skerry.slave.ui.entry.Note.Tone;
import org.skerry.slave.ui.entry.Surroundings.Fate;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

/** Brings the open record to the master, and finds out when somebody else was faster. */
final class Saving {

    /** What is said about a master that is away. */
    private static final Set<String> AWAY = Set.of(
            "entry.away.create", "entry.away.delete", "entry.away.open", "entry.notConnected", "failure.unreachable");

    private final EntryState state;
    private final EntryDrafts drafts;
    private final Outgoing outgoing;
    private final EntryCalls calls;
    private final UiTasks tasks;
    private final UiTasks.Latest checking;
    private final InstantSource clock;
    private final Surroundings surroundings;
    private Optional<Runnable> afterwards = Optional.empty();
    private Optional<Runnable> whenAnswered = Optional.empty();
    private boolean isSending;
    private Optional<ObjectNode> lastChecked = Optional.empty();

    Saving(
            EntryState state,
            EntryDrafts drafts,
            EntryCalls calls,
            UiTasks tasks,
            InstantSource clock,
            Surroundings surroundings) {
        this.state = state;
        this.drafts = drafts;
        outgoing = new Outgoing(drafts, calls, tasks, clock, surroundings, state::isBeingChanged, this::sent);
        this.calls = calls;
        this.tasks = tasks;
        this.clock = clock;
        this.surroundings = surroundings;
        checking = tasks.latest();
    }

    Outgoing outgoing() {
        return outgoing;
    }

    void save() {
        state.idle()
                .ifPresent(now -> state.conflict()
                        .get()
                        .ifPresentOrElse(versions -> saveMerged(now, versions), () -> saveEdited(now)));
    }

    /** @param then what to do when it is saved; never, if that fails */
    void saveThen(Runnable then) {
        afterwards = Optional.of(then);
        save();
        if (!state.isBusy().get()) {
            afterwards = Optional.empty();
        }
    }

    /**
     * For somebody in a hurry who goes on before the answer is there: what he wants next is done when it is, as if he had
     * waited.
     *
     * @return false if nothing is being saved
     */
    boolean defer(Runnable next) {
        if (isSending) {
            whenAnswered = Optional.of(next);
        }
        return isSending;
    }

    private void goOn() {
        isSending = false;
        Optional<Runnable> next = whenAnswered;
        whenAnswered = Optional.empty();
        next.ifPresent(Runnable::run);
    }

    /** Looks whether the record has changed on the master. */
    void recheck() {
        state.idle()
                .filter(now -> state.conflict().get().isEmpty() && !now.isUnsent())
                .ifPresent(now -> {
                    Optional<ObjectNode> base = now.base();
                    if (base.isPresent()) {
                        checking.run(
                                () -> calls.find(now.id()),
                                theirs -> {
                                    if (state.idle().equals(Optional.of(now))
                                            && now.base().equals(base)
                                            && isNews(theirs)) {
                                        checked(now, theirs);
                                    }
                                },
                                notNow -> {});
                    }
                });
    }

    /** Whether this was not said yet: who reads it, or is about to answer, is not disturbed again. */
    private boolean isNews(Optional<ObjectNode> theirs) {
        boolean isSaid = state.notes().news().get().isPresent() && theirs.equals(lastChecked);
        lastChecked = theirs;
        return !isSaid;
    }

    /** The master has told what it has. */
    void checked(OpenRecord now, Optional<ObjectNode> theirs) {
        boolean isDirty = state.isDirty().get();
        if (theirs.isEmpty()) {
            state.notes().tell(Tone.CAREFUL, Sentence.of(isDirty ? "entry.gone.edited" : "entry.gone"), withoutIt(now));
        } else if (EntryCalls.isSame(theirs.get(), now.common())) {
            state.notes().told();
        } else if (isDirty) {
            state.notes()
                    .tell(
                            Tone.CALM,
                            Sentence.of("entry.changed"),
                            Answer.of("compare", () -> compare(now, theirs.get())));
        } else {
            ObjectNode newer = theirs.get();
            state.show(
                    OpenRecord.existing(now.id(), newer), () -> state.editor().fill(newer));
            state.notes().state("entry.state.updated");
        }
    }

    /** The master is back: what was said about its absence is of no use any more. */
    void reconnected() {
        if (AWAY.contains(state.notes().failure().get().key())) {
            state.notes().fail(Sentence.NONE);
        }
        outgoing.reconnected();
        recheck();
    }

    /** The master did not do what was asked. */
    void failed(OpenRecord now, StorageException why) {
        afterwards = Optional.empty();
        if (state.isOpen(now)) {
            state.end();
            if (why instanceof StorageException.Unreachable) {
                state.notes().fail(Sentence.of("entry.notConnected"));
            } else if (why instanceof StorageException.BadRequest wrong
                    && !wrong.problems().isEmpty()) {
                misfit(wrong.problems());
            } else {
                state.notes().fail(why);
            }
        }
    }

    /** The record does not fit the form of its type, as the master knows it. */
    private void misfit(List<FieldProblem> problems) {
        state.conflict().set(Optional.empty());
        List<FieldProblem> elsewhere = state.editor().show(problems);
        state.notes()
                .fail(
                        elsewhere.isEmpty()
                                ? Sentence.of("entry.problems")
                                : Sentence.of(
                                        "form.problem.at",
                                        FormProblem.field(elsewhere.getFirst()),
                                        FormProblem.of(elsewhere.getFirst())));
    }

    private void saveMerged(OpenRecord now, ConflictViewModel versions) {
        if (versions.isDecided().get()) {
            send(now, versions.merged(), Optional.of(versions.theirs()));
        } else {
            state.notes().fail(Sentence.of("entry.conflict.undecided"));
        }
    }

    private void saveEdited(OpenRecord now) {
        Optional<ObjectNode> body = state.editor().read();
        if (body.isEmpty()) {
            state.notes().fail(Sentence.of("entry.problems"));
        } else if (now.isChangedBy(body.get()) || now.isUnsent()) {
            send(now, body.get(), now.base());
        } else {
            state.notes().fail(Sentence.NONE);
            state.notes().state("entry.state.nothing");
        }
    }

    private void send(OpenRecord now, ObjectNode body, Optional<ObjectNode> base) {
        if (surroundings.isLinked() && !outgoing.isSending(now.id())) {
            Set<String> attempts = now.attempts();
            now.sent(body);
            run(now, body, () -> calls.save(now.id(), body, base, attempts), why -> lost(now, body, why));
        } else if (state.conflict().get().isPresent()) {
            state.notes().fail(Sentence.of("entry.away.create"));
        } else {
            keepHere(now, body); // the master cannot be asked: nobody waits for a call in vain
        }
    }

    /** There was no answer: it is sent again as soon as the master is back, and is one record all the same. */
    private void lost(OpenRecord now, ObjectNode body, StorageException why) {
        if (why instanceof StorageException.Unreachable
                && state.isOpen(now)
                && state.conflict().get().isEmpty()) {
            outgoing.pause();
            keepHere(now, body);
        } else {
            failed(now, why);
            goOn();
        }
    }

    /** Keeps the record on this PC until the master is back. */
    private void keepHere(OpenRecord now, ObjectNode body) {
        now.sent(body);
        state.begin("entry.state.keeping");
        isSending = true;
        drafts.wait(
                now,
                body,
                kept -> {
                    if (state.isOpen(now)) {
                        now.unsent(Optional.of(body));
                        state.end();
                        thenAfterwards();
                    }
                    outgoing.send();
                    goOn();
                },
                why -> {
                    afterwards = Optional.empty();
                    if (state.isOpen(now)) {
                        state.end();
                        state.notes()
                                .fail(Sentence.of(
                                        why instanceof StorageException.Full
                                                ? "entry.away.full"
                                                : "entry.away.notKept"));
                    }
                    goOn();
                });
    }

    /** What waited on this PC was sent, or met another version. */
    private void sent(Draft draft, Outcome outcome) {
        boolean isSaved = outcome instanceof Outcome.Done;
        Optional<OpenRecord> open =
                state.open().filter(now -> now.draftKey().equals(draft.key()) && !drafts.isReplaced(draft));
        open.ifPresent(now -> {
            if (isSaved) {
                now.isOnMaster(draft.body());
                state.editor().rebase(draft.body());
                if (!state.isBusy().get()) {
                    state.end();
                    tellSaved();
                }
            } else if (!state.isBusy().get()) {
                now.unsent(Optional.empty());
                state.end();
                switch (outcome) {
                    case Outcome.Changed(ObjectNode theirs) ->
                        state.showVersions(now, state.editor().peek().orElse(draft.body()), theirs);
                    default -> askWithoutIt(now, Sentence.of("entry.gone.edited"));
                }
            }
        });
        if (isSaved) {
            surroundings.told(draft.id(), Fate.SAVED);
        }
    }

    private void tellSaved() {
        if (!state.isDirty().get()) {
            state.notes().state("entry.state.saved", LocalTime.ofInstant(clock.instant(), ZoneId.systemDefault()));
        }
    }

    private void thenAfterwards() {
        Optional<Runnable> then = afterwards.filter(goOn -> !state.isDirty().get());
        afterwards = Optional.empty();
        then.ifPresent(Runnable::run);
    }

    private void run(OpenRecord now, ObjectNode body, UiTasks.Work<Outcome> work, Consumer<StorageException> failed) {
        state.begin("entry.state.saving");
        isSending = true;
        tasks.run(
                work,
                outcome -> {
                    answered(now, body, outcome);
                    goOn();
                },
                failed);
    }

    private void answered(OpenRecord now, ObjectNode body, Outcome outcome) {
        if (!state.isOpen(now)) {
            if (outcome instanceof Outcome.Done) {
                surroundings.told(now.id(), Fate.SAVED);
            }
            return;
        }
        switch (outcome) {
            case Outcome.Done() -> saved(now, body);
            case Outcome.Changed(ObjectNode theirs) -> {
                afterwards = Optional.empty();
                state.end();
                state.showVersions(now, state.editor().peek().orElse(body), theirs);
            }
            case Outcome.Gone() -> {
                state.end();
                askWithoutIt(now, Sentence.of("entry.gone.edited"));
            }
            case Outcome.HasAttachments(int count) -> state.end();
        }
    }

    private void saved(OpenRecord now, ObjectNode body) {
        now.isOnMaster(body);
        if (state.conflict().get().isPresent()) {
            state.conflict().set(Optional.empty());
            state.editor().merge(body);
        } else {
            state.editor().rebase(body);
        }
        state.notes().told();
        state.end();
        tellSaved();
        surroundings.told(now.id(), Fate.SAVED);
        thenAfterwards();
    }

    private void compare(OpenRecord now, ObjectNode theirs) {
        state.editor().read().ifPresent(mine -> state.showVersions(now, mine, theirs));
    }

    private void askWithoutIt(OpenRecord now, Sentence what) {
        afterwards = Optional.empty();
        state.notes().told();
        state.notes().ask(Tone.CAREFUL, what, withoutIt(now));
    }

    /** What can be done about a record that is gone. */
    private Answer[] withoutIt(OpenRecord now) {
        return new Answer[] {Answer.of("gone-create", () -> createAgain(now)), Answer.of("gone-close", state::discard)};
    }

    private void createAgain(OpenRecord now) {
        if (!surroundings.isLinked()) {
            state.notes().fail(Sentence.of("entry.away.create"));
            return;
        }
        state.editor().read().ifPresent(body -> {
            state.notes().answered();
            state.notes().told();
            run(now, body, () -> calls.restore(now.id(), body), why -> {
                failed(now, why);
                goOn();
            });
        });
    }
}
