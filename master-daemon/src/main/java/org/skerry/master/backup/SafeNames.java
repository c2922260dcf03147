package org.skerry.master.backup;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names for files that any system takes, of whatever people have called something: no folders in them, no devices, nothing that
 * turns writing around, no two that are one on a disk which ignores case.
 */
final class SafeNames {

    private static final int MAX_BYTES = 120;
    private static final int MAX_ENDING = 12;

    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$)(\\..*)?");

    private static final String FORBIDDEN = "<>:\"/\\|?*%";

    private final Set<String> taken = new HashSet<>();

    /** One that was not given before, as much like the name as can be. */
    String of(String name, String otherwise) {
        String plain = shortened(cleaned(name, otherwise));
        String ending = ending(plain);
        String stem = plain.substring(0, plain.length() - ending.length());
        String found = plain;
        for (int number = 2;
                !taken.add(Normalizer.normalize(found, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
                number++) {
            found = stem + " (" + number + ")" + ending;
        }
        return found;
    }

    private static String cleaned(String name, String otherwise) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFC)
                .codePoints()
                .map(point -> isPlain(point) ? point : '_')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        plain = plain.replaceAll("^\\.+", "_").replaceAll("[. ]+$", "_");
        if (plain.isEmpty()) {
            return otherwise;
        }
        return DEVICE.matcher(plain).matches() ? "_" + plain : plain;
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> FORBIDDEN.indexOf(point) < 0;
        };
    }

    private static String shortened(String name) {
        if (bytes(name) <= MAX_BYTES) {
            return name;
        }
        String ending = ending(name);
        int end = name.length() - ending.length();
        while (bytes(name.substring(0, end)) + bytes(ending) > MAX_BYTES) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end) + ending;
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && name.length() - dot <= MAX_ENDING ? name.substring(dot) : "";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
