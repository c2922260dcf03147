package org.skerry.slave.ui.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.skerry.jio.FieldProblem;
import org.skerry.jio.JsonText;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A record as fields: its own, and those that are usual for its type. What the fields do not show is kept as it is. */
public final class FormViewModel {

    /** More are no form any more; the others are in the JSON view. */
    private static final int MAX_FIELDS = 200;

    private final ObservableValue<Language> language;
    private final Runnable edited;
    private final ReadOnlyObjectWrapper<FieldViewModel> type;
    private final ObservableList<FieldViewModel> fields = FXCollections.observableArrayList();
    private final ReadOnlyIntegerWrapper hidden = new ReadOnlyIntegerWrapper();
    private final Set<String> added = new HashSet<>();
    private final Set<String> removed = new HashSet<>();
    private ObjectNode start = JsonText.object();
    private Consumer<FieldViewModel> attention = field -> {};
    private Consumer<String> typed = type -> {};
    private Consumer<String> typeDone = type -> {};

    /** @param edited told after each change that a user makes */
    FormViewModel(ObservableValue<Language> language, Runnable edited) {
        this.language = language;
        this.edited = edited;
        type = new ReadOnlyObjectWrapper<>(typeField(Optional.empty()));
        language.addListener((any, from, to) -> translate(from, to));
    }

    /** The type of the record, another field for each record. */
    public ReadOnlyObjectProperty<FieldViewModel> type() {
        return type.getReadOnlyProperty();
    }

    public ObservableList<FieldViewModel> fields() {
        return fields;
    }

    /** How many fields of the record are not among {@link #fields}. */
    public ReadOnlyIntegerProperty hidden() {
        return hidden.getReadOnlyProperty();
    }

    /** Called with the field that the user should look at. */
    public void onAttention(Consumer<FieldViewModel> listener) {
        attention = listener;
    }

    /**
     * Called with the type that the user types or chooses.
     *
     * @param done when that is finished
     */
    void onType(Consumer<String> listener, Consumer<String> done) {
        typed = listener;
        typeDone = done;
    }

    /** The user goes on from the type. */
    public void finishType() {
        typeDone.accept(type.get().text().get());
    }

    /** Adds an empty field; what is wrong with its name, if anything is. */
    public Sentence add(String name, FieldKind kind) {
        String stripped = name.strip();
        if (stripped.isEmpty()) {
            return Sentence.of("entry.add.noName");
        }
        if (isTaken(stripped)) {
            return Sentence.of("entry.add.exists", stripped);
        }
        FieldViewModel field = watched(new FieldViewModel(stripped, kind, Optional.empty(), language));
        added.add(stripped);
        removed.remove(stripped);
        fields.add(field);
        edited.run();
        attention.accept(field);
        return Sentence.NONE;
    }

    /** Takes a field out of the record. */
    public void remove(FieldViewModel field) {
        if (field.rule().isPresent()) { // the form would bring it back
            field.text().set("");
            return;
        }
        fields.remove(field);
        removed.add(field.name());
        added.remove(field.name());
        edited.run();
    }

    /** Shows another record. */
    void fill(ObjectNode body, TypeSample sample) {
        start = body;
        added.clear();
        removed.clear();
        type.set(typeField(Optional.ofNullable(body.get(TypeSample.TYPE))));
        List<String> names = names(sample);
        hidden.set(Math.max(0, names.size() - MAX_FIELDS));
        fields.setAll(names.stream()
                .limit(MAX_FIELDS)
                .map(name -> field(name, Optional.ofNullable(body.get(name)), sample))
                .toList());
    }

    /** The type is another one: its usual fields come, those of the other go unless somebody has filled them. */
    void suggest(TypeSample sample) {
        Map<String, FieldViewModel> kept = new LinkedHashMap<>();
        for (FieldViewModel field : fields) {
            if (!field.isBlank() || added.contains(field.name())) {
                kept.put(field.name(), field);
            }
        }
        List<FieldViewModel> next = new ArrayList<>();
        for (String name : sample.names()) {
            FieldViewModel present = kept.remove(name);
            if (present != null) {
                next.add(fitted(present, sample));
            } else if (!removed.contains(name) && !start.has(name)) {
                FieldViewModel fresh = field(name, Optional.empty(), sample);
                next.add(fields.stream().filter(fresh::isLike).findFirst().orElse(fresh)); // somebody may be in it
            }
        }
        kept.values().forEach(field -> next.add(fitted(field, sample)));
        if (!next.equals(fields)) {
            fields.setAll(next);
        }
    }

    /** The field as the form has it now, with what is typed. */
    private FieldViewModel fitted(FieldViewModel present, TypeSample sample) {
        if (present.rule().equals(sample.form().field(present.name()))) {
            return present;
        }
        FieldViewModel fitted = field(present.name(), Optional.ofNullable(start.get(present.name())), sample);
        if (!present.isUntouched()) {
            fitted.text().set(present.text().get());
        }
        return fitted;
    }

