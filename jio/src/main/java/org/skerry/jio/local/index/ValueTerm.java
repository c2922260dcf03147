package org.skerry.jio.local.index;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.lucene.util.BytesRef;
import org.skerry.jio.query.LikePattern;

/**
 * One text of a field as a term: a tag, the text as wildcards compare it (folded), and the text itself where it differs. So
 * one term answers equality, prefixes whatever the case, and what the value is.
 *
 * <p>A long text keeps its beginning and a hash: found by equality and by a short prefix, but no longer by its whole.
 */
final class ValueTerm {

    /** Longest text that is kept as a whole, in UTF-16 code units. */
    static final int MAX_LENGTH = 256;

    /** A value that JavaScript takes for false: queries without a key do not look at it. */
    static final int FALSY = 0;

    static final int WHOLE = 1;
    static final int LONG = 2;

    private ValueTerm() {}

    static BytesRef of(String text, boolean isSearched) {
        if (text.length() > MAX_LENGTH) {
            return new Utf16Bytes()
                    .tag(LONG)
                    .add(LikePattern.fold(text.substring(0, MAX_LENGTH)))
                    .end()
                    .add(sha256(text))
                    .ref();
        }
        String folded = LikePattern.fold(text);
        Utf16Bytes bytes =
                new Utf16Bytes().tag(isSearched ? WHOLE : FALSY).add(folded).end();
        return (folded.equals(text) ? bytes : bytes.add(text)).ref();
    }

    /** Whether a folded text may stand in one that JavaScript takes for false: "", "0", "false", numbers next to 0. */
    static boolean mayBeInFalsy(String folded) {
        return "FALSE".contains(folded) || folded.chars().allMatch(c -> "0123456789.E+-".indexOf(c) >= 0);
    }

    static boolean isLong(String text) {
        return text.length() > MAX_LENGTH;
    }

    /** The bytes that all terms of a tag begin with whose text begins with a folded text. */
    static BytesRef prefix(int tag, String folded) {
        return new Utf16Bytes().tag(tag).add(folded).ref();
    }

    static int tag(BytesRef term) {
        return term.bytes[term.offset];
    }

    /** The text as wildcards compare it; of a long one its beginning. */
    static String folded(BytesRef term) {
        return Utf16Bytes.text(term, 1, foldedEnd(term));
    }

    /** Where the folded text ends; it begins after the tag. Mostly what follows is nothing, or a text as long. */
    static int foldedEnd(BytesRef term) {
        int last = term.length - 2;
        if (isEnd(term, last)) {
            return last;
        }
        int middle = 1 + (term.length - 3) / 2;
        return isEnd(term, middle) ? middle : Utf16Bytes.endOf(term, 1);
    }

    private static boolean isEnd(BytesRef term, int at) {
        return term.bytes[term.offset + at] == 0 && term.bytes[term.offset + at + 1] == 0;
    }

    /** The text itself; not of a long one. */
    static String text(BytesRef term) {
        int end = foldedEnd(term);
        return end + 2 == term.length ? Utf16Bytes.text(term, 1, end) : Utf16Bytes.text(term, end + 2, term.length);
    }

    /** Of the code units: as UTF-8 or UTF-16, all halves of surrogate pairs would be the same question mark. */
    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(new Utf16Bytes().add(text).toByteArray());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
