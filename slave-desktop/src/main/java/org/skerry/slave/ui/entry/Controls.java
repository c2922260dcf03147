package org.skerry.slave.ui.entry;

import atlantafx.base.theme.Styles;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;

/** The small parts of this screen, and of the one beside it that edits forms. */
public final class Controls {

    private Controls() {}

    public static Button button(String id, ObservableValue<String> name, Runnable action) {
        Button button = new Button();
        button.setId(id);
        button.textProperty().bind(name);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(pressed -> action.run());
        button.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER) { // JavaFX knows the space bar only, people expect both
                button.fire();
                key.consume();
            }
        });
        return button;
    }

    public static Label label(String id, ObservableValue<String> text, String... styles) {
        Label label = new Label();
        label.setId(id);
        label.textProperty().bind(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** A sentence that takes room only while there is something to say. */
    public static Label problem(String id, ObservableValue<String> text) {
        Label label = label(id, text, Styles.DANGER, Styles.TEXT_SMALL);
        showIf(label, text.map(said -> !said.isEmpty()));
        return label;
    }

    public static void showIf(Node node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }
}
