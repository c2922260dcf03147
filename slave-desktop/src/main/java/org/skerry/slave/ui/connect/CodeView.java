package org.skerry.slave.ui.connect;

import atlantafx.base.theme.Styles;
import javafx.application.Platform;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.skerry.slave.ui.text.Texts;

/** Asks for the code of a master, when it wants one. */
final class CodeView extends VBox {

    private static final int CODE_COLUMNS = 8;

    private final TextField code = new TextField();

    CodeView(ConnectViewModel model, Texts texts) {
        CodeViewModel asked = model.code();
        setId("code-form");
        getStyleClass().add("connect-form");
        Label what = label("code-what", texts.of("connect.code.what"), Styles.TEXT_MUTED);
        what.setWrapText(true);
        Label codeLabel = label("code-label", texts.of("connect.code"), Styles.TEXT_BOLD);
        codeLabel.setLabelFor(code);
        prepare(code, "code", asked.code(), texts.of("connect.code"), model);
        code.getStyleClass().add("connect-code");
        code.setPrefColumnCount(CODE_COLUMNS);
        code.setMaxWidth(USE_PREF_SIZE);
        TextField name = new TextField();
        Label nameLabel = label("code-name-label", texts.of("connect.code.name"), Styles.TEXT_BOLD);
        nameLabel.setLabelFor(name);
        prepare(name, "code-name", asked.name(), texts.of("connect.code.name"), model);
        getChildren().addAll(what, codeLabel, code, nameLabel, name);
        visibleProperty().bind(asked.isWanted());
        managedProperty().bind(asked.isWanted());
        model.failure().subscribe(why -> {
            if (!why.isEmpty() && asked.isWanted().get()) {
                Platform.runLater(code::requestFocus); // later than the address, which wants it too
            }
        });
    }

    private static void prepare(
            TextField field,
            String id,
            StringProperty text,
            ObservableValue<String> accessible,
            ConnectViewModel model) {
        field.setId(id);
        field.textProperty().bindBidirectional(text);
        field.accessibleTextProperty().bind(accessible);
        field.disableProperty().bind(model.isJoining());
    }

    private static Label label(String id, ObservableValue<String> text, String style) {
        Label label = new Label();
        label.setId(id);
        label.textProperty().bind(text);
        label.getStyleClass().add(style);
        return label;
    }
}
