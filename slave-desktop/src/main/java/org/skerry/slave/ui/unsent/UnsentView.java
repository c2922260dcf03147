package org.skerry.slave.ui.unsent;

import atlantafx.base.theme.Styles;
import java.io.File;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.entry.Draft;
import org.skerry.slave.ui.entry.Standing;
import org.skerry.slave.ui.help.Shortcut;
import org.skerry.slave.ui.parts.IconButton;
import org.skerry.slave.ui.text.Texts;

/** The list of what is saved on this PC only, in the place of the records. */
public final class UnsentView extends BorderPane {

    private final UnsentViewModel model;
    private final Texts texts;
    private final ListView<Draft> list;

    public UnsentView(UnsentViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        list = new ListView<>(model.all());
        setId("unsent");
        getStyleClass().add("unsent");
        setTop(top());
        setCenter(list());
        setBottom(footer());
        texts.language().subscribe(language -> list.refresh());
    }

    /** Makes the keys work that belong to this screen, instead of those of the one before. */
    public void install(Scene scene) {
        Shortcut.OF_RECORDS.forEach(key -> key.uninstall(scene));
        Shortcut.CLOSE.install(scene, model::escape);
    }

    public void focus() {
        list.requestFocus();
        list.getSelectionModel().selectFirst();
    }

    private Node top() {
        Label title = Controls.label("unsent-title", texts.of("entry.unsent.title"), Styles.TITLE_4);
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        HBox heading = new HBox(
                title, new IconButton("unsent-close", Feather.X, texts.of("entry.unsent.close"), model::escape));
        heading.getStyleClass().add("entry-heading");
        VBox top = new VBox(
                heading, Controls.label("unsent-explained", texts.of("entry.unsent.explained"), Styles.TEXT_MUTED));
        top.getStyleClass().add("unsent-part");
        return top;
    }

    private Node list() {
        list.setId("unsent-list");
        list.setCellFactory(view -> new UnsentCell(texts));
        list.setPlaceholder(Controls.label("unsent-none", texts.of("entry.unsent.none"), Styles.TEXT_MUTED));
        list.accessibleTextProperty().bind(texts.of("entry.unsent.title"));
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::press);
        list.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                model.open();
            }
        });
        list.getSelectionModel()
                .selectedItemProperty()
                .subscribe(chosen -> model.selected().set(Optional.ofNullable(chosen)));
        return list;
    }

    private void press(KeyEvent key) {
        if (key.getCode() == KeyCode.ENTER) {
            model.open();
        } else if (key.getCode() == KeyCode.DELETE) {
            model.discard();
        } else if (key.getCode() == KeyCode.ESCAPE) { // the list would take it for itself
            model.escape();
        } else {
            return;
        }
        key.consume();
    }

    private Node footer() {
        Label message = Controls.label("unsent-message", texts.of(model.message()));
        Controls.showIf(message, model.message().map(said -> !said.isEmpty()));
        Label help = Controls.label("unsent-help", texts.of(model.help()));
        Controls.showIf(help, model.help().map(said -> !said.isEmpty()));
        ObservableValue<Boolean> isAsked = model.doomed().map(Optional::isPresent);
        Label sure = Controls.label("unsent-sure", texts.of("entry.unsent.discard.sure"));
        sure.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(sure, Priority.ALWAYS);
        Button discard = button("unsent-discard-sure", "entry.unsent.discard", model::sure);
        discard.getStyleClass().add(Styles.DANGER);
        HBox question = new HBox(sure, button("unsent-keep", "entry.unsent.keep", model::keep), discard);
        question.getStyleClass().add("buttons");
        Controls.showIf(question, isAsked);
        HBox buttons = buttons();
        Controls.showIf(buttons, isAsked.map(asked -> !asked));
        VBox footer = new VBox(message, help, question, buttons);
        footer.getStyleClass().add("unsent-part");
        return footer;
    }

    private HBox buttons() {
        ObservableValue<Boolean> nothing = model.selected().map(Optional::isEmpty);
        Button open = button("unsent-open", "entry.unsent.open", model::open);
        Button again = button("unsent-again", "entry.unsent.again", model::sendAgain);
        Button discard = button("unsent-discard", "entry.unsent.discard", model::discard);
        open.disableProperty().bind(nothing);
        discard.disableProperty().bind(nothing);
        again.disableProperty()
                .bind(model.selected()
                        .map(draft -> draft.filter(chosen -> chosen.standing() instanceof Standing.Refused)
                                .isEmpty()));
        Button export = button("unsent-export", "entry.unsent.export", this::export);
        export.disableProperty().bind(Bindings.isEmpty(model.all()));
        HBox space = new HBox();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox buttons = new HBox(open, again, discard, space, export);
        buttons.getStyleClass().add("buttons");
        return buttons;
    }

    private Button button(String id, String key, Runnable action) {
        return Controls.button(id, texts.of(key), action);
    }

    private void export() {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName("skerry.jsonl");
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            model.export(file.toPath());
        }
    }
}
