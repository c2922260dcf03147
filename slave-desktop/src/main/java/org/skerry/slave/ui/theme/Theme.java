package org.skerry.slave.ui.theme;

/** How bright the window is. */
public enum Theme {
    /** As the rest of the desktop. */
    SYSTEM,
    LIGHT,
    DARK
}
