package org.skerry.slave.ui.entry;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.slave.ui.entry.Note.Answer;
import org.skerry.slave.ui.entry.Note.Tone;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

/** One record, open to be read and changed: which one it is, and how one comes to the next without losing anything. */
public final class EntryViewModel {

    private final EntryCalls calls;
    private final EntryDrafts drafts;
    private final UiTasks tasks;
    private final Surroundings surroundings;
    private final UiTasks.Latest loading;
    private final EntryState state;
    private final Saving saving;
    private final RemovalViewModel removal;
    private final RestoredViewModel restored;
    private final KnownTypes types;
    private final References references;
    private final Deque<Draft> found = new ArrayDeque<>();
    private Optional<RecordId> underWay = Optional.empty(); // asked for, and not here yet
    private Runnable begun = () -> {};

    /**
     * @param language in which numbers and days are typed
     */
    public EntryViewModel(
            Storage storage,
            EntryDrafts drafts,
            UiTasks tasks,
            InstantSource clock,
            ObservableValue<Language> language,
            Surroundings surroundings) {
        this.drafts = drafts;
        this.tasks = tasks;
        this.surroundings = surroundings;
        calls = new EntryCalls(storage);
        loading = tasks.latest();
        state = new EntryState(drafts, language);
        types = new KnownTypes(calls, tasks, state.editor());
        references = new References(calls, tasks);
        Surroundings told = telling(surroundings);
        saving = new Saving(state, drafts, calls, tasks, clock, told);
        removal = new RemovalViewModel(state, calls, saving, tasks, clock, told);
        restored = new RestoredViewModel(tasks, clock, this::undone);
        state.editor().form().onType(types::suggest, types::finish);
        types.refresh();
        drafts.load(
                unsaved -> {
                    found(unsaved);
                    saving.outgoing().reconnected();
                },
                unreadable -> state.notes().fail(Sentence.of("entry.kept.unreadable")));
    }

    /** What is kept on this PC for the master, or was refused by it; the oldest first. */
    public ObservableList<Draft> unsent() {
        return drafts.unsent();
    }

    /** Opens one of those. */
    public void open(Draft unsent) {
        leave(() -> drafts.waiting(unsent.key()).ifPresent(this::resume));
    }

    /** Sends one again that was refused. */
    public void sendAgain(Draft refused) {
        saving.outgoing().again(refused);
    }

    /** Sends what waits, or marks it, as the master is back or lets this PC in no more. */
    public void sendUnsent() {
        saving.outgoing().send();
    }

    /** Lets one of those go for good. */
    public void discard(Draft unsent) {
        if (state.open().filter(now -> now.draftKey().equals(unsent.key())).isPresent()) {
            state.discard();
        } else {
            drafts.drop(unsent.key());
        }
    }

    /** The record that is open, a new one included; empty while none is. */
    public ReadOnlyObjectProperty<Optional<RecordId>> record() {
        return state.record().getReadOnlyProperty();
    }

    /** What the record is called. */
    public ReadOnlyObjectProperty<Sentence> heading() {
        return state.heading().getReadOnlyProperty();
    }

    public RecordEditor editor() {
        return state.editor();
    }

    public EntryNotes notes() {
        return state.notes();
    }

    public RemovalViewModel removal() {
        return removal;
    }

    /** The offer to undo what was restored last. */
    public RestoredViewModel restored() {
        return restored;
    }

    /** When it was offered last to undo something; empty where nothing can be. */
    public Optional<Instant> undoOffered() {
        return isRestoredLast() ? restored.offered() : removal.offered();
    }

    /** Undoes what was offered last. */
    public void undo() {
        if (isRestoredLast()) {
            restored.undo();
        } else {
            removal.undo();
        }
    }

    private boolean isRestoredLast() {
        return restored.offered()
                .filter(at -> at.isAfter(removal.offered().orElse(Instant.MIN)))
                .isPresent();
    }

    /** Whether the open record is on the master, so that there is something that it was before. */
    public ObservableValue<Boolean> hasHistory() {
        return state.record()
                .map(shown -> state.open().flatMap(OpenRecord::base).isPresent());
    }

    /** The same at this moment. */
    public boolean isOnMaster() {
        return state.open().flatMap(OpenRecord::base).isPresent();
    }

