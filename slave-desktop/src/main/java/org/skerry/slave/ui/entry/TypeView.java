package org.skerry.slave.ui.entry;

import java.util.Optional;
import javafx.application.Platform;
import javafx.collections.ObservableList;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.skerry.slave.ui.text.Texts;

/** The type of the record: one of the types that there are, or a new one. */
final class TypeView extends VBox {

    private final ComboBox<String> box;
    private Optional<FieldViewModel> shown = Optional.empty();

    TypeView(FormViewModel form, ObservableList<String> types, Texts texts) {
        getStyleClass().add("field");
        box = new ComboBox<>(types);
        box.setId("entry-type");
        box.setEditable(true);
        box.setMaxWidth(Double.MAX_VALUE);
        box.getEditor().setId("entry-type-text");
        box.promptTextProperty().bind(texts.of("entry.type.prompt"));
        box.accessibleTextProperty().bind(texts.of("entry.type"));
        box.getEditor().accessibleTextProperty().bind(texts.of("entry.type"));
        Label name = Controls.label("entry-type-name", texts.of("entry.type"), "field-name");
        name.setLabelFor(box);
        getChildren().addAll(name, box);
        form.type().subscribe(this::show);
        box.focusedProperty().subscribe((before, isFocused) -> {
            if (!isFocused) {
                form.finishType();
            }
        });
        box.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ENTER && !box.isShowing()) {
                Platform.runLater(() -> box.requestFocusTraversal(TraversalDirection.NEXT)); // it takes its text first
            }
        });
    }

    void focus() {
        box.requestFocus();
    }

    private void show(FieldViewModel field) {
        shown.ifPresent(before -> box.getEditor().textProperty().unbindBidirectional(before.text()));
        box.setValue(field.text().get()); // the editor shows the value whenever it loses the focus
        box.getEditor().textProperty().bindBidirectional(field.text());
        shown = Optional.of(field);
    }
}
