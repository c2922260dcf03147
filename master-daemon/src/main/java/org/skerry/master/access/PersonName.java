package org.skerry.master.access;

import java.text.Normalizer;
import java.util.Locale;

/**
 * How a person is called, in lists, in the audit and in the records he makes.
 *
 * @param text 1 to 64 characters; in Unicode's form NFKC, without space around it
 */
record PersonName(String text) {

    private static final int MAX_LENGTH = 64;

    /** @throws IllegalArgumentException with a plain sentence, if that is no name */
    PersonName {
        text = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The name of a person has 1 to %d characters.".formatted(MAX_LENGTH));
        }
        if (!text.codePoints().allMatch(PersonName::isPlain)) {
            throw new IllegalArgumentException(
                    "The name of a person has no parentheses and nothing that cannot be seen.");
        }
    }

    /** PCs are called "name (key)": with parentheses a person could be called like one. */
    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> point != '(' && point != ')';
        };
    }

    /** The same for names that differ in case only: no two people have the same. */
    String key() {
        String folded = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}
