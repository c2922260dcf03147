package org.skerry.slave.ui.unsent;

import atlantafx.base.theme.Styles;
import java.time.LocalDateTime;
import java.time.ZoneId;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.skerry.slave.ui.entry.Draft;
import org.skerry.slave.ui.entry.Standing;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** A record in the list: what it is called, and how it stands with it. */
final class UnsentCell extends ListCell<Draft> {

    private final Texts texts;
    private final Label name = new Label();
    private final Label state = new Label();
    private final VBox lines = new VBox(name, state);

    UnsentCell(Texts texts) {
        this.texts = texts;
        setPrefWidth(0); // as wide as the list, never wider
        name.getStyleClass().add(Styles.TEXT_BOLD);
        lines.getStyleClass().add("unsent-cell");
    }

    @Override
    protected void updateItem(@Nullable Draft draft, boolean isEmpty) {
        super.updateItem(draft, isEmpty);
        if (draft == null || isEmpty) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        String heading = texts.now(draft.heading());
        name.setText(draft.type().isEmpty() ? heading : heading + "  (" + draft.type() + ")");
        boolean isRefused = draft.standing() instanceof Standing.Refused;
        state.setText(texts.now(Sentence.of(
                "entry.unsent.at", LocalDateTime.ofInstant(draft.at(), ZoneId.systemDefault()), standing(draft))));
        state.getStyleClass().removeAll(Styles.DANGER, Styles.TEXT_MUTED);
        state.getStyleClass().add(isRefused ? Styles.DANGER : Styles.TEXT_MUTED);
        setGraphic(lines);
        setAccessibleText(name.getText() + ". " + state.getText());
    }

    private static Sentence standing(Draft draft) {
        return draft.standing() instanceof Standing.Refused(Sentence why) ? why : Sentence.of("entry.unsent.waiting");
    }
}
