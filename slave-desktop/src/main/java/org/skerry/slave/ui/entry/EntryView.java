package org.skerry.slave.ui.entry;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.skerry.slave.ui.entry.RecordEditor.Face;
import org.skerry.slave.ui.help.Shortcut;
import org.skerry.slave.ui.parts.IconButton;
import org.skerry.slave.ui.report.DetailsLink;
import org.skerry.slave.ui.text.Texts;

/** The pane of one record; what there is to say beside it stands in {@link EntryNotesView}. */
public final class EntryView extends VBox {

    /** What the longest buttons need. */
    private static final double MIN_WIDTH = 256;

    private final EntryViewModel model;
    private final Texts texts;
    private final Optional<Runnable> showHistory;
    private final Node tool;
    private final FormView form;
    private final JsonView json;
    private final NoteView question;
    private final StackPane middle = new StackPane();
    private Optional<Node> focusBefore = Optional.empty();

    /**
     * @param editForm changes the form of the record's type; empty for who may not
     * @param showHistory shows what the record was; empty where the master does not keep that
     * @param tool a button of the record's own
     * @param below what else belongs to the record, below its fields
     */
    public EntryView(
            EntryViewModel model,
            Texts texts,
            Optional<Runnable> editForm,
            Optional<Runnable> showHistory,
            Node tool,
            Node below) {
        this.model = model;
        this.showHistory = showHistory;
        this.texts = texts;
        this.tool = tool;
        form = new FormView(model, texts, editForm, below);
        json = new JsonView(model.editor(), texts);
        question = NoteView.narrow("entry-question", model.notes().question(), texts);
        setId("entry");
        getStyleClass().add("entry");
        setMinWidth(MIN_WIDTH);
        VBox content = content();
        VBox.setVgrow(content, Priority.ALWAYS);
        getChildren().addAll(content, failure(), footer());
        model.editor().face().subscribe(face -> showMiddle());
        model.conflict().subscribe(conflict -> showMiddle());
        model.notes().question().subscribe(asked -> followQuestion(asked.isPresent()));
        model.onBegun(this::focus);
    }

    /**
     * Makes the keys work that belong to this pane.
     *
     * @param undo undoes what was done last
     */
    public void install(Scene scene, Runnable undo) {
        Shortcut.SAVE.install(scene, model::save);
        Shortcut.DUPLICATE.install(scene, model::duplicate);
        Shortcut.CLOSE.install(scene, model::escape);
        Shortcut.DELETE.install(scene, () -> unlessTyping(scene, model::remove));
        Shortcut.DELETE_TOO.install(scene, () -> unlessTyping(scene, model::remove));
        Shortcut.UNDO_DELETE.install(scene, () -> unlessTyping(scene, undo));
    }

    /** Where typing begins. */
    public void focus() {
        switch (model.editor().face().get()) {
            case FORM -> form.focus();
            case JSON -> json.focus();
        }
    }

    /** Brings into sight what is below the fields. */
    public void showBelow() {
        model.editor().turnTo(Face.FORM);
        form.revealBelow();
    }

    /** Text fields have these keys for themselves. */
    private static void unlessTyping(Scene scene, Runnable action) {
        Node focus = scene.getFocusOwner();
        if (!(focus instanceof TextInputControl || focus instanceof ComboBoxBase<?>)) {
            action.run();
        }
    }

    private VBox content() {
        VBox.setVgrow(middle, Priority.ALWAYS);
        middle.setMinSize(0, 0);
        middle.setPrefHeight(0); // as high as there is room: what is in it scrolls
        VBox content = new VBox(
                heading(), question, NoteView.narrow("entry-news", model.notes().news(), texts), faces(), middle);
        content.getStyleClass().add("entry-content");
        content.setMinHeight(0);
        return content;
    }

    private Node failure() {
        Label failure = Controls.label("entry-failure", texts.of(model.notes().failure()), Styles.DANGER);
        VBox box =
                new VBox(failure, new DetailsLink("entry-details", model.notes().cause(), texts));
        Controls.showIf(box, model.notes().failure().map(why -> !why.isEmpty()));
        return box;
    }

