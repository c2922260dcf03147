package org.skerry.slave.ui.help;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import org.skerry.slave.ui.text.Texts;

/** The keys that do something, as a table. */
public final class ShortcutsView extends GridPane {

    public ShortcutsView(Texts texts) {
        setId("shortcuts");
        getStyleClass().add("shortcuts");
        Label title = new Label();
        title.setId("shortcuts-title");
        title.textProperty().bind(texts.of("help.title"));
        title.getStyleClass().add(Styles.TEXT_BOLD);
        add(title, 0, 0, 2, 1);
        for (Shortcut shortcut : Shortcut.values()) {
            Label keys = new Label(shortcut.keys().getDisplayText());
            keys.getStyleClass().add("key");
            Label meaning = new Label();
            meaning.textProperty().bind(texts.of(shortcut.meaning().key()));
            keys.setLabelFor(meaning);
            addRow(getRowCount(), keys, meaning);
        }
    }
}
