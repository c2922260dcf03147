package org.skerry.slave.ui.entry;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.text.Texts;

/** A box with something to tell, and buttons for what can be done about it; no box while there is nothing. */
public final class NoteView extends HBox {

    private final String name;
    private final Texts texts;
    private final Arrangement arrangement;

    private interface Arrangement {
        Pane of(Label text, List<Button> answers);
    }

    private NoteView(String id, ObservableValue<Optional<Note>> note, Texts texts, Arrangement arrangement) {
        name = id;
        this.texts = texts;
        this.arrangement = arrangement;
        setId(id);
        getStyleClass().add("note");
        Controls.showIf(this, note.map(Optional::isPresent));
        note.subscribe(now -> now.ifPresent(this::show));
    }

    /** With the answers below the text. */
    public static NoteView narrow(String id, ObservableValue<Optional<Note>> note, Texts texts) {
        return new NoteView(id, note, texts, NoteView::column);
    }

    /** With the answers beside the text. */
    public static NoteView wide(String id, ObservableValue<Optional<Note>> note, Texts texts) {
        NoteView view = new NoteView(id, note, texts, NoteView::line);
        view.setAlignment(Pos.CENTER_LEFT);
        return view;
    }

    /** Puts the focus on the usual answer. */
    public void focus() {
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
        Pane content = arrangement.of(text, answers(note));
        content.getStyleClass().add("note-content");
        HBox.setHgrow(content, Priority.ALWAYS);
        getChildren().setAll(new FontIcon(isCareful ? Feather.ALERT_TRIANGLE : Feather.INFO), content);
    }

    private List<Button> answers(Note note) {
        return note.answers().stream()
                .map(answer -> {
                    Button button =
                            Controls.button(answer.id(), texts.of(answer.name().key()), answer.action());
                    button.getStyleClass().add(Styles.SMALL);
                    return button;
                })
                .toList();
    }

    private static Pane column(Label text, List<Button> answers) {
        FlowPane below = new FlowPane();
        below.getStyleClass().add("note-answers");
        below.getChildren().setAll(answers);
        return new VBox(text, below);
    }

    private static Pane line(Label text, List<Button> answers) {
        text.setMinWidth(0);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox line = new HBox(text);
        line.getChildren().addAll(answers);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
