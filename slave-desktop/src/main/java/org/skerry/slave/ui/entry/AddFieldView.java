package org.skerry.slave.ui.entry;

import atlantafx.base.theme.Styles;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** Adds a field that the form does not have: its name, what it is for, done. */
final class AddFieldView extends VBox {

    private final FormViewModel form;
    private final Texts texts;
    private final ObjectProperty<Boolean> isOpen = new SimpleObjectProperty<>(false);
    private final ObjectProperty<Sentence> problem = new SimpleObjectProperty<>(Sentence.NONE);
    private final TextField name = new TextField();
    private final ComboBox<FieldKind> kind = new ComboBox<>();
    private final Button begin;

    AddFieldView(FormViewModel form, Texts texts) {
        this.form = form;
        this.texts = texts;
        getStyleClass().add("field");
        begin = Controls.button("field-add", texts.of("entry.add"), this::open);
        begin.setGraphic(new FontIcon(Feather.PLUS));
        begin.getStyleClass().add(Styles.FLAT);
        Controls.showIf(begin, isOpen.map(open -> !open));
        VBox parts = parts();
        Controls.showIf(parts, isOpen);
        getChildren().addAll(begin, parts);
    }

    private VBox parts() {
        Label nameLabel = Controls.label("field-add-name-label", texts.of("entry.add.name"), "field-name");
        nameLabel.setLabelFor(name);
        name.setId("field-add-name");
        name.textProperty().subscribe(typed -> problem.set(Sentence.NONE));
        name.setOnAction(entered -> add());
        Label kindLabel = Controls.label("field-add-kind-label", texts.of("entry.add.kind"), "field-name");
        kindLabel.setLabelFor(kind);
        kind.setId("field-add-kind");
        kind.getItems().setAll(FieldKind.values());
        kind.setValue(FieldKind.TEXT);
        kind.setMaxWidth(Double.MAX_VALUE);
        texts.language().subscribe(language -> {
            FieldKind chosen = kind.getValue();
            kind.setConverter(new KindNames());
            kind.getSelectionModel().clearSelection(); // else the old name stays
            kind.setValue(chosen);
        });
        Label wrong = Controls.problem("field-add-problem", texts.of(problem));
        Button add = Controls.button("field-add-ok", texts.of("entry.add.ok"), this::add);
        Button cancel = Controls.button("field-add-cancel", texts.of("entry.add.cancel"), this::close);
        HBox buttons = new HBox(add, cancel);
        buttons.getStyleClass().add("buttons");
        VBox parts = new VBox(nameLabel, name, wrong, kindLabel, kind, buttons);
        parts.getStyleClass().addAll("field", "field-add");
        parts.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ESCAPE) {
                close();
                key.consume();
            }
        });
        return parts;
    }

    private void open() {
        isOpen.set(true);
        name.requestFocus();
    }

    private void close() {
        isOpen.set(false);
        name.clear();
        kind.setValue(FieldKind.TEXT);
        begin.requestFocus();
    }

    private void add() {
        problem.set(form.add(name.getText(), kind.getValue()));
        if (problem.get().isEmpty()) {
            isOpen.set(false);
            name.clear();
        } else {
            name.requestFocus();
        }
    }

    private final class KindNames extends StringConverter<FieldKind> {
        @Override
        public String toString(@Nullable FieldKind kind) {
            return kind == null
                    ? ""
                    : texts.now(Sentence.of("entry.kind." + kind.name().toLowerCase(Locale.ROOT)));
        }

        @Override
        public FieldKind fromString(String name) {
            throw new UnsupportedOperationException("kinds are chosen, not typed");
        }
    }
}
