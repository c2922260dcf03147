package org.skerry.slave.ui.forms;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.skerry.jio.Expected;
import org.skerry.jio.FormId;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.slave.ui.entry.FormGuess;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The form of one type, to be changed: its fields in their order, and what the master says to it. */
public final class FormEditorViewModel {

    private final Storage storage;
    private final UiTasks tasks;
    private final String type;
    private final RecordId id;
    private final Runnable saved;
    private final Runnable closed;
    private final ObservableList<FormFieldModel> fields = FXCollections.observableArrayList();
    private final ObjectProperty<Optional<FormFieldModel>> selected = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<ObjectNode> record = new ReadOnlyObjectWrapper<>(JsonText.object());
    private final ReadOnlyObjectWrapper<Sentence> failure = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyObjectWrapper<Sentence> state = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyBooleanWrapper isBusy = new ReadOnlyBooleanWrapper();
    private ObjectNode body = JsonText.object(); // as it was read, with what this editor does not know
    private Optional<ObjectNode> onMaster = Optional.empty();
    private ObjectNode unchanged = JsonText.object();
    private boolean isWarned;

    /**
     * @param type that can have a form, as {@link FormId#of(String)} says
     * @param saved told when the master has taken the form
     * @param closed told when the user is done
     */
    public FormEditorViewModel(Storage storage, UiTasks tasks, String type, Runnable saved, Runnable closed) {
        this.storage = storage;
        this.tasks = tasks;
        this.type = type;
        this.saved = saved;
        this.closed = closed;
        id = FormId.of(type).orElseThrow();
        load();
    }

    /** Whose records it is for. */
    public String type() {
        return type;
    }

    public ObservableList<FormFieldModel> fields() {
        return fields;
    }

    /** The field that is looked at. */
    public ObjectProperty<Optional<FormFieldModel>> selected() {
        return selected;
    }

    /** The form as it would be saved now. */
    public ReadOnlyObjectProperty<ObjectNode> record() {
        return record.getReadOnlyProperty();
    }

