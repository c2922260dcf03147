package org.skerry.slave.ui.help;

import java.util.Locale;
import javafx.scene.Scene;
import javafx.scene.input.KeyCombination;
import org.skerry.slave.ui.text.Sentence;

/** A key that does something: the list that F1 shows is the list of these. */
public enum Shortcut {
    HELP("F1"),
    SETTINGS("Shortcut+Comma"),
    NEW_RECORD("Shortcut+N"),
    DUPLICATE("Shortcut+D"),
    SAVE("Shortcut+S"),
    DELETE("Delete"),
    DELETE_TOO("Shortcut+Delete"),
    UNDO_DELETE("Shortcut+Z"),
    REMOVE_FIELD("Alt+Delete"),
    EDIT_FORM("Shortcut+Shift+F"),
    CLOSE("Esc"),
    SEARCH("Shortcut+F"),
    SORT("Shortcut+Shift+O"),
    REFRESH("F5"),
    ADMIN("Shortcut+Shift+P"),
    SWITCH_PERSON("Shortcut+L"),
    SIGN_OUT("Shortcut+Shift+L");

    private final KeyCombination keys;

    Shortcut(String keys) {
        this.keys = KeyCombination.valueOf(keys);
    }

    public KeyCombination keys() {
        return keys;
    }

    /** What it does. */
    public Sentence meaning() {
        return Sentence.of("help.shortcut." + name().toLowerCase(Locale.ROOT));
    }

    /** Makes it do nothing. */
    public void uninstall(Scene scene) {
        scene.getAccelerators().remove(keys);
    }

    /** Makes it do that while the scene is in front. */
    public void install(Scene scene, Runnable action) {
        scene.getAccelerators().put(keys, action);
    }
}
