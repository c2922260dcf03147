package org.skerry.master.backup;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Names in commands that somebody is to type, as a shell takes them. */
public final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]+");

    private ShellWord() {}

    /** As it is where that is one word, else in quotes. */
    public static String of(Path path) {
        String text = path.toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
