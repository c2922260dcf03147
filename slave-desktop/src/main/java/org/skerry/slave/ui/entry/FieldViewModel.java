package org.skerry.slave.ui.entry;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.skerry.jio.JsonText;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.JsonNode;

/** One field of the form. A value whose text nobody has touched is kept as it is. */
public final class FieldViewModel {

    private final String name;
    private final FieldKind kind;
    private final Optional<FormField> rule;
    private final ObservableValue<Language> language;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Sentence> problem = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private Optional<JsonNode> original;
    private String untouched;

    /** @param original what the record holds; empty if it has no such field */
    FieldViewModel(String name, FieldKind kind, Optional<JsonNode> original, ObservableValue<Language> language) {
        this(name, kind, Optional.empty(), original, language);
    }

    private FieldViewModel(
            String name,
            FieldKind kind,
            Optional<FormField> rule,
            Optional<JsonNode> original,
            ObservableValue<Language> language) {
        this.name = name;
        this.kind = kind;
        this.rule = rule;
        this.original = original;
        this.language = language;
        untouched = shown(language.getValue());
        text.set(untouched);
    }

    /** Makes the field for a value: its kind follows the value, or what is usual where that is empty. */
    static FieldViewModel of(
            String name, Optional<JsonNode> value, Optional<FieldKind> usual, ObservableValue<Language> language) {
        FieldKind kind = value.filter(present -> !isEmptyText(present))
                .map(FieldKind::of)
                .map(own -> own == FieldKind.TEXT && usual.equals(Optional.of(FieldKind.LONG_TEXT))
                        ? FieldKind.LONG_TEXT
                        : own)
                .or(() -> usual)
                .orElse(FieldKind.TEXT);
        return new FieldViewModel(name, kind, value, language);
    }

    /** Makes a field as a form wants it; what a text field cannot hold is shown as JSON. */
    static FieldViewModel of(FormField rule, Optional<JsonNode> value, ObservableValue<Language> language) {
        boolean isTypeable = value.isEmpty()
                || rule.kind().shows(value.get())
                || !value.get().isString()
                || FieldKind.isTyped(value.get());
        return new FieldViewModel(
                rule.name(), isTypeable ? rule.kind() : FieldKind.JSON, Optional.of(rule), value, language);
    }

    public String name() {
        return name;
    }

    public FieldKind kind() {
        return kind;
    }

    /** What the form of the type says of it; empty for one that the form does not know. */
    Optional<FormField> rule() {
        return rule;
    }

    /** What people call it, in the language of the window. */
    ObservableValue<String> title() {
        return Bindings.createStringBinding(
                () -> rule.map(form -> form.title(language.getValue())).orElse(name), language);
    }

    /** What does not fit the form, as far as one can know here. */
    Sentence misfit() {
        return rule.flatMap(form -> form.check(reading())).map(FormProblem::of).orElse(Sentence.NONE);
    }

    /** As users see and type it; {@code true}, {@code false} or nothing for yes and no. */
    public StringProperty text() {
        return text;
    }

    /** What is wrong with it; told when the record is to be saved, gone with the next key. */
    public ReadOnlyObjectProperty<Sentence> problem() {
        return problem.getReadOnlyProperty();
    }

    boolean isUntouched() {
        return text.get().equals(untouched);
    }

    /** Whether the other one stands for the same, with nothing in it: a view of it can stay. */
    boolean isLike(FieldViewModel other) {
        return name().equals(other.name())
                && kind().equals(other.kind())
                && rule().equals(other.rule())
                && isBlank()
                && other.isBlank();
    }

    /** Whether it could go without anybody missing it. */
    boolean isBlank() {
        return original.isEmpty() && text.get().isEmpty();
    }

    void problem(Sentence why) {
        problem.set(why);
    }

    /** What is typed, as a value. */
    Reading reading() {
        if (isUntouched() && original.isPresent()) {
            return Reading.value(original.get());
        }
        Reading typed = kind.read(withLineEnds(text.get()), language.getValue());
        return typed instanceof Reading.Nothing
                        && original.filter(FieldViewModel::isEmptyText).isPresent()
                ? Reading.value(original.get())
                : typed;
    }

    /** The record holds now what this field had when it was sent; what was typed since stays. */
    void rebase(Optional<JsonNode> sent) {
        boolean isAsSent = value().equals(sent);
        original = sent;
        untouched = isAsSent ? text.get() : shown(language.getValue());
    }

    /** Writes numbers and days as the new language does; but what is marked as a mistake stays as it was typed. */
    void translate(Language from, Language to) {
        boolean wasUntouched = isUntouched();
        untouched = shown(to);
        if (wasUntouched) {
            text.set(untouched);
        } else if (kind.isLocalized()
                && problem.get().equals(Sentence.NONE)
                && kind.read(text.get(), from) instanceof Reading.Value(JsonNode value)) {
            text.set(kind.write(value, to));
        }
    }

    private String shown(Language now) {
        return original.filter(value -> !isEmptyText(value))
                .map(value -> kind.shows(value) ? kind.write(value, now) : raw(value))
                .orElse("");
    }

    /** What is not of the kind that it should be; what is typed instead will be. */
    private static String raw(JsonNode value) {
        return value.isString() ? value.stringValue().replace("\r\n", "\n") : JsonText.write(value);
    }

    private Optional<JsonNode> value() {
        return reading() instanceof Reading.Value(JsonNode typed) ? Optional.of(typed) : Optional.empty();
    }

    /** Where the record has the line ends of Windows, it keeps them. */
    private String withLineEnds(String typed) {
        boolean isWindows = original.filter(JsonNode::isString)
                .filter(value -> value.stringValue().contains("\r\n"))
                .isPresent();
        return isWindows ? typed.replace("\n", "\r\n") : typed;
    }

    private static boolean isEmptyText(JsonNode value) {
        return value.equals(JsonText.nodes().stringNode(""));
    }
}
