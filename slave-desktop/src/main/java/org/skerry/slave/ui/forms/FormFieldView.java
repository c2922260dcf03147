package org.skerry.slave.ui.forms;

import java.util.List;
import javafx.beans.property.Property;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Texts;

/** What one field of a form is called, and what it holds. */
final class FormFieldView extends VBox {

    private static final int CHOICE_LINES = 4;

    private final FormFieldModel field;
    private final Texts texts;
    private final TextField name = new TextField();

    FormFieldView(FormFieldModel field, Texts texts) {
        this.field = field;
        this.texts = texts;
        getStyleClass().add("fields");
        getChildren().addAll(typed("form-field-name", "form.editor.name", name, field.name()), kind(), required());
        for (Language language : Language.values()) {
            String code = language.code();
            getChildren()
                    .add(typed(
                            "form-field-title-" + code,
                            "form.editor.title." + code,
                            new TextField(),
                            field.title(language)));
        }
        TextArea choices = new TextArea();
        choices.setPrefRowCount(CHOICE_LINES);
        getChildren()
                .addAll(
                        only(
                                List.of(FormKind.CHOICE),
                                typed("form-field-choices", "form.editor.choices", choices, field.choices())),
                        only(
                                List.of(FormKind.NUMBER, FormKind.WHOLE_NUMBER),
                                typed("form-field-minimum", "form.editor.minimum", new TextField(), field.minimum())),
                        only(
                                List.of(FormKind.NUMBER, FormKind.WHOLE_NUMBER),
                                typed("form-field-maximum", "form.editor.maximum", new TextField(), field.maximum())),
                        only(
                                List.of(FormKind.REFERENCE),
                                typed(
                                        "form-field-reference",
                                        "form.editor.reference",
                                        new TextField(),
                                        field.reference())));
    }

    /** Where typing begins. */
    void focus() {
        name.requestFocus();
    }

    /** It is not shown any more: what outlives it lets it go. */
    void leave() {
        lookupAll(".text-input").forEach(node -> {
            if (node instanceof TextInputControl input && input.getUserData() instanceof Property<?> text) {
                input.textProperty().unbindBidirectional(text);
            }
        });
    }

    private Node typed(String id, String title, TextInputControl input, StringProperty text) {
        input.setId(id);
        input.setUserData(text);
        input.textProperty().bindBidirectional(text);
        return labelled(id, texts.of(title), input);
    }

    private static VBox labelled(String id, ObservableValue<String> title, Node control) {
        Label label = Controls.label(id + "-label", title, "field-name");
        label.setLabelFor(control);
        VBox box = new VBox(label, control);
        box.getStyleClass().add("field");
        return box;
    }

    private Node only(List<FormKind> kinds, Node node) {
        Controls.showIf(node, field.kind().map(kinds::contains));
        return node;
    }

    private Node kind() {
        ComboBox<FormKind> box = new ComboBox<>();
        box.setId("form-field-kind");
        box.getItems().setAll(FormKind.values());
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(new KindNames());
        box.setValue(field.kind().get());
        box.valueProperty().subscribe(chosen -> {
            if (chosen != null) {
                field.kind().set(chosen);
            }
        });
        return labelled("form-field-kind", texts.of("form.editor.kind"), box);
    }

    private CheckBox required() {
        CheckBox box = new CheckBox();
        box.setId("form-field-required");
        box.textProperty().bind(texts.of("form.editor.needed"));
        box.setSelected(field.isRequired().get());
        box.selectedProperty().subscribe(isChosen -> field.isRequired().set(isChosen));
        return box;
    }

    private final class KindNames extends StringConverter<FormKind> {
        @Override
        public String toString(@Nullable FormKind kind) {
            return kind == null ? "" : texts.now(kind.title());
        }

        @Override
        public FormKind fromString(String name) {
            throw new UnsupportedOperationException("kinds are chosen, not typed");
        }
    }
}
