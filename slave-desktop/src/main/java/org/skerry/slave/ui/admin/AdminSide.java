package org.skerry.slave.ui.admin;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One half of the screen: a list, and what is chosen in it. */
interface AdminSide {

    Node list();

    Node details();

    /** Goes to where most people begin. */
    void focus();

    /** A button, a list that takes the room there is, and what is below it. */
    static VBox column(Button add, Node list, Node... below) {
        VBox column = new VBox(add, list);
        column.getChildren().addAll(below);
        column.getStyleClass().add("form-column");
        VBox.setVgrow(list, Priority.ALWAYS);
        return column;
    }

    static FlowPane buttons(Node... buttons) {
        FlowPane pane = new FlowPane(buttons);
        pane.getStyleClass().add("note-answers");
        return pane;
    }

    /** A text that is nobody's language. */
    static ObservableValue<String> fixed(String text) {
        return new SimpleStringProperty(text);
    }
}
