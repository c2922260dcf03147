package org.skerry.slave.ui.history;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.FormId;
import org.skerry.jio.RemovedRecord;
import org.skerry.slave.ui.text.Texts;

/** A removed record in the list: what it is called, when and by whom it was removed. */
final class RemovedCell extends ListCell<RemovedRecord> {

    private final RemovedViewModel model;
    private final Texts texts;
    private final Label name = new Label();
    private final Label origin = new Label();
    private final VBox lines = new VBox(name, origin);

    RemovedCell(RemovedViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        setPrefWidth(0); // as wide as the list, never wider
        name.getStyleClass().add(Styles.TEXT_BOLD);
        origin.getStyleClass().add(Styles.TEXT_MUTED);
        origin.setWrapText(true);
        lines.getStyleClass().add("unsent-cell");
    }

    @Override
    protected void updateItem(@Nullable RemovedRecord record, boolean isEmpty) {
        super.updateItem(record, isEmpty);
        if (record == null || isEmpty) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        String heading = texts.now(RemovedViewModel.heading(record));
        String type = FormId.typeOf(record.body());
        name.setText(type.isEmpty() || type.equals(heading) ? heading : heading + "  (" + type + ")");
        origin.setText(texts.now(model.words().origin(record.removal())));
        setGraphic(lines);
        setAccessibleText(name.getText() + ". " + origin.getText());
    }
}
