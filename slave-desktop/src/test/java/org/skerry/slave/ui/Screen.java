package org.skerry.slave.ui;

import javafx.scene.Parent;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.text.Texts;

/**
 * A screen in one of its situations, for {@link ScreenCheck}.
 *
 * @param name for people
 */
record Screen(String name, Maker maker) {

    /** Makes the screen; on the JavaFX thread. */
    interface Maker {
        Parent make(DesktopSettings settings, Texts texts);
    }

    @Override
    public String toString() {
        return name;
    }
}
