package org.skerry.slave.ui.records;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** Says in the table's place why there are no rows, with what to do. */
final class EmptyView extends VBox {

    EmptyView(RecordsViewModel model, Texts texts) {
        getStyleClass().add("rows-empty");
        FontIcon icon = new FontIcon(Feather.INBOX);
        icon.getStyleClass().add("rows-empty-icon");
        Label sentence = new Label();
        sentence.setId("rows-empty");
        sentence.setWrapText(true);
        sentence.textProperty().bind(texts.of(model.emptiness().map(EmptyView::sentence)));
        icon.visibleProperty().bind(sentence.textProperty().isNotEmpty());
        Button all = new Button();
        all.setId("rows-show-all");
        all.textProperty().bind(texts.of("records.showAll"));
        all.setMinWidth(USE_PREF_SIZE);
        all.setOnAction(pressed -> model.showAll());
        all.visibleProperty().bind(model.emptiness().map(RecordsViewModel.Emptiness::isOfSomebody));
        all.managedProperty().bind(all.visibleProperty());
        getChildren().addAll(icon, sentence, all);
    }

    private static Sentence sentence(RecordsViewModel.Emptiness why) {
        return switch (why) {
            case UNKNOWN, NOT_EMPTY -> Sentence.NONE;
            case NO_RECORDS -> Sentence.of("records.empty");
            case NONE_OF_TYPE -> Sentence.of("records.empty.type");
            case NOT_FOUND -> Sentence.of("records.empty.search");
            case NOT_CHOSEN -> Sentence.of("records.empty.choice");
            case NEITHER -> Sentence.of("records.empty.both");
        };
    }
}