    /** Puts texts into fields as if somebody had typed them; a field that is not there comes. */
    void type(Map<String, String> texts) {
        texts.forEach((name, text) -> {
            Optional<FieldViewModel> present =
                    all().stream().filter(field -> field.name().equals(name)).findFirst();
            FieldViewModel field = present.orElseGet(() -> field(name, Optional.empty(), TypeSample.NONE));
            if (present.isEmpty()) {
                added.add(name);
                removed.remove(name);
                fields.add(field);
            }
            field.text().set(text);
        });
    }

    /** The record as it would be saved; empty if something is wrong, which is then shown at its field. */
    Optional<ObjectNode> read() {
        List<FieldViewModel> wrong = all().stream()
                .filter(field -> {
                    Sentence why =
                            field.reading() instanceof Reading.Mistake(Sentence mistake) ? mistake : field.misfit();
                    field.problem(why);
                    return !why.isEmpty();
                })
                .toList();
        wrong.stream().findFirst().ifPresent(attention);
        return wrong.isEmpty() ? Optional.of(body()) : Optional.empty();
    }

    /**
     * Shows what the master finds wrong, at its fields.
     *
     * @return what is wrong elsewhere
     */
    List<FieldProblem> show(List<FieldProblem> problems) {
        Map<String, FieldViewModel> shown = new HashMap<>();
        all().forEach(field -> shown.put(field.name(), field));
        List<FieldProblem> elsewhere = new ArrayList<>();
        List<FieldViewModel> wrong = new ArrayList<>();
        for (FieldProblem problem : problems) {
            FieldViewModel field = shown.get(FormProblem.field(problem));
            if (field == null) {
                elsewhere.add(problem);
            } else if (!wrong.contains(field)) { // one thing at a time
                field.problem(FormProblem.of(problem));
                wrong.add(field);
            }
        }
        wrong.stream().findFirst().ifPresent(attention);
        return elsewhere;
    }

    /** The record without the fields in which something is wrong. */
    ObjectNode body() {
        Map<String, Reading> readings = new HashMap<>();
        all().forEach(field -> readings.put(field.name(), field.reading()));
        ObjectNode body = JsonText.object();
        for (Map.Entry<String, JsonNode> field : start.properties()) {
            Reading reading = removed.contains(field.getKey())
                    ? Reading.NOTHING
                    : readings.getOrDefault(field.getKey(), Reading.value(field.getValue()));
            put(body, field.getKey(), reading);
        }
        for (FieldViewModel field : all()) {
            if (!start.has(field.name())) {
                put(body, field.name(), field.reading());
            }
        }
        return body;
    }

    /** What is typed where something is wrong with it, by the fields' names. */
    Map<String, String> mistyped() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (FieldViewModel field : all()) {
            if (field.reading() instanceof Reading.Mistake) {
                texts.put(field.name(), field.text().get());
            }
        }
        return texts;
    }

    /** This is saved now; what was typed since stays. */
    void rebase(ObjectNode saved) {
        all().forEach(field -> field.rebase(Optional.ofNullable(saved.get(field.name()))));
        removed.removeIf(name -> !saved.has(name));
        added.removeIf(saved::has);
        start = saved;
    }

    private static void put(ObjectNode body, String name, Reading reading) {
        if (reading instanceof Reading.Value(JsonNode value)) {
            body.set(name, value);
        }
    }

    private List<FieldViewModel> all() {
        List<FieldViewModel> all = new ArrayList<>();
        all.add(type.get());
        all.addAll(fields);
        return all;
    }

    /** Fields of the form, or usual ones, in their order, then what the record has besides. */
    private List<String> names(TypeSample sample) {
        Set<String> names = new LinkedHashSet<>();
        if (sample.form().isEmpty()) {
            TypeSample.NAMES.stream().filter(start::has).forEach(names::add);
        }
        names.addAll(sample.names());
        names.addAll(start.propertyNames());
        names.remove(TypeSample.TYPE);
        return List.copyOf(names);
    }

    private boolean isTaken(String name) {
        return all().stream().anyMatch(field -> field.name().equals(name))
                || start.has(name) && !removed.contains(name);
    }

    private FieldViewModel field(String name, Optional<JsonNode> value, TypeSample sample) {
        return watched(sample.form()
                .field(name)
                .map(rule -> FieldViewModel.of(rule, value, language))
                .orElseGet(() -> FieldViewModel.of(name, value, sample.kind(name), language)));
    }

    private FieldViewModel typeField(Optional<JsonNode> value) {
        FieldViewModel field = field(TypeSample.TYPE, value, TypeSample.NONE);
        field.text().addListener((text, before, after) -> typed.accept(after));
        return field;
    }

    private FieldViewModel watched(FieldViewModel field) {
        field.text().addListener((text, before, after) -> {
            field.problem(Sentence.NONE);
            edited.run();
        });
        return field;
    }

    private void translate(Language from, Language to) {
        all().forEach(field -> field.translate(from, to));
    }
}
