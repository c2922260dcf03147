package org.skerry.slave.ui.entry;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** One of the texts that a form offers; also what the record has, if that is another. */
final class ChoiceField extends ComboBox<String> {

    ChoiceField(String id, FieldViewModel field) {
        setId(id);
        setMaxWidth(Double.MAX_VALUE);
        List<String> choices = new ArrayList<>();
        choices.add(""); // nothing, as in every other field
        choices.addAll(field.rule().map(FormField::choices).orElse(List.of()));
        if (!choices.contains(field.text().get())) {
            choices.add(field.text().get());
        }
        getItems().setAll(choices);
        valueProperty().bindBidirectional(field.text());
        addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ENTER && !isShowing()) {
                requestFocusTraversal(TraversalDirection.NEXT);
                key.consume();
            }
        });
    }
}
