package org.skerry.slave.ui.entry;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.text.Texts;

/** A box with something to tell, and buttons for what can be done about it; no box while there is nothing. */
final class NoteView extends HBox {

    private final String name;
    private final Texts texts;

    NoteView(String id, ObservableValue<Optional<Note>> note, Texts texts) {
        name = id;
        this.texts = texts;
        setId(id);
        getStyleClass().add("note");
        Controls.showIf(this, note.map(Optional::isPresent));
        note.subscribe(now -> now.ifPresent(this::show));
    }

    /** Puts the focus on the usual answer. */
    void focus() {
        if (lookup(".button") instanceof Button usual) {
            usual.requestFocus();
        }
    }

    private void show(Note note) {
        boolean isCareful = note.tone() == Note.Tone.CAREFUL;
        getStyleClass().removeAll(Styles.WARNING, Styles.ACCENT);
        getStyleClass().add(isCareful ? Styles.WARNING : Styles.ACCENT);
        Label text = Controls.label(
                name + "-text",
                texts.of(note.text().key(), note.text().arguments().toArray()));
        FlowPane content = new FlowPane(text); // the answers stand beside the text where there is room
        content.getStyleClass().add("note-content");
        content.setMinWidth(0);
        text.maxWidthProperty().bind(content.widthProperty());
        for (Note.Answer answer : note.answers()) {
            Button button = Controls.button(answer.id(), texts.of(answer.name().key()), answer.action());
            button.getStyleClass().add(Styles.SMALL);
            content.getChildren().add(button);
        }
        HBox.setHgrow(content, Priority.ALWAYS);
        getChildren().setAll(new FontIcon(isCareful ? Feather.ALERT_TRIANGLE : Feather.INFO), content);
    }
}
