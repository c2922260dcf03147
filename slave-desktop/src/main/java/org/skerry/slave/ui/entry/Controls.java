package org.skerry.slave.ui.entry;

import atlantafx.base.theme.Styles;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
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
        // People expect the Enter key to do what the space bar does. Not every JavaFX does it; one that does must not
        // see the key, too
        button.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ENTER) {
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
