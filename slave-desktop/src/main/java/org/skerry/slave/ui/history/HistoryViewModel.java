package org.skerry.slave.ui.history;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.skerry.jio.HistoryPage;
import org.skerry.jio.PastRecord;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.Sequence;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.entry.Note;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/** What one record was: its versions, one of them against what it is now, and the way back to it. JavaFX thread. */
public final class HistoryViewModel {

    private final HistoryCalls calls;
    private final UiTasks tasks;
    private final UiTasks.Latest looking;
    private final RecordId id;
    private final Sentence heading;
    private final Around around;
    private final StepWords words;
    private final ObservableList<RecordVersion> steps = FXCollections.observableArrayList();
    private final ObjectProperty<Optional<RecordVersion>> selected = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Comparison>> comparison =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Sentence> message = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyObjectWrapper<Sentence> failure = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyObjectWrapper<Optional<Note>> question = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper hasMore = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper isBusy = new ReadOnlyBooleanWrapper();
    private Optional<Sequence> next = Optional.empty();
    private Optional<PastRecord> now = Optional.empty();
    private Optional<PastRecord> shown = Optional.empty(); // the selected version

    /** The rest of the window. */
    public interface Around {

        /** Whether the master is known to be there. */
        boolean isLinked();

        /** Whether the record has changes that are not saved; they would be lost. */
        boolean isTyped();

        /**
         * The record is what it was.
         *
         * @param undo makes it what it was until then; fails as the storage does
         */
        void restored(RecordId id, Sentence told, UiTasks.Work<Boolean> undo);

        /** Goes back to the records. */
        void close();
    }

    /** @param heading what the record is called */
    public HistoryViewModel(
            Storage storage, UiTasks tasks, InstantSource clock, RecordId id, Sentence heading, Around around) {
        calls = new HistoryCalls(storage);
        this.tasks = tasks;
        this.id = id;
        this.heading = heading;
        this.around = around;
        looking = tasks.latest();
        words = new StepWords(clock);
        selected.subscribe((before, chosen) -> look(chosen));
        load();
    }

    Sentence heading() {
        return heading;
    }

    StepWords words() {
        return words;
    }

    /** The newest first. */
    public ObservableList<RecordVersion> steps() {
        return steps;
    }

    /** The version that is looked at. */
    public ObjectProperty<Optional<RecordVersion>> selected() {
        return selected;
    }

    /** When the selected version came to be, and by whom. */
    ObservableValue<Sentence> origin() {
        return selected.map(chosen -> chosen.map(words::origin).orElse(Sentence.NONE));
    }

    /** The selected version against what the record is; empty while that is not here. */
    ReadOnlyObjectProperty<Optional<Comparison>> comparison() {
        return comparison.getReadOnlyProperty();
    }

    /** What is said in the place of the comparison, or about it. */
    ReadOnlyObjectProperty<Sentence> message() {
        return message.getReadOnlyProperty();
    }

    /** Why something did not come about. */
    ReadOnlyObjectProperty<Sentence> failure() {
        return failure.getReadOnlyProperty();
    }

    /** What the user has to decide before something is restored. */
    public ReadOnlyObjectProperty<Optional<Note>> question() {
        return question.getReadOnlyProperty();
    }

