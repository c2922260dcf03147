package org.skerry.slave.ui.history;

import java.time.InstantSource;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.skerry.jio.RemovedRecord;
import org.skerry.jio.Sequence;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.entry.RecordName;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/** The records that were removed and can be brought back. JavaFX thread. */
public final class RemovedViewModel {

    /**
     * How often the master is asked on by itself where it tells of nothing: somebody who may see little looks through thousands
     * that others removed.
     */
    static final int MAX_ASKED = 20;

    private final HistoryCalls calls;
    private final UiTasks tasks;
    private final HistoryViewModel.Around around;
    private final StepWords words;
    private final ObservableList<RemovedRecord> records = FXCollections.observableArrayList();
    private final ObjectProperty<Optional<RemovedRecord>> selected = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Sentence> message = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyObjectWrapper<Sentence> failure = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyBooleanWrapper hasMore = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper isBusy = new ReadOnlyBooleanWrapper();
    private Optional<Sequence> next = Optional.empty();
    private int asked; // in a row, without anything that was seen

    public RemovedViewModel(Storage storage, UiTasks tasks, InstantSource clock, HistoryViewModel.Around around) {
        calls = new HistoryCalls(storage);
        this.tasks = tasks;
        this.around = around;
        words = new StepWords(clock);
        load();
    }

    StepWords words() {
        return words;
    }

    /** The one that was removed last first. */
    ObservableList<RemovedRecord> records() {
        return records;
    }

    ObjectProperty<Optional<RemovedRecord>> selected() {
        return selected;
    }

    /** What is said in the place of the list. */
    ReadOnlyObjectProperty<Sentence> message() {
        return message.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Sentence> failure() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty hasMore() {
        return hasMore.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty isBusy() {
        return isBusy.getReadOnlyProperty();
    }

    static Sentence heading(RemovedRecord record) {
        return RecordName.heading(record.body(), false);
    }

    /** Asks the master again, from the beginning. */
    public void load() {
        next = Optional.empty();
        asked = 0;
        ask(true);
    }

    /** Asks for those that were removed before. */
    void more() {
        if (next.isPresent() && !isBusy.get()) {
            asked = 0;
            ask(false);
        }
    }

    private void ask(boolean isFirst) {
        if (isAway()) {
            return;
        }
        begin();
        Optional<Sequence> before = next;
        tasks.run(
                () -> calls.removed(before),
                page -> {
                    end();
                    if (isFirst) {
                        records.clear();
                    }
                    records.addAll(page.records());
                    next = page.next();
                    hasMore.set(next.isPresent());
                    if (page.records().isEmpty() && next.isPresent() && ++asked < MAX_ASKED) {
                        ask(false);
                    } else {
                        message.set(found());
                    }
                },
                why -> {
                    end();
                    failure.set(Failures.sentence(why));
                });
    }

    private Sentence found() {
        if (!records.isEmpty()) {
            return Sentence.NONE;
        }
        return Sentence.of(next.isPresent() ? "history.removed.none.yet" : "history.removed.none");
    }

    void bringBack() {
        selected.get().filter(chosen -> !isBusy.get() && !isAway()).ifPresent(record -> {
            begin();
            tasks.run(
                    () -> {
                        calls.bringBack(record.id(), record.last());
                        return undo(record);
                    },
                    undo -> {
                        end();
                        around.close();
                        around.restored(record.id(), Sentence.of("history.back", heading(record)), undo);
                    },
                    this::notBack);
        });
    }

    /** Of what was on the screen: what is there by now may be somebody else's. */
    private UiTasks.Work<Boolean> undo(RemovedRecord record) {
        return () -> {
            calls.undoBringBack(record);
            return false;
        };
    }

    private void notBack(StorageException why) {
        end();
        switch (why) {
            case StorageException.Conflict thereAgain -> {
                load();
                failure.set(Sentence.of("history.back.already"));
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
        if (records.isEmpty()) {
            message.set(Sentence.of("history.loading"));
        }
    }

    private void end() {
        isBusy.set(false);
        if (records.isEmpty()) {
            message.set(Sentence.NONE);
        }
    }

    public void escape() {
        around.close();
    }
}
