package org.skerry.slave.ui.admin;

import atlantafx.base.theme.Styles;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.admin.AdminViewModel.Side;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.entry.NoteView;
import org.skerry.slave.ui.help.Shortcut;
import org.skerry.slave.ui.parts.IconButton;
import org.skerry.slave.ui.text.Texts;

/** PCs and people: who there is on the left, one of them on the right, what became of the last act below. */
public final class AdminView extends BorderPane {

    private static final double LIST_PERCENT = 42;

    private final AdminViewModel model;
    private final Texts texts;
    private final PcsView pcs;
    private final PeopleView people;
    private final NoteView question;

    public AdminView(AdminViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        pcs = new PcsView(model, texts);
        people = new PeopleView(model, texts);
        question = NoteView.wide("admin-question", model.question(), texts);
        setId("admin");
        getStyleClass().add("form-editor");
        setTop(top());
        setBottom(footer());
        Node ofPcs = columns(pcs);
        Node ofPeople = columns(people);
        model.side().subscribe(side -> setCenter(side == Side.PCS ? ofPcs : ofPeople));
        model.question().subscribe((before, now) -> {
            if (now.isPresent()) {
                Platform.runLater(question::focus); // its buttons have no place yet
            } else if (before.isPresent()) {
                focus();
            }
        });
    }

    /** Makes the keys work that belong to this screen, instead of those of the one before. */
    public void install(Scene scene) {
        Shortcut.OF_RECORDS.forEach(key -> key.uninstall(scene));
        Shortcut.REFRESH.install(scene, model::refresh);
        Shortcut.CLOSE.install(scene, model::back);
    }

    /** Where most people begin. */
    public void focus() {
        shown().focus();
    }

    private AdminSide shown() {
        return model.side().get() == Side.PCS ? pcs : people;
    }

    private Node top() {
        Label title = Controls.label("admin-title", texts.of("admin.title"), Styles.TITLE_4);
        ToggleGroup sides = new ToggleGroup();
        HBox choice = new HBox(
                side("admin-pcs", "admin.pcs", Side.PCS, Styles.LEFT_PILL, sides),
                side("admin-people", "admin.people", Side.PEOPLE, Styles.RIGHT_PILL, sides));
        sides.selectedToggleProperty().subscribe((before, now) -> {
            if (now == null) {
                before.setSelected(true); // one of them always is
            }
        });
        HBox middle = new HBox(choice);
        HBox.setHgrow(middle, Priority.ALWAYS);
        HBox top = new HBox(
                title, middle, new IconButton("admin-close", Feather.X, texts.of("admin.close"), model::close));
        top.getStyleClass().addAll("entry-heading", "admin-heading");
        return top;
    }

    private ToggleButton side(String id, String key, Side side, String style, ToggleGroup sides) {
        ToggleButton button = new ToggleButton();
        button.setId(id);
        button.textProperty().bind(texts.of(key));
        button.setMinWidth(USE_PREF_SIZE);
        button.getStyleClass().addAll(style, Styles.SMALL);
        button.setToggleGroup(sides);
        model.side().subscribe(now -> {
            if (now == side) {
                button.setSelected(true);
            }
        });
        button.selectedProperty().subscribe(isChosen -> {
            if (isChosen) {
                model.side().set(side);
            }
        });
        return button;
    }

    private static Node columns(AdminSide side) {
        ScrollPane details = new ScrollPane(side.details());
        details.setFitToWidth(true);
        details.setFocusTraversable(false);
        details.getStyleClass().add("entry-scroll");
        VBox right = new VBox(details);
        VBox.setVgrow(details, Priority.ALWAYS);
        right.getStyleClass().addAll("form-column", "form-preview");
        GridPane columns = new GridPane();
        columns.getStyleClass().add("admin-columns");
        columns.getColumnConstraints().addAll(percent(LIST_PERCENT), percent(100 - LIST_PERCENT));
        RowConstraints row = new RowConstraints();
        row.setVgrow(Priority.ALWAYS);
        row.setMinHeight(0);
        columns.getRowConstraints().add(row);
        columns.addRow(0, side.list(), right);
        return columns;
    }

    private static ColumnConstraints percent(double width) {
        ColumnConstraints column = new ColumnConstraints();
        column.setPercentWidth(width);
        column.setMinWidth(0);
        return column;
    }

    private Node footer() {
        Label failure = Controls.label("admin-failure", texts.of(model.failure()), Styles.DANGER);
        Controls.showIf(failure, model.failure().map(why -> !why.isEmpty()));
        Label done = Controls.label("admin-done", texts.of(model.done()));
        done.setGraphic(new FontIcon(Feather.CHECK));
        Controls.showIf(done, model.done().map(what -> !what.isEmpty()));
        VBox footer = new VBox(question, failure, done);
        footer.getStyleClass().addAll("entry-footer", "admin-footer");
        return footer;
    }
}