    /**
     * A record is what it was once: shows it, and offers to undo that.
     *
     * @param undo undoes it, and says whether the record is still there then
     */
    public void restored(RecordId id, Sentence what, UiTasks.Work<Boolean> undo) {
        surroundings.told(id, Surroundings.Fate.SAVED);
        types.refresh();
        show(id);
        restored.restored(id, what, undo);
    }

    private void undone(RecordId id, boolean isThere) {
        surroundings.told(id, isThere ? Surroundings.Fate.SAVED : Surroundings.Fate.DELETED);
        if (isThere) {
            show(id);
        } else if (state.record().get().equals(Optional.of(id))) {
            state.discard();
        }
    }

    /** What was typed in it is gone: its user was told before. */
    private void show(RecordId id) {
        if (state.record().get().equals(Optional.of(id))) {
            state.discardTyped();
        }
        leave(() -> load(id));
    }

    /** The types of records on the master. */
    public ObservableList<String> types() {
        return types.names();
    }

    /** The type that a new record probably has; "" where nothing is known. */
    public String usualType() {
        return types.usual();
    }

    References references() {
        return references;
    }

    /** The type of the open record; "" if none is open, or it has none. */
    public String type() {
        return state.record().get().isPresent() ? state.editor().type() : "";
    }

    /** The form of a type is another one now. */
    public void formChanged() {
        types.suggest(state.editor().type());
    }

    /** Whether something is under way that the master has not answered. */
    public ReadOnlyBooleanProperty isBusy() {
        return state.isBusy().getReadOnlyProperty();
    }

    /** Whether something would be lost if it were closed. */
    public ReadOnlyBooleanProperty isDirty() {
        return state.isDirty().getReadOnlyProperty();
    }

    /** What somebody else has changed meanwhile, to be decided before saving goes on. */
    public ReadOnlyObjectProperty<Optional<ConflictViewModel>> conflict() {
        return state.conflict().getReadOnlyProperty();
    }

    /** Called when there is a new record to be filled. */
    public void onBegun(Runnable listener) {
        begun = listener;
    }

    /** Opens a record of the master. */
    public void open(RecordId id) {
        if (state.record().get().equals(Optional.of(id))) {
            saving.recheck();
        } else if (!underWay.equals(Optional.of(id))) {
            leave(() -> load(id));
        }
    }

    /** Starts a new record, of no type where that is "". */
    public void create(String type) {
        leave(() -> {
            stopLoading();
            ObjectNode blank = JsonText.object();
            if (!type.isEmpty()) {
                blank.put(TypeSample.TYPE, type);
            }
            state.show(OpenRecord.made(blank), () -> state.editor().create(blank));
            types.begin(type, () -> {
                if (!state.isDirty().get()) {
                    begun.run(); // nobody is elsewhere yet
                }
            });
            begun.run();
        });
    }

    /** Starts a new record with what the open one has. */
    public void duplicate() {
        leave(() -> state.open().ifPresent(original -> {
            ObjectNode copy = original.common();
            state.show(OpenRecord.made(JsonText.object()), () -> state.editor().fill(copy));
            begun.run();
        }));
    }

    /** Sends the record to the master, or what was chosen where there are two versions. */
    public void save() {
        saving.save();
    }

    /** Deletes the record. */
    public void remove() {
        state.idle()
                .ifPresent(now -> now.base()
                        .ifPresentOrElse(
                                base -> removal.remove(now, base), now.isUnsent() ? state::discard : this::close));
    }

    /** Something has changed on the master: looks whether it was this record. */
    public void recheck() {
        saving.recheck();
    }

    /** The master is back. */
    public void reconnected() {
        saving.reconnected();
    }

    /** Lets the record go. */
    public void close() {
        leave(() -> {
            stopLoading();
            state.clear();
        });
    }

    /** Steps back: from a question, from the versions, from the record. */
    public void escape() {
        if (state.notes().question().get().isPresent()) {
            state.notes().answered();
        } else if (state.conflict().get().isPresent()) {
            backToForm();
        } else {
            close();
        }
    }

    /** Leaves the versions undecided. */
    public void backToForm() {
        state.conflict().set(Optional.empty());
        state.notes().fail(Sentence.NONE);
    }

