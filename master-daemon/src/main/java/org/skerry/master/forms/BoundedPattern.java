package org.skerry.master.forms;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import java.util.regex.MatchResult;
import org.skerry.jio.StorageException;

/**
 * A pattern of a form. Java's own regular expressions can take longer than the world lasts; RE2's take time in proportion
 * to the text and to the pattern, both of which are limited here.
 */
final class BoundedPattern implements RegularExpression {

    /** The longest pattern, in UTF-16 units. */
    static final int MAX_LENGTH = 256;

    /** The longest text that a pattern is tried on, in UTF-16 units; a longer one does not match. */
    static final int MAX_TEXT = 4_096;

    /** What counts in braces may come to, multiplied: RE2 writes {@code (a{9}){9}} out 81 times before it looks. */
    private static final long MAX_REPEATS = 1_000;

    private static final java.util.regex.Pattern COUNT =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws StorageException.BadRequest if it is no pattern, or one that is too much */
    static BoundedPattern of(String text) {
        if (text.length() > MAX_LENGTH || repeats(text) > MAX_REPEATS) {
            throw new StorageException.BadRequest(
                    "A pattern may have %d characters and repeat things %d times in all; make this one simpler: %s"
                            .formatted(MAX_LENGTH, MAX_REPEATS, shown(text)));
        }
        try {
            return new BoundedPattern(Pattern.compile(text));
        } catch (PatternSyntaxException unreadable) {
            throw new StorageException.BadRequest(
                    "This pattern cannot be read; it may not look ahead or back: " + shown(text), unreadable);
        }
    }

    @Override
    public boolean matches(String text) {
        return text.length() <= MAX_TEXT && pattern.matcher(text).find();
    }

    private static long repeats(String text) {
        return COUNT.matcher(text)
                .results()
                .mapToLong(BoundedPattern::count)
                .reduce(1, (one, other) -> Math.min(one * other, MAX_REPEATS + 1));
    }

    private static long count(MatchResult braces) {
        long least = Long.parseLong(braces.group(1));
        String most = braces.group(2);
        return Math.max(1, most == null || most.isEmpty() ? least : Math.max(least, Long.parseLong(most)));
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
