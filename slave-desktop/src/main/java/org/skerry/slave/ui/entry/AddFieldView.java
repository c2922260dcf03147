package org.skerry.slave.ui.entry;

import atlantafx.base.controls.CustomTextField;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
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

/** Adds a field that the form does not have: its name, what it is for if that is no text, Enter. */
final class AddFieldView extends VBox {

    private final FormViewModel form;
    private final Texts texts;
    private final ObjectProperty<Sentence> problem = new SimpleObjectProperty<>(Sentence.NONE);
    private final CustomTextField name = new CustomTextField();
    private final ComboBox<FieldKind> kind = new ComboBox<>();

    AddFieldView(FormViewModel form, Texts texts) {
        this.form = form;
        this.texts = texts;
        getStyleClass().add("field");
        Label nameLabel = Controls.label("field-add-name-label", texts.of("entry.add"), "field-name");
        nameLabel.setLabelFor(name);
        name.setId("field-add-name");
        name.setLeft(new FontIcon(Feather.PLUS));
        name.promptTextProperty().bind(texts.of("entry.add.name"));
        name.accessibleTextProperty().bind(texts.of("entry.add"));
        name.textProperty().subscribe(typed -> problem.set(Sentence.NONE));
        name.setOnAction(entered -> {
            if (!name.getText().isEmpty()) { // somebody has come here by Enter, field by field
                add();
            }
        });
        VBox more = more();
        Controls.showIf(more, name.textProperty().isNotEmpty());
        getChildren().addAll(nameLabel, name, Controls.problem("field-add-problem", texts.of(problem)), more);
        addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ESCAPE && !name.getText().isEmpty()) {
                cancel();
                key.consume();
            }
        });
    }

    /** Whether somebody has come here and not begun. */
    boolean isWaiting() {
        return name.isFocused() && name.getText().isEmpty();
    }

    private VBox more() {
        Label kindLabel = Controls.label("field-add-kind-label", texts.of("entry.add.kind"), "field-name");
        kindLabel.setLabelFor(kind);
        kind.setId("field-add-kind");
        kind.getItems().setAll(FieldKind.ADDABLE);
        kind.setValue(FieldKind.TEXT);
        kind.setMaxWidth(Double.MAX_VALUE);
        texts.language().subscribe(language -> {
            FieldKind chosen = kind.getValue();
            kind.setConverter(new KindNames());
            kind.getSelectionModel().clearSelection(); // else the old name stays
            kind.setValue(chosen);
        });
        Button add = Controls.button("field-add-ok", texts.of("entry.add.ok"), this::add);
        Button cancel = Controls.button("field-add-cancel", texts.of("entry.add.cancel"), this::cancel);
        HBox buttons = new HBox(add, cancel);
        buttons.getStyleClass().add("buttons");
        VBox more = new VBox(kindLabel, kind, buttons);
        more.getStyleClass().addAll("field", "field-add");
        return more;
    }

    private void cancel() {
        clear();
        name.requestFocus();
    }

    private void clear() {
        name.clear();
        kind.setValue(FieldKind.TEXT);
    }

    private void add() {
        Sentence wrong = form.add(name.getText(), kind.getValue());
        problem.set(wrong);
        if (wrong.isEmpty()) {
            clear();
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
