package org.skerry.slave.ui.records;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.Row;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/** The records of the master as rows: the first ones, and how many there are. */
public final class RecordsViewModel {

    private static final int ROWS = 200;

    private final Storage storage;
    private final UiTasks.Latest asking;
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final ReadOnlyLongWrapper total = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<Sentence> failure = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ObjectProperty<Optional<RecordId>> selected = new SimpleObjectProperty<>(Optional.empty());

    public RecordsViewModel(Storage storage, UiTasks tasks) {
        this.storage = storage;
        asking = tasks.latest();
    }

    public ObservableList<Row> rows() {
        return rows;
    }

    /** How many records match. */
    public ReadOnlyLongProperty total() {
        return total.getReadOnlyProperty();
    }

    /** Why the rows are not those of now. */
    public ReadOnlyObjectProperty<Sentence> failure() {
        return failure.getReadOnlyProperty();
    }

    /** The record that the user looks at. */
    public ObjectProperty<Optional<RecordId>> selected() {
        return selected;
    }

    /** Asks the master again. */
    public void refresh() {
        AllDocs request = new AllDocs(Query.ALL, List.of(), new Limit(0, ROWS), List.of(), true);
        asking.run(() -> storage.allDocs(request), this::show, why -> failure.set(Failures.sentence(why)));
    }

    private void show(Answer answer) {
        failure.set(Sentence.NONE);
        rows.setAll(answer.rows());
        total.set(answer.totalCount());
    }
}
