package org.skerry.slave.ui.help;

import java.util.List;
import java.util.Locale;
import javafx.scene.Scene;
import javafx.scene.input.KeyCombination;
import org.skerry.slave.ui.text.Sentence;

/** A key that does something: the list that F1 shows is the list of these. */
public enum Shortcut {
    HELP("F1"),
    ABOUT("Shift+F1"),
    SETTINGS("Shortcut+Comma"),
    NEW_RECORD("Shortcut+N"),
    DUPLICATE("Shortcut+D"),
    SAVE("Shortcut+S"),
    DELETE("Delete"),
    DELETE_TOO("Shortcut+Delete"),
    UNDO_DELETE("Shortcut+Z"),
    REMOVE_FIELD("Alt+Delete"),
    ATTACH("Shortcut+Shift+A"),
    PASTE_FILES("Shortcut+V"),
    EDIT_FORM("Shortcut+Shift+F"),
    CLOSE("Esc"),
    SEARCH("Shortcut+F"),
    SORT("Shortcut+Shift+O"),
    REFRESH("F5"),
    HISTORY("Shortcut+Shift+H"),
    REMOVED("Shortcut+Shift+R"),
    ADMIN("Shortcut+Shift+P"),
    SWITCH_PERSON("Shortcut+L"),
    SIGN_OUT("Shortcut+Shift+L");

    /** Those that would do something to records which another screen hides. */
    public static final List<Shortcut> OF_RECORDS = List.of(
            NEW_RECORD,
            DUPLICATE,
            SAVE,
            DELETE,
            DELETE_TOO,
            UNDO_DELETE,
            SEARCH,
            SORT,
            REFRESH,
            ATTACH,
            PASTE_FILES,
            EDIT_FORM,
            ADMIN,
            HISTORY,
            REMOVED);

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