    /** Why it was not saved. */
    public ReadOnlyObjectProperty<Sentence> failure() {
        return failure.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Sentence> state() {
        return state.getReadOnlyProperty();
    }

    /** Whether the master has not answered yet. */
    public ReadOnlyBooleanProperty isBusy() {
        return isBusy.getReadOnlyProperty();
    }

    /** Adds a field behind the others. */
    public void add() {
        FormFieldModel field = watched("", JsonText.object().put("type", "string"), false);
        fields.add(field);
        selected.set(Optional.of(field));
        changed();
    }

    /** Takes the selected field out of the form; records keep what they have. */
    public void remove() {
        selected.get().ifPresent(field -> {
            int place = fields.indexOf(field);
            fields.remove(field);
            selected.set(
                    fields.isEmpty() ? Optional.empty() : Optional.of(fields.get(Math.min(place, fields.size() - 1))));
            changed();
        });
    }

    /** Moves the selected field one place up. */
    public void moveUp() {
        move(-1);
    }

    /** Moves the selected field one place down. */
    public void moveDown() {
        move(1);
    }

    /** Sends the form to the master, unless something is wrong with it. */
    public void save() {
        Sentence mistake = mistake();
        failure.set(mistake);
        if (isBusy.get() || !mistake.isEmpty()) {
            return;
        }
        ObjectNode sent = record.get();
        Expected expected = onMaster.<Expected>map(seen -> new Expected.Signed(Signature.of(seen)))
                .orElse(Expected.ABSENT);
        isBusy.set(true);
        state.set(Sentence.of("entry.state.saving"));
        tasks.run(() -> put(sent, expected), this::saved, this::refused);
    }

    private ObjectNode put(ObjectNode sent, Expected expected) {
        try {
            storage.apply(new Write.Put(id, sent, expected), WriteKey.NONE);
        } catch (StorageException.Conflict otherwise) {
            if (!read().equals(Optional.of(sent))) { // else it is ours, whose answer was lost
                throw otherwise;
            }
        }
        return sent;
    }

    /** Goes away; with something unsaved only when asked twice. */
    public void close() {
        if (isChanged() && !isWarned) {
            isWarned = true;
            failure.set(Sentence.of("form.editor.unsaved"));
        } else {
            closed.run();
        }
    }

    boolean isChanged() {
        return !record.get().equals(unchanged);
    }

    private void load() {
        isBusy.set(true);
        tasks.run(this::read, this::show, why -> {
            isBusy.set(false);
            failure.set(Failures.sentence(why));
        });
    }

    /** The form; empty with the fields that records have where there is none. */
    private Optional<ObjectNode> read() {
        try {
            return Optional.of(storage.get(id));
        } catch (StorageException.NotFound none) {
            return Optional.empty();
        }
    }

    private void show(Optional<ObjectNode> read) {
        onMaster = read;
        if (read.isPresent()) {
            show(read.get());
        } else {
            tasks.run(
                    () -> FormGuess.schema(storage, type),
                    guess -> {
                        ObjectNode form = JsonText.object()
                                .put(FormId.TYPE_FIELD, FormId.TYPE)
                                .put(FormId.FOR_FIELD, type);
                        form.set(FormId.SCHEMA_FIELD, guess);
                        show(form);
                    },
                    why -> failure.set(Failures.sentence(why)));
        }
    }

    private void show(ObjectNode form) {
        isBusy.set(false);
        body = form;
        JsonNode schema = form.path(FormId.SCHEMA_FIELD);
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.stringValue("")));
        fields.setAll(schema.path("properties").properties().stream()
                .map(field -> watched(
                        field.getKey(),
                        field.getValue() instanceof ObjectNode known ? known : JsonText.object(),
                        required.contains(field.getKey())))
                .toList());
        selected.set(fields.stream().findFirst());
        changed();
        unchanged = record.get();
    }

    private FormFieldModel watched(String name, ObjectNode schema, boolean isRequired) {
        FormFieldModel field = new FormFieldModel(name, schema, isRequired);
        field.properties().forEach(property -> property.addListener((any, before, after) -> changed()));
        return field;
    }

    private void move(int step) {
        selected.get().ifPresent(field -> {
            int place = fields.indexOf(field);
            int next = place + step;
            if (next >= 0 && next < fields.size()) {
                fields.remove(place);
                fields.add(next, field);
                selected.set(Optional.of(field));
                changed();
            }
        });
    }

    private void changed() {
        isWarned = false;
        failure.set(Sentence.NONE);
        state.set(Sentence.NONE);
        record.set(form());
    }

    private ObjectNode form() {
        ObjectNode form = body.deepCopy();
        ObjectNode schema = form.path(FormId.SCHEMA_FIELD) instanceof ObjectNode present
                ? present
                : form.putObject(FormId.SCHEMA_FIELD);
        schema.remove(List.of("required", "properties"));
        ArrayNode required = schema.arrayNode();
        ObjectNode properties = schema.objectNode();
        for (FormFieldModel field : fields) {
            String name = field.name().get().strip();
            if (!name.isEmpty()) {
                properties.set(name, field.schema());
                if (field.isRequired().get()) {
                    required.add(name);
                }
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.set("properties", properties);
        return form;
    }

    private Sentence mistake() {
        Set<String> names = new HashSet<>();
        for (FormFieldModel field : fields) {
            Sentence mistake = field.mistake();
            if (mistake.isEmpty() && !names.add(field.name().get().strip())) {
                mistake = Sentence.of(
                        "form.editor.wrong.twice", field.name().get().strip());
            }
            if (!mistake.isEmpty()) {
                selected.set(Optional.of(field));
                return mistake;
            }
        }
        return Sentence.NONE;
    }

    private void saved(ObjectNode sent) {
        isBusy.set(false);
        onMaster = Optional.of(sent);
        unchanged = sent;
        state.set(Sentence.of("form.editor.saved"));
        saved.run();
    }

    private void refused(StorageException why) {
        isBusy.set(false);
        state.set(Sentence.NONE);
        failure.set(
                switch (why) {
                    case StorageException.BadRequest wrong ->
                        Sentence.of("form.editor.refused", String.valueOf(wrong.getMessage()));
                    case StorageException.Conflict faster -> Sentence.of("form.editor.changed");
                    case StorageException.Forbidden no -> Sentence.of("form.editor.forbidden");
                    default -> Failures.sentence(why);
                });
    }
}
