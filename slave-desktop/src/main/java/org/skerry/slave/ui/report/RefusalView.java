package org.skerry.slave.ui.report;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** Says in one sentence why there is nothing else to see. */
public final class RefusalView extends VBox {

    /** @param close called when the user has seen it */
    public RefusalView(Sentence why, Texts texts, Runnable close) {
        setId("refusal");
        getStyleClass().addAll("error", "refusal");
        Label sentence = new Label();
        sentence.setId("refusal-sentence");
        sentence.textProperty().bind(texts.of(why.key(), why.arguments().toArray()));
        sentence.setGraphic(new FontIcon(Feather.INFO));
        sentence.setWrapText(true);
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        sentence.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        VBox.setVgrow(sentence, Priority.ALWAYS);
        Button done = new Button();
        done.setId("refusal-close");
        done.textProperty().bind(texts.of("report.close"));
        done.setDefaultButton(true);
        done.setCancelButton(true);
        done.setOnAction(pressed -> close.run());
        HBox buttons = new HBox(done);
        buttons.getStyleClass().add("buttons");
        getChildren().addAll(sentence, buttons);
    }
}
