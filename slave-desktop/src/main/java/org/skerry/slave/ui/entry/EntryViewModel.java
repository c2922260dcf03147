package org.skerry.slave.ui.entry;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

/** One record, open to be read and changed. */
public final class EntryViewModel {

    private final Storage storage;
    private final UiTasks tasks;
    private final Consumer<RecordId> saved;
    private final UiTasks.Latest loading;
    private final ReadOnlyObjectWrapper<Optional<RecordId>> record = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper isSaving = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Sentence> failure = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final StringProperty text = new SimpleStringProperty("");
    private Expected expected = Expected.ABSENT;

    /** @param saved told when a record has reached the master */
    public EntryViewModel(Storage storage, UiTasks tasks, Consumer<RecordId> saved) {
        this.storage = storage;
        this.tasks = tasks;
        this.saved = saved;
        loading = tasks.latest();
    }

    /** The record that is open, a new one included; empty while none is. */
    public ReadOnlyObjectProperty<Optional<RecordId>> record() {
        return record.getReadOnlyProperty();
    }

    /** Its JSON, as the user edits it. */
    public StringProperty text() {
        return text;
    }

    public ReadOnlyBooleanProperty isSaving() {
        return isSaving.getReadOnlyProperty();
    }

    /** Why it was not opened or saved. */
    public ReadOnlyObjectProperty<Sentence> failure() {
        return failure.getReadOnlyProperty();
    }

    /** Opens a record of the master. */
    public void open(RecordId id) {
        failure.set(Sentence.NONE);
        loading.run(
                () -> storage.get(id),
                body -> show(id, body, new Expected.Signed(Signature.of(body))),
                why -> failure.set(Failures.sentence(why)));
    }

    /** Starts a new record. */
    public void create() {
        loading.cancel();
        show(RecordId.random(), JsonText.object(), Expected.ABSENT);
    }

    /** Sends the record to the master. */
    public void save() {
        RecordId id = record.get().orElse(null);
        if (id == null || isSaving.get()) {
            return;
        }
        try {
            if (!(JsonText.read(text.get()) instanceof ObjectNode body)) {
                failure.set(Sentence.of("entry.noObject"));
                return;
            }
            save(id, body);
        } catch (StorageException.BadRequest noJson) {
            failure.set(Failures.sentence(noJson));
        }
    }

    /** Lets the record go. */
    public void close() {
        loading.cancel();
        failure.set(Sentence.NONE);
        record.set(Optional.empty());
        text.set("");
    }

    private void save(RecordId id, ObjectNode body) {
        failure.set(Sentence.NONE);
        isSaving.set(true);
        Write write = new Write.Put(id, body, expected);
        tasks.run(
                () -> {
                    storage.apply(write, WriteKey.NONE);
                    return id;
                },
                written -> {
                    isSaving.set(false);
                    expected = new Expected.Signed(Signature.of(body));
                    saved.accept(written);
                },
                why -> {
                    isSaving.set(false);
                    failure.set(Failures.sentence(why));
                });
    }

    private void show(RecordId id, ObjectNode body, Expected base) {
        failure.set(Sentence.NONE);
        expected = base;
        record.set(Optional.of(id));
        text.set(body.toPrettyString());
    }
}