    /** Whether there are older versions to be asked for. */
    ReadOnlyBooleanProperty hasMore() {
        return hasMore.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty isBusy() {
        return isBusy.getReadOnlyProperty();
    }

    /** Whether the selected version is another one than what is there now. */
    ObservableValue<Boolean> mayRestore() {
        return Bindings.createBooleanBinding(
                () -> !isBusy.get()
                        && question.get().isEmpty()
                        && comparison.get().filter(shown -> !shown.isNow()).isPresent(),
                isBusy,
                question,
                comparison);
    }

    /** Asks the master again, from the beginning. */
    void load() {
        if (isAway()) {
            return;
        }
        begin();
        tasks.run(
                () -> calls.open(id),
                opened -> {
                    end();
                    Sentence said = failure.get(); // why it is asked for again
                    now = opened.now();
                    steps.clear();
                    add(opened.page());
                    selected.set(steps.stream().findFirst());
                    failure.set(said);
                    message.set(steps.isEmpty() ? Sentence.of("history.none") : message.get());
                },
                this::failed);
    }

    /** Asks for older versions. */
    void more() {
        next.filter(there -> !isBusy.get() && !isAway()).ifPresent(before -> {
            begin();
            tasks.run(
                    () -> calls.older(id, before),
                    page -> {
                        end();
                        add(page);
                    },
                    this::failed);
        });
    }

    private void add(HistoryPage page) {
        steps.addAll(page.versions());
        next = page.next();
        hasMore.set(next.isPresent());
    }

    private void look(Optional<RecordVersion> chosen) {
        looking.cancel();
        comparison.set(Optional.empty());
        shown = Optional.empty();
        question.set(Optional.empty());
        message.set(Sentence.NONE);
        failure.set(Sentence.NONE);
        chosen.ifPresent(step -> {
            if (step.action().equals(RecordVersion.REMOVED)) {
                message.set(Sentence.of("history.removed.then"));
            } else if (!step.isKept()) {
                message.set(Sentence.of("history.notKept"));
            } else if (now.filter(known -> known.sequence().equals(step.sequence()))
                    .isPresent()) {
                show(now.get());
            } else if (!isAway()) {
                message.set(Sentence.of("history.loading"));
                looking.run(() -> calls.version(id, step.sequence()), this::show, this::notShown);
            }
        });
    }

    private void show(PastRecord past) {
        shown = Optional.of(past);
        Comparison found = Comparison.of(past, now.orElse(past));
        message.set(
                found.isNow()
                        ? Sentence.of("history.isNow")
                        : found.isSame() ? Sentence.of("history.isSame") : Sentence.NONE);
        comparison.set(Optional.of(found));
    }

    private void notShown(StorageException why) {
        message.set(why instanceof StorageException.NotFound ? Sentence.of("history.notKept") : Failures.sentence(why));
    }

    /** Asks first. */
    public void restore() {
        if (mayRestore().getValue()) {
            selected.get()
                    .ifPresent(step -> question.set(Optional.of(new Note(
                            Sentence.of(around.isTyped() ? "history.sure.typed" : "history.sure", words.when(step)),
                            Note.Tone.CAREFUL,
                            List.of(
                                    new Note.Answer("history-sure", Sentence.of("history.restore"), () -> sure(step)),
                                    new Note.Answer("history-not", Sentence.of("history.cancel"), this::answered))))));
        }
    }

    private void answered() {
        question.set(Optional.empty());
    }

    private void sure(RecordVersion step) {
        answered();
        if (isAway() || now.isEmpty() || shown.isEmpty()) {
            return;
        }
        PastRecord restored = shown.get();
        PastRecord before = now.get();
        begin();
        tasks.run(
                () -> {
                    calls.restore(id, step.sequence(), before);
                    return undo(before, restored);
                },
                undo -> {
                    end();
                    around.close();
                    around.restored(id, Sentence.of("history.done", heading, words.when(step)), undo);
                },
                this::notRestored);
    }

    /** @param restored as it was on the screen: what is there by now may be somebody else's */
    private UiTasks.Work<Boolean> undo(PastRecord before, PastRecord restored) {
        return () -> {
            calls.undoRestore(id, before, restored.body());
            return true;
        };
    }

    private void notRestored(StorageException why) {
        end();
        switch (why) {
            case StorageException.Conflict changed -> {
                load();
                failure.set(Sentence.of("history.conflict"));
            }
            case StorageException.NotFound gone -> {
                load();
                failure.set(Sentence.of("history.notKept"));
            }
            case StorageException.BadRequest unfit -> failure.set(Sentence.of("history.misfit"));
            default -> failure.set(Failures.sentence(why));
        }
    }

    private boolean isAway() {
        if (around.isLinked()) {
            return false;
        }
        failure.set(Sentence.of("history.away"));
        return true;
    }

    private void begin() {
        isBusy.set(true);
        failure.set(Sentence.NONE);
        if (steps.isEmpty()) {
            message.set(Sentence.of("history.loading"));
        }
    }

    private void end() {
        isBusy.set(false);
        if (steps.isEmpty()) {
            message.set(Sentence.NONE);
        }
    }

    private void failed(StorageException why) {
        end();
        failure.set(Failures.sentence(why));
    }

    /** Steps back: from the question, from the history. */
    public void escape() {
        if (question.get().isPresent()) {
            answered();
        } else {
            close();
        }
    }

    void close() {
        looking.cancel();
        around.close();
    }
}