    /** Goes on to something else: at once if nothing would be lost, else when the user has decided. */
    public void leave(Runnable then) {
        EntryNotes notes = state.notes();
        if (!state.isDirty().get()) {
            then.run();
            return;
        }
        if (saving.defer(() -> leave(then))) {
            return;
        }
        notes.ask(
                Tone.CAREFUL,
                Sentence.of("entry.leave"),
                Answer.of("leave-save", () -> {
                    notes.answered();
                    saving.saveThen(then);
                }),
                Answer.of("leave-discard", () -> {
                    state.discardTyped();
                    then.run();
                }),
                Answer.of("leave-stay", notes::answered));
    }

    /** The same for whoever goes away: what waits here is sent from here only, so he is told; who insists, goes. */
    public void depart(Runnable then) {
        EntryNotes notes = state.notes();
        leave(() -> {
            boolean isTold = notes.departure().get().isPresent();
            long waiting = drafts.countWaiting();
            notes.depart(Optional.empty());
            if (isTold || waiting == 0) {
                then.run();
                return;
            }
            notes.depart(Optional.of(Note.of(
                    Tone.CALM,
                    Sentence.of("entry.depart", waiting),
                    Answer.of("depart-stay", () -> notes.depart(Optional.empty())),
                    Answer.of("depart-go", () -> {
                        notes.depart(Optional.empty());
                        then.run();
                    }))));
        });
    }

    /** To be called once a second. */
    public void tick() {
        removal.tick();
        restored.tick();
        saving.outgoing().send();
    }

    private void load(RecordId id) {
        if (!surroundings.isLinked()) {
            state.notes().fail(Sentence.of("entry.away.open"));
            return;
        }
        state.notes().fail(Sentence.NONE);
        underWay = Optional.of(id);
        loading.run(
                () -> calls.open(id),
                opened -> {
                    underWay = Optional.empty();
                    leave(() -> state.show(
                            OpenRecord.existing(id, opened.body()),
                            () -> state.editor().fill(opened.body(), opened.sample())));
                },
                why -> {
                    underWay = Optional.empty();
                    state.notes().fail(why);
                });
    }

    private void stopLoading() {
        loading.cancel();
        underWay = Optional.empty();
    }

    /** With another record there may be another type. */
    private Surroundings telling(Surroundings surroundings) {
        return new Surroundings() {
            @Override
            public boolean isLinked() {
                return surroundings.isLinked();
            }

            @Override
            public Optional<Sentence> refusal() {
                return surroundings.refusal();
            }

            @Override
            public boolean keepsHistory() {
                return surroundings.keepsHistory();
            }

            @Override
            public void told(RecordId id, Fate fate) {
                surroundings.told(id, fate);
                if (fate == Fate.SAVED && state.record().get().equals(Optional.of(id))) {
                    types.saved(state.editor().type());
                }
                types.refresh();
            }
        };
    }

    private void found(List<Draft> unsaved) {
        found.addAll(unsaved);
        offerFound();
    }

    private void offerFound() {
        Draft draft = found.peekFirst();
        state.notes()
                .offer(Optional.ofNullable(draft)
                        .map(unsaved -> Note.of(
                                Tone.CALM,
                                Sentence.of(
                                        "entry.found",
                                        LocalDateTime.ofInstant(unsaved.at(), ZoneId.systemDefault()),
                                        RecordName.heading(
                                                unsaved.body(), unsaved.base().isEmpty())),
                                Answer.of("found-continue", () -> leave(() -> resume(unsaved))),
                                Answer.of("found-discard", () -> {
                                    drafts.drop(unsaved.key());
                                    answered(unsaved);
                                }))));
    }

    private void resume(Draft draft) {
        OpenRecord record = OpenRecord.of(draft, drafts.waiting(draft.key().record()));
        state.show(record, () -> state.editor().fill(draft, TypeSample.NONE));
        types.suggest(state.editor().type());
        if (draft.standing() instanceof Standing.Refused(Sentence why)) {
            state.notes().fail(why);
        }
        saving.recheck();
        answered(draft);
    }

    private void answered(Draft draft) {
        found.remove(draft);
        offerFound();
    }
}
