package org.skerry.slave.ui.forms;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One field of the form that is edited. What this editor does not know of it is kept as it is. */
public final class FormFieldModel {

    private static final String TITLES = "x-title";

    private final ObjectNode original;
    private final StringProperty name;
    private final Map<Language, StringProperty> titles = new EnumMap<>(Language.class);
    private final ObjectProperty<FormKind> kind;
    private final BooleanProperty isRequired;
    private final StringProperty choices;
    private final StringProperty minimum;
    private final StringProperty maximum;
    private final StringProperty reference;

    FormFieldModel(String name, ObjectNode schema, boolean isRequired) {
        original = schema;
        this.name = new SimpleStringProperty(name);
        for (Language language : Language.values()) {
            titles.put(
                    language,
                    new SimpleStringProperty(
                            schema.path(TITLES).path(language.code()).stringValue("")));
        }
        StringProperty english = titles.get(Language.ENGLISH);
        if (english != null && english.get().isEmpty()) {
            english.set(schema.path("title").stringValue(""));
        }
        kind = new SimpleObjectProperty<>(FormKind.of(schema));
        this.isRequired = new SimpleBooleanProperty(isRequired);
        choices = new SimpleStringProperty(
                schema.path("enum").valueStream().map(JsonNode::asString).collect(Collectors.joining("\n")));
        minimum = new SimpleStringProperty(schema.path("minimum").asString(""));
        maximum = new SimpleStringProperty(schema.path("maximum").asString(""));
        reference = new SimpleStringProperty(schema.path("x-reference").stringValue(""));
    }

    /** In the record. */
    public StringProperty name() {
        return name;
    }

    /** What people call it in a language; "" for as in the record. */
    public StringProperty title(Language language) {
        return Objects.requireNonNull(titles.get(language));
    }

    public ObjectProperty<FormKind> kind() {
        return kind;
    }

    public BooleanProperty isRequired() {
        return isRequired;
    }

    /** What may be chosen, one per line. */
    public StringProperty choices() {
        return choices;
    }

    /** The least number, as typed; "" for none. */
    public StringProperty minimum() {
        return minimum;
    }

    /** The largest number, as typed; "" for none. */
    public StringProperty maximum() {
        return maximum;
    }

    /** The type of the records that may be chosen. */
    public StringProperty reference() {
        return reference;
    }

    /** All that can change. */
    Stream<Property<?>> properties() {
        return Stream.concat(
                titles.values().stream(), Stream.of(name, kind, isRequired, choices, minimum, maximum, reference));
    }

    /** What is wrong with it, before the master is asked. */
    Sentence mistake() {
        if (name.get().isBlank()) {
            return Sentence.of("form.editor.wrong.name");
        }
        for (StringProperty limit : List.of(minimum, maximum)) {
            if (kind.get().hasLimits()
                    && !limit.get().isBlank()
                    && number(limit.get()).isEmpty()) {
                return Sentence.of("form.editor.wrong.limit", limit.get().strip());
            }
        }
        if (kind.get() == FormKind.CHOICE && choiceTexts().isEmpty()) {
            return Sentence.of("form.editor.wrong.choices", name.get());
        }
        return kind.get() == FormKind.REFERENCE && reference.get().isBlank()
                ? Sentence.of("form.editor.wrong.reference", name.get())
                : Sentence.NONE;
    }

    /** As the form will say it; a limit that is no number is left out. */
    ObjectNode schema() {
        ObjectNode schema = original.deepCopy();
        kind.get().describe(schema);
        putTitles(schema);
        switch (kind.get()) {
            case CHOICE -> {
                ArrayNode texts = schema.putArray("enum");
                choiceTexts().forEach(texts::add);
            }
            case REFERENCE -> schema.put("x-reference", reference.get().strip());
            case NUMBER, WHOLE_NUMBER -> {
                putLimit(schema, "minimum", minimum.get());
                putLimit(schema, "maximum", maximum.get());
            }
            case TEXT, LONG_TEXT, DATE, DATE_TIME, YES_NO, LIST, OTHER -> {}
        }
        return schema;
    }

    private void putTitles(ObjectNode schema) {
        ObjectNode all = schema.path(TITLES) instanceof ObjectNode present ? present : schema.objectNode();
        titles.forEach((language, title) -> {
            if (title.get().isBlank()) {
                all.remove(language.code());
            } else {
                all.put(language.code(), title.get().strip());
            }
        });
        schema.remove(List.of(TITLES, "title")); // the English one holds what the plain one did
        if (!all.isEmpty()) {
            schema.set(TITLES, all);
        }
    }

    private List<String> choiceTexts() {
        return choices.get()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    private static void putLimit(ObjectNode schema, String keyword, String text) {
        schema.remove(keyword);
        number(text).ifPresent(limit -> schema.put(keyword, limit));
    }

    /** With a comma as with a point: a limit has no groups of digits. */
    private static Optional<BigDecimal> number(String text) {
        String typed = text.strip().replace(',', '.').replace('\u2212', '-');
        return typed.matches("-?\\d{1,30}(\\.\\d{1,30})?") ? Optional.of(new BigDecimal(typed)) : Optional.empty();
    }
}
