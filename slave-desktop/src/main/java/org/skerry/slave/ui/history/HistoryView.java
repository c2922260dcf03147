package org.skerry.slave.ui.history;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.skerry.jio.RecordVersion;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.entry.NoteView;
import org.skerry.slave.ui.help.Shortcut;
import org.skerry.slave.ui.parts.IconButton;
import org.skerry.slave.ui.text.Texts;

/** The history of a record, in the place of the records: its steps, and one of them field by field. */
public final class HistoryView extends BorderPane {

    private static final double STEPS_END = 0.36;

    private final HistoryViewModel model;
    private final Texts texts;
    private final ListView<RecordVersion> list;
    private final StackPane version = new StackPane();
    private final NoteView question;

    public HistoryView(HistoryViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        list = new ListView<>(model.steps());
        question = NoteView.wide("history-question", model.question(), texts);
        setId("history");
        getStyleClass().add("unsent");
        setTop(top());
        setCenter(panes());
        setBottom(footer());
        texts.language().subscribe(language -> list.refresh());
        model.comparison().subscribe(this::show);
        model.question().subscribe(asked -> followQuestion(asked.isPresent()));
    }

    /** Makes the keys work that belong to this screen, instead of those of the one before. */
    public void install(Scene scene) {
        Shortcut.OF_RECORDS.forEach(key -> key.uninstall(scene));
        Shortcut.CLOSE.install(scene, model::escape);
        Shortcut.REFRESH.install(scene, model::load);
    }

    public void focus() {
        applyCss(); // the panes are in the window only when they have got their skin
        list.requestFocus();
    }

    private Node top() {
        Label title = Controls.label("history-title", texts.of("history.title", model.heading()), Styles.TITLE_4);
        title.getStyleClass().add("data");
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        HBox heading =
                new HBox(title, new IconButton("history-close", Feather.X, texts.of("history.close"), model::close));
        heading.getStyleClass().addAll("entry-heading", "unsent-part");
        return heading;
    }

    private Node panes() {
        VBox.setVgrow(version, Priority.ALWAYS);
        version.setMinSize(0, 0);
        Label message = Controls.label("history-message", texts.of(model.message()), Styles.TEXT_MUTED);
        Controls.showIf(message, model.message().map(said -> !said.isEmpty()));
        Label origin = Controls.label("history-origin", texts.of(model.origin()), Styles.TEXT_BOLD, "data");
        Controls.showIf(origin, model.origin().map(said -> !said.isEmpty()));
        VBox right = new VBox(origin, message, version);
        right.getStyleClass().add("history-version");
        right.setMinWidth(0);
        SplitPane panes = new SplitPane(steps(), right);
        panes.setId("history-panes");
        panes.setDividerPositions(STEPS_END);
        return panes;
    }

    private Node steps() {
        list.setId("history-list");
        list.setCellFactory(view -> new StepCell(model, texts));
        list.accessibleTextProperty().bind(texts.of("history.list"));
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::press);
        list.getSelectionModel()
                .selectedItemProperty()
                .subscribe(chosen -> Optional.ofNullable(chosen)
                        .ifPresent(step -> model.selected().set(Optional.of(step))));
        model.selected().subscribe(chosen -> chosen.ifPresent(list.getSelectionModel()::select));
        VBox.setVgrow(list, Priority.ALWAYS);
        Button more = Controls.button("history-more", texts.of("history.more"), model::more);
        more.disableProperty().bind(model.isBusy());
        more.setMaxWidth(Double.MAX_VALUE);
        Controls.showIf(more, model.hasMore());
        VBox column = new VBox(list, more);
        column.getStyleClass().add("history-steps");
        column.setMinWidth(0);
        return column;
    }

    private void press(KeyEvent key) {
        if (key.getCode() == KeyCode.ENTER) {
            model.restore();
        } else if (key.getCode() == KeyCode.ESCAPE) { // the list would take it for itself
            model.escape();
        } else {
            return;
        }
        key.consume();
    }

    private void show(Optional<Comparison> comparison) {
        version.getChildren()
                .setAll(comparison.map(shown -> new ComparisonView(shown, texts)).stream()
                        .toList());
    }

    private Node footer() {
        Label failure = Controls.label("history-failure", texts.of(model.failure()), Styles.DANGER);
        Controls.showIf(failure, model.failure().map(said -> !said.isEmpty()));
        Button restore = Controls.button("history-restore", texts.of("history.restore"), model::restore);
        restore.getStyleClass().add(Styles.ACCENT);
        restore.disableProperty().bind(model.mayRestore().map(may -> !may));
        Button again = Controls.button("history-again", texts.of("history.again"), model::load);
        Controls.showIf(
                again,
                Bindings.createBooleanBinding(
                        () -> model.steps().isEmpty() && !model.failure().get().isEmpty(),
                        model.steps(),
                        model.failure()));
        HBox buttons = new HBox(again, restore);
        buttons.getStyleClass().add("buttons");
        Controls.showIf(buttons, model.question().map(Optional::isEmpty));
        VBox footer = new VBox(failure, question, buttons);
        footer.getStyleClass().add("unsent-part");
        return footer;
    }

    /** A question takes the focus, and gives it back. */
    private void followQuestion(boolean isAsked) {
        if (isAsked) {
            Platform.runLater(question::focus); // its buttons are not laid out yet
        } else {
            focus();
        }
    }
}
