package org.skerry.slave.ui.person;

import atlantafx.base.theme.Styles;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.text.Texts;

/** Asks who sits here: names of before to choose from, a name, a password, one button. */
public final class SignInView extends ScrollPane {

    private final SignInViewModel model;
    private final Texts texts;
    private final TextField name = new TextField();
    private final PasswordField secret = new PasswordField();

    public SignInView(SignInViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        setId("sign-in");
        getStyleClass().add("connect");
        setFitToWidth(true);
        VBox column = new VBox(heading(), names(), form());
        column.getStyleClass().add("connect-column");
        column.setMaxWidth(Region.USE_PREF_SIZE);
        StackPane middle = new StackPane(column);
        StackPane.setAlignment(column, Pos.TOP_CENTER);
        setContent(middle);
        model.onFailed(this::focus);
    }

    /** Goes to what is to be typed next; later, because a field that is not on the screen yet takes no focus. */
    public void focus() {
        Platform.runLater(() -> (model.name().get().isBlank() ? name : secret).requestFocus());
    }

    private Node heading() {
        FontIcon mark = new FontIcon(Feather.USER);
        mark.getStyleClass().add("connect-mark");
        Label title = label("sign-in-title", texts.of("person.title", model.masterName()), Styles.TITLE_2);
        title.setWrapText(true);
        VBox box = new VBox(mark, title);
        box.getStyleClass().add("connect-heading");
        return box;
    }

    private Node names() {
        Label title = label("sign-in-names-title", texts.of("person.names"), Styles.TEXT_BOLD);
        FlowPane pane = new FlowPane();
        pane.getStyleClass().add("person-names");
        for (String known : model.names()) {
            Button choice = new Button(known, new FontIcon(Feather.USER));
            choice.setId("sign-in-as-" + pane.getChildren().size());
            choice.disableProperty().bind(model.isSigningIn());
            choice.setOnAction(pressed -> {
                model.choose(known);
                focus();
            });
            pane.getChildren().add(choice);
        }
        VBox box = new VBox(title, pane);
        box.getStyleClass().add("connect-form");
        box.setVisible(!model.names().isEmpty());
        box.setManaged(box.isVisible());
        return box;
    }

    private Node form() {
        Label nameLabel = field("sign-in-name", name, texts.of("person.name"));
        name.textProperty().bindBidirectional(model.name());
        Label secretLabel = field("sign-in-secret", secret, texts.of("person.secret"));
        secret.textProperty().bindBidirectional(model.secret());
        Label failure = label("sign-in-failure", texts.of(model.failure()), "field-hint");
        failure.getStyleClass().add(Styles.DANGER);
        failure.setWrapText(true);
        ObservableValue<Boolean> isFailed = model.failure().map(why -> !why.isEmpty());
        failure.visibleProperty().bind(isFailed);
        failure.managedProperty().bind(isFailed);
        Button button = new Button();
        button.setId("sign-in-button");
        button.textProperty().bind(texts.of("person.signIn"));
        button.getStyleClass().add(Styles.ACCENT);
        button.setDefaultButton(true);
        button.disableProperty().bind(model.maySignIn().not());
        button.setOnAction(pressed -> model.signIn());
        VBox form = new VBox(nameLabel, name, secretLabel, secret, failure, button);
        form.getStyleClass().add("connect-form");
        return form;
    }

    private Label field(String id, TextField field, ObservableValue<String> called) {
        Label label = label(id + "-label", called, Styles.TEXT_BOLD);
        label.setLabelFor(field);
        field.setId(id);
        field.accessibleTextProperty().bind(called);
        field.disableProperty().bind(model.isSigningIn());
        return label;
    }

    private static Label label(String id, ObservableValue<String> text, String style) {
        Label label = new Label();
        label.setId(id);
        label.textProperty().bind(text);
        label.getStyleClass().add(style);
        return label;
    }
}
