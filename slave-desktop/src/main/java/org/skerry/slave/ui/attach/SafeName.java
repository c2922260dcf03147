package org.skerry.slave.ui.attach;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of attachments come from others: what of them may name a file on this PC, and what may be shown. */
final class SafeName {

    /** In UTF-8. File systems allow 255, of which a name with {@code .part} at its end needs some more. */
    private static final int MAX_BYTES = 200;

    private static final int MAX_ENDING = 20;

    private static final String NAMELESS = "file";

    /** What separates folders, streams and drives somewhere, or stands for several names. */
    private static final Pattern FORBIDDEN = Pattern.compile("[/\\\\:*?\"<>|]");

    /** Windows takes these for devices, whatever follows a dot. */
    private static final Pattern DEVICE = Pattern.compile(
            "(?:con|prn|aux|nul|conin\\$|conout\\$|clock\\$|com[0-9¹²³]|lpt[0-9¹²³])\\s*(?:\\..*)?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private SafeName() {}

    /** A name for a file in any folder of any system. */
    static String of(String name) {
        String plain = FORBIDDEN.matcher(readable(name)).replaceAll("_");
        plain = withoutEnd(plain.replaceAll("^[.\\s]+", ""));
        if (plain.isEmpty()) {
            return NAMELESS;
        }
        String cut = cut(plain);
        return DEVICE.matcher(cut).matches() ? "_" + cut : cut;
    }

    /** The name without what cannot be seen, or makes it look like another one. */
    static String readable(String name) {
        StringBuilder seen = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFC)
                .codePoints()
                .filter(SafeName::isSeen)
                .forEach(seen::appendCodePoint);
        return seen.toString();
    }

    private static boolean isSeen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT, // directions of writing among them
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The same with a number before its end: {@code scan (2).pdf}. */
    static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        int end = dot <= 0 ? name.length() : dot;
        return "%s (%d)%s".formatted(name.substring(0, end), number, name.substring(end));
    }

    /** Its end says what it is, and stays. */
    private static String cut(String name) {
        if (bytes(name) <= MAX_BYTES) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= MAX_ENDING ? name.substring(dot) : "";
        String start = name.substring(0, name.length() - ending.length());
        while (bytes(start) + bytes(ending) > MAX_BYTES) {
            start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
        }
        return withoutEnd(start) + ending.toLowerCase(Locale.ROOT);
    }

    /** Windows would take dots and spaces away there. */
    private static String withoutEnd(String name) {
        return name.replaceAll("[.\\s]+$", "");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
