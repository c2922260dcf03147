package org.skerry.slave.ui.connect;

import atlantafx.base.theme.Styles;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.skerry.slave.ui.parts.WindowIcon;
import org.skerry.slave.ui.text.Texts;

/** The first screen: one field, one button, the masters of before. */
public final class ConnectView extends ScrollPane {

    private static final double MARK = 56;

    private final ConnectViewModel model;
    private final Texts texts;
    private final TextField address = new TextField();

    public ConnectView(ConnectViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        setId("connect");
        getStyleClass().add("connect");
        setFitToWidth(true);
        VBox column = new VBox(
                heading(),
                addressForm(),
                new JoinView(model, texts),
                new CodeView(model, texts),
                new RecentMastersView(model, texts));
        column.getStyleClass().add("connect-column");
        column.setMaxWidth(Region.USE_PREF_SIZE);
        StackPane middle = new StackPane(column);
        StackPane.setAlignment(column, Pos.TOP_CENTER);
        setContent(middle);
    }

    /** Typing begins there; later, because a field that is not on the screen yet takes no focus. */
    private void focusAddress() {
        Platform.runLater(address::requestFocus);
    }

    private Node heading() {
        ImageView mark = new ImageView(WindowIcon.large());
        mark.setFitWidth(MARK);
        mark.setFitHeight(MARK);
        Label title = text("connect-title", texts.of("connect.title"), Styles.TITLE_2);
        Label subtitle = text("connect-subtitle", texts.of("connect.subtitle"), Styles.TEXT_MUTED);
        subtitle.setWrapText(true);
        VBox box = new VBox(mark, title, subtitle);
        box.getStyleClass().add("connect-heading");
        return box;
    }

    private Node addressForm() {
        Label label = text("address-label", texts.of("connect.address"), Styles.TEXT_BOLD);
        label.setLabelFor(address);
        address.setId("address");
        address.accessibleTextProperty().bind(texts.of("connect.address"));
        address.textProperty().bindBidirectional(model.address());
        address.disableProperty().bind(model.isJoining());
        HBox.setHgrow(address, Priority.ALWAYS);
        address.sceneProperty().subscribe(scene -> {
            if (scene != null) {
                focusAddress();
            }
        });
        model.mistake().subscribe(wrong -> address.pseudoClassStateChanged(Styles.STATE_DANGER, !wrong.isEmpty()));
        model.failure().subscribe(why -> {
            if (!why.isEmpty() && !model.code().isWanted().get()) {
                focusAddress();
            }
        });

        Button connect = button("connect-button", texts.of("connect.button"));
        connect.getStyleClass().add(Styles.ACCENT);
        connect.setDefaultButton(true);
        connect.disableProperty().bind(model.mayConnect().not());
        connect.setOnAction(pressed -> model.connect());
        shownWhile(connect, model.isJoining().not());
        Button cancel = button("cancel-button", texts.of("connect.cancel"));
        cancel.setCancelButton(true);
        cancel.setOnAction(pressed -> {
            model.cancel();
            focusAddress();
        });
        shownWhile(cancel, model.isJoining());

        Label mistake = text("address-mistake", texts.of(model.mistake()), "field-hint");
        mistake.getStyleClass().add(Styles.DANGER);
        mistake.setWrapText(true);
        ObservableValue<Boolean> isMistaken = model.mistake().map(wrong -> !wrong.isEmpty());
        shownWhile(mistake, isMistaken);
        Label example = text("address-example", texts.of("connect.address.example"), "field-hint");
        example.getStyleClass().add(Styles.TEXT_MUTED);
        shownWhile(example, isMistaken.map(mistaken -> !mistaken));
        Label question = text("connect-question", texts.of(model.question()), Styles.TEXT_BOLD);
        question.setWrapText(true);
        shownWhile(question, model.question().map(asked -> !asked.isEmpty()));
        model.question().subscribe(asked -> {
            if (!asked.isEmpty()) {
                focusAddress();
            }
        });
        HBox line = new HBox(address, connect, cancel);
        line.getStyleClass().add("connect-line");
        VBox form = new VBox(label, line, example, mistake, question);
        form.getStyleClass().add("connect-form");
        return form;
    }

    private static Button button(String id, ObservableValue<String> name) {
        Button button = new Button();
        button.setId(id);
        button.textProperty().bind(name);
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private static Label text(String id, ObservableValue<String> text, String style) {
        Label label = new Label();
        label.setId(id);
        label.textProperty().bind(text);
        label.getStyleClass().add(style);
        return label;
    }

    private static void shownWhile(Node node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }
}
