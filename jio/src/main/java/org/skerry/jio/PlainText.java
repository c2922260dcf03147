package org.skerry.jio;

/** Texts that somebody else wrote, as they may go to a terminal: nobody's name moves the cursor there. */
public final class PlainText {

    private PlainText() {}

    /** A line of it: what controls, or is not seen, is a question mark. */
    public static String line(String text) {
        return text.codePoints()
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The same JSON, but what controls a terminal is written in digits: JSON itself does so with what is below U+0020 only. */
    public static String json(String json) {
        if (json.chars().noneMatch(PlainText::isRaw)) {
            return json;
        }
        StringBuilder plain = new StringBuilder();
        json.chars().forEach(c -> {
            if (isRaw(c)) {
                plain.append("\\u%04x".formatted(c));
            } else {
                plain.append((char) c);
            }
        });
        return plain.toString();
    }

    private static boolean isRaw(int c) {
        return c >= 0x7f && c <= 0x9f;
    }
}
