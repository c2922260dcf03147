package org.skerry.slave.ui.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.skerry.jio.FieldProblem;
import org.skerry.jio.JsonText;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One record in two views, a form and its JSON, of which one is in front. */
public final class RecordEditor {

    /** How the record is shown. */
    public enum Face {
        FORM,
        JSON
    }

    private final Runnable edited;
    private final FormViewModel form;
    private final ReadOnlyObjectWrapper<Face> face = new ReadOnlyObjectWrapper<>(Face.FORM);
    private final StringProperty json = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Sentence> mistake = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private TypeSample sample = TypeSample.NONE;
    private boolean isFilling;

    /** @param edited told after each change that a user makes */
    RecordEditor(ObservableValue<Language> language, Runnable edited) {
        this.edited = edited;
        form = new FormViewModel(language, this::edited);
        json.addListener((text, before, after) -> {
            mistake.set(Sentence.NONE);
            edited();
        });
    }

    public FormViewModel form() {
        return form;
    }

    public ReadOnlyObjectProperty<Face> face() {
        return face.getReadOnlyProperty();
    }

    /** The record as text while {@link Face#JSON} is in front. */
    public StringProperty json() {
        return json;
    }

    /** What is wrong with that text. */
    public ReadOnlyObjectProperty<Sentence> mistake() {
        return mistake.getReadOnlyProperty();
    }

    /** Turns to the other view; stays where it is if something is wrong there, and says what. */
    public void turnTo(Face next) {
        if (next == face.get()) {
            return;
        }
        read().ifPresent(body -> {
            face.set(next);
            show(body);
        });
    }

    /** Shows another record. */
    void fill(ObjectNode body, TypeSample usual) {
        sample = usual;
        show(body);
    }

    /** Shows a record as somebody left it. */
    void fill(Draft draft, TypeSample usual) {
        sample = usual;
        face.set(draft.json().isPresent() ? Face.JSON : Face.FORM);
        show(draft.body());
        filling(() -> {
            form.type(draft.typed());
            draft.json().ifPresent(json::set);
        });
    }

    /** Shows another record that is like the one before. */
    void fill(ObjectNode body) {
        show(body);
    }

    /** Shows a new record, as a form. */
    void create(ObjectNode blank) {
        face.set(Face.FORM);
        fill(blank, TypeSample.NONE);
    }

    /** Shows another version; what makes no sense yet stays. */
    void merge(ObjectNode body) {
        Map<String, String> typed = mistyped();
        show(body);
        filling(() -> form.type(typed));
    }

    void suggest(TypeSample usual) {
        sample = usual;
        filling(() -> form.suggest(usual));
    }

    /** The record; empty if something is wrong, which is then shown. */
    Optional<ObjectNode> read() {
        return switch (face.get()) {
            case FORM -> form.read();
            case JSON ->
                switch (RecordJson.readRecord(json.get())) {
                    case Reading.Value(JsonNode record) -> {
                        mistake.set(Sentence.NONE);
                        yield Optional.of((ObjectNode) record);
                    }
                    case Reading.Mistake(Sentence why) -> {
                        mistake.set(why);
                        yield Optional.empty();
                    }
                    case Reading.Nothing() -> Optional.empty();
                };
        };
    }

    /** Shows what the master finds wrong; what cannot be shown at a field is returned. */
    List<FieldProblem> show(List<FieldProblem> problems) {
        return face.get() == Face.FORM ? form.show(problems) : problems;
    }

    /** The record, without showing what is wrong. */
    Optional<ObjectNode> peek() {
        return switch (face.get()) {
            case FORM -> form.mistyped().isEmpty() ? Optional.of(form.body()) : Optional.empty();
            case JSON ->
                RecordJson.readRecord(json.get()) instanceof Reading.Value(JsonNode record)
                        ? Optional.of((ObjectNode) record)
                        : Optional.empty();
        };
    }

    String type() {
        return EntryCalls.type(body());
    }

    /** As much of the record as makes sense; empty if that is nothing. */
    Optional<ObjectNode> readable() {
        return face.get() == Face.JSON ? peek() : Optional.of(form.body());
    }

    /** As much of the record as makes sense. */
    ObjectNode body() {
        return readable().orElseGet(JsonText::object);
    }

    Map<String, String> mistyped() {
        return face.get() == Face.JSON ? Map.of() : form.mistyped();
    }

    Optional<String> jsonText() {
        return face.get() == Face.JSON ? Optional.of(json.get()) : Optional.empty();
    }

    /** This is saved now; what was typed since stays. */
    void rebase(ObjectNode saved) {
        if (face.get() == Face.FORM) {
            filling(() -> form.rebase(saved));
        }
    }

    private void show(ObjectNode body) {
        filling(() -> {
            form.fill(body, sample);
            json.set(face.get() == Face.JSON ? RecordJson.write(body) : "");
            mistake.set(Sentence.NONE);
        });
    }

    private void filling(Runnable change) {
        isFilling = true;
        try {
            change.run();
        } finally {
            isFilling = false;
        }
    }

    private void edited() {
        if (!isFilling) {
            edited.run();
        }
    }
}
