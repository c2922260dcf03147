package org.skerry.slave.ui.admin;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.entry.Note;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/** What an admin does, one after the other: the question before it, what became of it, a new look at the list after it. */
final class Acts {

    private final UiTasks tasks;
    private Runnable refresh = () -> {};
    private final ReadOnlyBooleanWrapper isBusy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<Note>> question = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Sentence> failure = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyObjectWrapper<Sentence> done = new ReadOnlyObjectWrapper<>(Sentence.NONE);

    Acts(UiTasks tasks) {
        this.tasks = tasks;
    }

    /** What looks at the lists again. */
    void afterEach(Runnable look) {
        refresh = look;
    }

    ReadOnlyBooleanProperty isBusy() {
        return isBusy.getReadOnlyProperty();
    }

    /** What is to be answered before something is done. */
    ReadOnlyObjectProperty<Optional<Note>> question() {
        return question.getReadOnlyProperty();
    }

    /** Why the last act was not done. */
    ReadOnlyObjectProperty<Sentence> failure() {
        return failure.getReadOnlyProperty();
    }

    /** What the last act did. */
    ReadOnlyObjectProperty<Sentence> done() {
        return done.getReadOnlyProperty();
    }

    /** Nothing is asked and told any more. */
    void clear() {
        question.set(Optional.empty());
        failure.set(Sentence.NONE);
        done.set(Sentence.NONE);
    }

    void tell(Sentence what) {
        clear();
        done.set(what);
    }

    /** Something is wrong with what was typed. */
    void refuse(Sentence mistake) {
        clear();
        failure.set(mistake);
    }

    /**
     * Asks once, plainly.
     *
     * @param what what would happen
     * @param yes the name of the button that lets it happen
     */
    void ask(Sentence what, Sentence yes, Runnable action) {
        clear();
        question.set(Optional.of(new Note(
                what,
                Note.Tone.CAREFUL,
                List.of(
                        new Note.Answer("admin-no", Sentence.of("admin.no"), this::clear),
                        new Note.Answer("admin-yes", yes, () -> {
                            clear();
                            action.run();
                        })))));
    }

    /**
     * Does something; not while something else is being done.
     *
     * @param conflict why it is not done where the master says that it cannot be, as things are
     */
    <T> void run(UiTasks.Work<T> work, Sentence conflict, Consumer<T> then) {
        if (isBusy.get()) {
            return;
        }
        clear();
        isBusy.set(true);
        tasks.run(
                work,
                result -> {
                    isBusy.set(false);
                    then.accept(result);
                    refresh.run();
                },
                why -> {
                    isBusy.set(false);
                    failure.set(why instanceof StorageException.Conflict ? conflict : sentence(why));
                    refresh.run();
                });
    }

    static Sentence sentence(StorageException why) {
        return switch (why) {
            case StorageException.Forbidden refused -> Sentence.of("admin.forbidden");
            case StorageException.NotFound gone -> Sentence.of("admin.gone");
            case StorageException.Unreachable lost -> Sentence.of("admin.unknown");
            default -> Failures.sentence(why);
        };
    }
}