    private Node heading() {
        Label heading = Controls.label("entry-heading", texts.of(model.heading()), Styles.TITLE_4);
        heading.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(heading, Priority.ALWAYS);
        IconButton close = new IconButton("entry-close", Feather.X, texts.of("entry.close"), model::close);
        HBox box = new HBox(heading, tool);
        showHistory.map(this::history).ifPresent(box.getChildren()::add);
        box.getChildren().add(close);
        box.getStyleClass().add("entry-heading");
        return box;
    }

    private Node faces() {
        ToggleButton asForm = face("entry-face-form", "entry.face.form", Face.FORM, Styles.LEFT_PILL);
        ToggleButton asJson = face("entry-face-json", "entry.face.json", Face.JSON, Styles.RIGHT_PILL);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        IconButton duplicate =
                new IconButton("entry-duplicate", Feather.COPY, texts.of("entry.duplicate"), model::duplicate);
        IconButton delete = new IconButton("entry-delete", Feather.TRASH_2, texts.of("entry.delete"), model::remove);
        HBox box = new HBox(asForm, asJson, space, duplicate, delete);
        box.getStyleClass().add("entry-faces");
        Controls.showIf(box, model.conflict().map(Optional::isEmpty));
        return box;
    }

    private Node history(Runnable show) {
        IconButton button = new IconButton("entry-history", Feather.CLOCK, texts.of("entry.history"), show);
        Controls.showIf(button, model.hasHistory());
        return button;
    }

    private ToggleButton face(String id, String name, Face face, String style) {
        ToggleButton button = new ToggleButton();
        button.setId(id);
        button.textProperty().bind(texts.of(name));
        button.setMinWidth(USE_PREF_SIZE);
        button.getStyleClass().addAll(style, Styles.SMALL);
        model.editor().face().subscribe(now -> button.setSelected(now == face));
        button.setOnAction(pressed -> {
            model.editor().turnTo(face);
            button.setSelected(model.editor().face().get() == face); // a mistake may have kept it where it was
            if (!button.isSelected()) {
                focusMistake();
            }
        });
        return button;
    }

    private void focusMistake() {
        if (model.editor().face().get() == Face.JSON) {
            json.focus();
        }
    }

    private Node footer() {
        Label state = Controls.label("entry-state", texts.of(model.notes().state()), Styles.TEXT_MUTED);
        state.setMaxWidth(Double.MAX_VALUE);
        Button save = Controls.button("entry-save", texts.of("entry.save"), model::save);
        save.getStyleClass().add(Styles.ACCENT);
        save.disableProperty().bind(model.isBusy());
        Button back = Controls.button("entry-back", texts.of("entry.back"), model::backToForm);
        Controls.showIf(back, model.conflict().map(Optional::isPresent));
        HBox buttons = new HBox(back, save);
        buttons.getStyleClass().add("buttons");
        VBox box = new VBox(state, buttons);
        box.getStyleClass().add("entry-footer");
        return box;
    }

    private void showMiddle() {
        Optional<ConflictView> versions = model.conflict().get().map(conflict -> new ConflictView(conflict, texts));
        middle.getChildren().setAll(versions.<Node>map(view -> view).orElseGet(this::face));
        versions.ifPresent(view -> Platform.runLater(view::focus)); // it has no skin yet
    }

    private Node face() {
        return switch (model.editor().face().get()) {
            case FORM -> form;
            case JSON -> json;
        };
    }

    /** A question takes the focus, and gives it back. */
    private void followQuestion(boolean isAsked) {
        if (isAsked) {
            focusBefore = Optional.ofNullable(getScene()).map(Scene::getFocusOwner);
            Platform.runLater(question::focus); // its buttons are not laid out yet
        } else {
            focusBefore.filter(node -> node.getScene() != null).ifPresent(Node::requestFocus);
            focusBefore = Optional.empty();
        }
    }
}
