package org.skerry.slave.ui.parts;

import atlantafx.base.theme.Styles;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** A button that is only an icon: its name is in the tooltip and for screen readers. */
public final class IconButton extends Button {

    public IconButton(String id, Ikon icon, ObservableValue<String> name, Runnable action) {
        super("", new FontIcon(icon));
        setId(id);
        getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        accessibleTextProperty().bind(name);
        Tooltip tooltip = new Tooltip();
        tooltip.textProperty().bind(name);
        setTooltip(tooltip);
        setOnAction(pressed -> action.run());
    }
}
