package org.skerry.slave.ui.history;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.RecordVersion;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** A step in the list: what happened, when and by whom. */
final class StepCell extends ListCell<RecordVersion> {

    private final HistoryViewModel model;
    private final Texts texts;
    private final Label what = new Label();
    private final Label origin = new Label();
    private final VBox lines = new VBox(what, origin);

    StepCell(HistoryViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        setPrefWidth(0); // as wide as the list, never wider
        what.getStyleClass().add(Styles.TEXT_BOLD);
        origin.getStyleClass().add(Styles.TEXT_MUTED);
        origin.setWrapText(true);
        lines.getStyleClass().add("unsent-cell");
    }

    @Override
    protected void updateItem(@Nullable RecordVersion step, boolean isEmpty) {
        super.updateItem(step, isEmpty);
        if (step == null || isEmpty) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        Sentence said = model.words().what(step, model.steps());
        what.setText(texts.now(getIndex() == 0 ? Sentence.of("history.first", said) : said));
        what.getStyleClass().remove(Styles.TEXT_MUTED);
        if (!step.isKept()) {
            what.getStyleClass().add(Styles.TEXT_MUTED);
        }
        origin.setText(texts.now(model.words().origin(step)));
        setGraphic(lines);
        setAccessibleText(what.getText() + ". " + origin.getText());
    }
}
