package org.skerry.slave.ui.report;

import atlantafx.base.theme.Styles;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.parts.Copying;
import org.skerry.slave.ui.text.Texts;

/** Tells of a fault in plain words; the report is there for those who can mend it. */
public final class ErrorView extends VBox {

    /** @param close called when the user has seen it */
    public ErrorView(String report, Texts texts, Runnable close) {
        setId("error");
        getStyleClass().add("error");
        Label title = new Label();
        title.setId("error-title");
        title.textProperty().bind(texts.of("report.title"));
        title.setGraphic(new FontIcon(Feather.ALERT_CIRCLE));
        title.getStyleClass().add(Styles.TITLE_4);
        Label sentence = new Label();
        sentence.setId("error-sentence");
        sentence.textProperty().bind(texts.of("report.sentence"));
        sentence.setWrapText(true);
        TextArea text = new TextArea(report);
        text.setId("error-report");
        text.setEditable(false);
        text.accessibleTextProperty().bind(texts.of("report.report"));
        VBox.setVgrow(text, Priority.ALWAYS);
        Button copy = button("error-copy", texts.of("report.copy"), () -> Copying.text(report));
        Button done = button("error-close", texts.of("report.close"), close);
        done.setDefaultButton(true);
        done.setCancelButton(true);
        HBox buttons = new HBox(copy, done);
        buttons.getStyleClass().add("buttons");
        getChildren().addAll(title, sentence, text, buttons);
    }

    private static Button button(String id, ObservableValue<String> name, Runnable action) {
        Button button = new Button();
        button.setId(id);
        button.textProperty().bind(name);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(pressed -> action.run());
        return button;
    }
}
