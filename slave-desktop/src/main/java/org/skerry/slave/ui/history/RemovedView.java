package org.skerry.slave.ui.history;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
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
import org.skerry.jio.PastRecord;
import org.skerry.jio.RemovedRecord;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.help.Shortcut;
import org.skerry.slave.ui.parts.IconButton;
import org.skerry.slave.ui.text.Texts;

/** The removed records, in the place of the records: a list, and what the chosen one was. */
public final class RemovedView extends BorderPane {

    private static final double LIST_END = 0.42;

    private final RemovedViewModel model;
    private final Texts texts;
    private final ListView<RemovedRecord> list;
    private final StackPane fields = new StackPane();

    public RemovedView(RemovedViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        list = new ListView<>(model.records());
        setId("removed");
        getStyleClass().add("unsent");
        setTop(top());
        setCenter(panes());
        setBottom(footer());
        texts.language().subscribe(language -> list.refresh());
        model.selected().subscribe(this::show);
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
        list.getSelectionModel().selectFirst();
    }

    private Node top() {
        Label title = Controls.label("removed-title", texts.of("history.removed.title"), Styles.TITLE_4);
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        HBox heading =
                new HBox(title, new IconButton("removed-close", Feather.X, texts.of("history.close"), model::escape));
        heading.getStyleClass().add("entry-heading");
        VBox top = new VBox(
                heading, Controls.label("removed-explained", texts.of("history.removed.explained"), Styles.TEXT_MUTED));
        top.getStyleClass().add("unsent-part");
        return top;
    }

    private Node panes() {
        list.setId("removed-list");
        list.setCellFactory(view -> new RemovedCell(model, texts));
        list.setPlaceholder(Controls.label("removed-message", texts.of(model.message()), Styles.TEXT_MUTED));
        list.accessibleTextProperty().bind(texts.of("history.removed.title"));
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::press);
        list.getSelectionModel()
                .selectedItemProperty()
                .subscribe(chosen -> model.selected().set(Optional.ofNullable(chosen)));
        VBox.setVgrow(list, Priority.ALWAYS);
        Button more = Controls.button("removed-more", texts.of("history.more"), model::more);
        more.disableProperty().bind(model.isBusy());
        more.setMaxWidth(Double.MAX_VALUE);
        Controls.showIf(more, model.hasMore());
        VBox column = new VBox(list, more);
        column.getStyleClass().add("history-steps");
        column.setMinWidth(0);
        fields.setMinSize(0, 0);
        fields.getStyleClass().add("history-version");
        SplitPane panes = new SplitPane(column, fields);
        panes.setId("removed-panes");
        panes.setDividerPositions(LIST_END);
        return panes;
    }

    private void press(KeyEvent key) {
        if (key.getCode() == KeyCode.ENTER) {
            model.bringBack();
        } else if (key.getCode() == KeyCode.ESCAPE) { // the list would take it for itself
            model.escape();
        } else {
            return;
        }
        key.consume();
    }

    private void show(Optional<RemovedRecord> chosen) {
        fields.getChildren()
                .setAll(chosen
                        .map(record -> new PastRecord(record.last(), record.body(), List.of()))
                        .map(past -> new ComparisonView(Comparison.of(past, past), texts))
                        .stream()
                        .toList());
    }

    private Node footer() {
        Label failure = Controls.label("removed-failure", texts.of(model.failure()), Styles.DANGER);
        Controls.showIf(failure, model.failure().map(said -> !said.isEmpty()));
        Button back = Controls.button("removed-back", texts.of("history.removed.back"), model::bringBack);
        back.getStyleClass().add(Styles.ACCENT);
        back.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.isBusy().get() || model.selected().get().isEmpty(),
                        model.isBusy(),
                        model.selected()));
        Button again = Controls.button("removed-again", texts.of("history.again"), model::load);
        Controls.showIf(
                again,
                Bindings.createBooleanBinding(
                        () -> model.records().isEmpty()
                                && !model.failure().get().isEmpty(),
                        model.records(),
                        model.failure()));
        HBox buttons = new HBox(again, back);
        buttons.getStyleClass().add("buttons");
        VBox footer = new VBox(failure, buttons);
        footer.getStyleClass().add("unsent-part");
        return footer;
    }
}
