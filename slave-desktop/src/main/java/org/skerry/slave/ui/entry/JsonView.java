package org.skerry.slave.ui.entry;

import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.skerry.slave.ui.text.Texts;

/** The record as its JSON text. */
final class JsonView extends VBox {

    private final TextArea text = new TextArea();

    JsonView(RecordEditor editor, Texts texts) {
        getStyleClass().add("entry-json");
        text.setId("entry-json");
        text.accessibleTextProperty().bind(texts.of("entry.json"));
        text.textProperty().bindBidirectional(editor.json());
        text.setMinHeight(60);
        VBox.setVgrow(text, Priority.ALWAYS);
        Label mistake = Controls.problem("entry-json-mistake", texts.of(editor.mistake()));
        editor.mistake().subscribe(why -> {
            if (why.isEmpty()) {
                text.getStyleClass().remove("wrong");
            } else if (!text.getStyleClass().contains("wrong")) {
                text.getStyleClass().add("wrong");
            }
        });
        getChildren().addAll(text, mistake);
    }

    void focus() {
        text.requestFocus();
    }
}
