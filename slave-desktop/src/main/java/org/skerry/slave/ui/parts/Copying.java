package org.skerry.slave.ui.parts;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** What a button that copies does. JavaFX thread. */
public final class Copying {

    private Copying() {}

    /** Puts a text where people paste from. */
    public static void text(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
