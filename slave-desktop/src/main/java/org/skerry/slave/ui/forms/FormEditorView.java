package org.skerry.slave.ui.forms;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.entry.FormPreview;
import org.skerry.slave.ui.help.Shortcut;
import org.skerry.slave.ui.parts.IconButton;
import org.skerry.slave.ui.text.Texts;

/** The fields of a form on the left, what the form looks like on the right. */
public final class FormEditorView extends BorderPane {

    private static final double ROW_HEIGHT = 34;

    /** Three rows: a small window needs the rest for what is in them. */
    private static final double LIST_HEIGHT = 3 * ROW_HEIGHT + 2;

    private static final KeyCombination UP = new KeyCodeCombination(KeyCode.UP, KeyCombination.ALT_DOWN);
    private static final KeyCombination DOWN = new KeyCodeCombination(KeyCode.DOWN, KeyCombination.ALT_DOWN);

    private final FormEditorViewModel model;
    private final Texts texts;
    private final ListView<FormFieldModel> list;
    private final ScrollPane details = new ScrollPane();
    private Optional<FormFieldView> shown = Optional.empty();

    /** @param preview of the same master */
    public FormEditorView(FormEditorViewModel model, FormPreview preview, Texts texts) {
        this.model = model;
        this.texts = texts;
        list = new ListView<>(model.fields());
        setId("form-editor");
        getStyleClass().add("form-editor");
        VBox left = left();
        VBox right = new VBox(heading("form-preview-label", "form.editor.preview"), preview);
        VBox.setVgrow(preview, Priority.ALWAYS);
        right.getStyleClass().addAll("form-column", "form-preview");
        HBox columns = new HBox(left, right);
        columns.getStyleClass().add("form-columns");
        for (VBox column : new VBox[] {left, right}) { // half of the room each, whatever is in them
            HBox.setHgrow(column, Priority.ALWAYS);
            column.setMinWidth(0);
            column.setPrefWidth(1);
        }
        setTop(top());
        setCenter(columns);
        setBottom(footer());
        model.record().subscribe(preview::show);
        model.selected().subscribe(this::showSelected);
        texts.language().subscribe(language -> showSelected(model.selected().get())); // kinds have their names in it
    }

    /** Makes the keys work that belong to this screen, instead of those of the one before. */
    public void install(Scene scene) {
        Shortcut.OF_RECORDS.forEach(key -> key.uninstall(scene));
        Shortcut.SAVE.install(scene, model::save);
        Shortcut.CLOSE.install(scene, model::close);
    }

    /** Where most people begin. */
    public void focus() {
        list.requestFocus();
    }

    private Node top() {
        Label title = Controls.label("form-title", texts.of("form.editor.title", model.type()), Styles.TITLE_4);
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        HBox top =
                new HBox(title, new IconButton("form-close", Feather.X, texts.of("form.editor.close"), model::close));
        top.getStyleClass().add("entry-heading");
        return top;
    }

    private VBox left() {
        Label label = heading("form-fields-label", "form.editor.fields");
        label.setLabelFor(list);
        list.setId("form-fields");
        list.setFixedCellSize(ROW_HEIGHT);
        list.setPrefHeight(LIST_HEIGHT);
        list.setMinHeight(LIST_HEIGHT);
        list.setCellFactory(view -> new FormFieldCell(texts));
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::press);
        list.getSelectionModel().selectedItemProperty().subscribe(chosen -> {
            if (chosen != null && !model.selected().get().equals(Optional.of(chosen))) {
                model.selected().set(Optional.of(chosen));
            }
        });
        Label empty = Controls.label("form-empty", texts.of("form.editor.empty"), Styles.TEXT_MUTED);
        list.setPlaceholder(empty);
        details.setFitToWidth(true);
        details.setFocusTraversable(false);
        details.getStyleClass().add("entry-scroll");
        StackPane below = new StackPane(details);
        below.setMinHeight(0);
        below.setPrefHeight(0);
        VBox.setVgrow(below, Priority.ALWAYS);
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        HBox head = new HBox(label);
        head.getChildren().addAll(buttons());
        head.getStyleClass().add("field-head");
        VBox left = new VBox(head, list, below);
        left.getStyleClass().add("form-column");
        return left;
    }

    private Label heading(String id, String key) {
        return Controls.label(id, texts.of(key), Styles.TEXT_BOLD);
    }

    private List<Node> buttons() {
        return List.of(
                new IconButton("form-field-add", Feather.PLUS, texts.of("form.editor.add"), this::add),
                new IconButton("form-field-remove", Feather.TRASH_2, texts.of("form.editor.remove"), model::remove),
                new IconButton("form-field-up", Feather.ARROW_UP, texts.of("form.editor.up"), model::moveUp),
                new IconButton("form-field-down", Feather.ARROW_DOWN, texts.of("form.editor.down"), model::moveDown));
    }

    private Node footer() {
        Label failure = Controls.label("form-failure", texts.of(model.failure()), Styles.DANGER);
        Controls.showIf(failure, model.failure().map(why -> !why.isEmpty()));
        Label state = Controls.label("form-state", texts.of(model.state()), Styles.TEXT_MUTED);
        state.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(state, Priority.ALWAYS);
        Button save = Controls.button("form-save", texts.of("form.editor.save"), model::save);
        save.getStyleClass().add(Styles.ACCENT);
        save.disableProperty().bind(model.isBusy());
        HBox line = new HBox(state, save);
        line.getStyleClass().add("buttons");
        VBox footer = new VBox(failure, line);
        footer.getStyleClass().add("entry-footer");
        return footer;
    }

    private void add() {
        model.add();
        Platform.runLater(() -> shown.ifPresent(FormFieldView::focus)); // it has no place yet
    }

    private void press(KeyEvent key) {
        if (UP.match(key)) {
            model.moveUp();
        } else if (DOWN.match(key)) {
            model.moveDown();
        } else if (key.getCode() == KeyCode.DELETE) {
            model.remove();
        } else {
            return;
        }
        key.consume();
    }

    private void showSelected(Optional<FormFieldModel> field) {
        shown.ifPresent(FormFieldView::leave);
        shown = field.map(chosen -> new FormFieldView(chosen, texts));
        details.setContent(shown.orElse(null));
        field.ifPresentOrElse(
                chosen -> {
                    list.getSelectionModel().select(chosen);
                    list.scrollTo(chosen);
                },
                () -> list.getSelectionModel().clearSelection());
    }
}
