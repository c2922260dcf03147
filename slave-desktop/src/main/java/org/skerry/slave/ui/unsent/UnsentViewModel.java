package org.skerry.slave.ui.unsent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import org.skerry.jio.StoredRecord;
import org.skerry.slave.files.FileFailure;
import org.skerry.slave.files.RecordFiles;
import org.skerry.slave.files.RecordTarget;
import org.skerry.slave.ui.entry.Draft;
import org.skerry.slave.ui.entry.EntryViewModel;
import org.skerry.slave.ui.entry.Standing;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Sentence;

/** The list of what is saved on this PC only: what waits for the master, and what it refused with the reason. JavaFX thread. */
public final class UnsentViewModel {

    private final EntryViewModel entry;
    private final UiTasks tasks;
    private final Runnable close;
    private final ObjectProperty<Optional<Draft>> selected = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Draft>> doomed = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Sentence> message = new ReadOnlyObjectWrapper<>(Sentence.NONE);

    /** @param close goes back to the records */
    public UnsentViewModel(EntryViewModel entry, UiTasks tasks, Runnable close) {
        this.entry = entry;
        this.tasks = tasks;
        this.close = close;
    }

    ObservableList<Draft> all() {
        return entry.unsent();
    }

    ObjectProperty<Optional<Draft>> selected() {
        return selected;
    }

    /** What can be done about the selected one, where that is not plain. */
    ObservableValue<Sentence> help() {
        return selected.map(
                draft -> draft.map(chosen -> help(chosen.standing())).orElse(Sentence.NONE));
    }

    private static Sentence help(Standing standing) {
        if (!(standing instanceof Standing.Refused(Sentence why))) {
            return Sentence.NONE;
        }
        return switch (why.key()) {
            case "entry.unsent.changed" -> Sentence.of("entry.unsent.changed.help");
            case "entry.unsent.gone" -> Sentence.of("entry.unsent.gone.help");
            case "entry.unsent.misfit" -> Sentence.of("entry.unsent.misfit.help");
            case "entry.unsent.nobody" -> Sentence.of("entry.unsent.nobody.help");
            case "entry.unsent.otherMaster" -> Sentence.of("entry.unsent.otherMaster.help");
            default -> Sentence.NONE;
        };
    }

    /** What is discarded if the user is sure; empty where nobody was asked. */
    ReadOnlyObjectProperty<Optional<Draft>> doomed() {
        return doomed.getReadOnlyProperty();
    }

    /** What became of a file. */
    ReadOnlyObjectProperty<Sentence> message() {
        return message.getReadOnlyProperty();
    }

    void open() {
        selected.get().ifPresent(draft -> {
            close.run();
            entry.open(draft);
        });
    }

    void sendAgain() {
        selected.get().ifPresent(entry::sendAgain);
    }

    /** Asks first. */
    void discard() {
        doomed.set(selected.get());
    }

    void sure() {
        doomed.get().ifPresent(entry::discard);
        doomed.set(Optional.empty());
    }

    void keep() {
        doomed.set(Optional.empty());
    }

    /** Steps back: from a question, from the list. */
    void escape() {
        if (doomed.get().isPresent()) {
            keep();
        } else {
            close.run();
        }
    }

    /** Writes all of them to a file, which another PC can import. */
    void export(Path file) {
        List<Draft> records = List.copyOf(all());
        tasks.run(
                () -> {
                    try (RecordTarget target = RecordFiles.create(file)) {
                        records.forEach(draft -> target.write(new StoredRecord(draft.id(), draft.body())));
                        target.finish();
                        return true;
                    } catch (FileFailure unwritten) {
                        return false;
                    }
                },
                isWritten -> message.set(
                        isWritten
                                ? Sentence.of("entry.unsent.exported", records.size(), file.toString())
                                : Sentence.of("entry.unsent.notExported")),
                why -> message.set(Sentence.of("entry.unsent.notExported")));
    }
}
