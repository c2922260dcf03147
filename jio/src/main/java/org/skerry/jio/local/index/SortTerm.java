package org.skerry.jio.local.index;

import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.SortValue;

/**
 * What a field is sorted by as bytes, in the order of {@link SortValue#compareTo}: element by element, numbers as eight
 * bytes, texts with their end. Very long ones are cut.
 */
final class SortTerm {

    static final int MAX_BYTES = 1_024;

    private static final int NUMBER = 1;
    private static final int TEXT = 2;
    private static final int AFTER_TEXT = 3;

    private SortTerm() {}

    /** @throws IllegalArgumentException for dates, which are no JSON values */
    static BytesRef of(SortValue value) {
        Utf16Bytes bytes = new Utf16Bytes();
        for (SortValue.Element element : value.elements()) {
            switch (element) {
                case SortValue.Element.Numeric(double number) ->
                    bytes.tag(NUMBER).add(sortable(number));
                case SortValue.Element.Text(String text) ->
                    bytes.tag(TEXT)
                            .add(text.length() > MAX_BYTES ? text.substring(0, MAX_BYTES) : text)
                            .end();
                case SortValue.Element.Dated dated -> throw new IllegalArgumentException("a date is no field's value");
            }
            if (bytes.size() > MAX_BYTES) {
                break;
            }
        }
        BytesRef whole = bytes.ref();
        if (whole.length <= MAX_BYTES) {
            return whole;
        }
        whole.length = MAX_BYTES + 1;
        whole.bytes[MAX_BYTES] = 1; // after the one that ends right here
        return whole;
    }

    static boolean isCut(BytesRef term) {
        return term.length > MAX_BYTES;
    }

    private static byte[] sortable(double number) {
        byte[] bytes = new byte[Long.BYTES];
        NumericUtils.longToSortableBytes(NumericUtils.doubleToSortableLong(number), bytes, 0);
        return bytes;
    }

    /** Terms from one, to before another. */
    record Range(BytesRef from, BytesRef to) {}

    /** The terms whose first element is a text with that relation to another, which must not be {@link #isTooLong}. */
    static Range texts(Query.Operator operator, String text) {
        BytesRef at = new Utf16Bytes().tag(TEXT).add(text).end().ref();
        BytesRef after = BytesRef.deepCopyOf(at);
        after.bytes[after.length - 1] = 1;
        BytesRef first = new Utf16Bytes().tag(TEXT).ref();
        BytesRef end = new Utf16Bytes().tag(AFTER_TEXT).ref();
        return switch (operator) {
            case LESS -> new Range(first, at);
            case LESS_OR_EQUAL -> new Range(first, after);
            case GREATER -> new Range(after, end);
            case GREATER_OR_EQUAL -> new Range(at, end);
            case DEFAULT, EQUAL, NOT_EQUAL -> throw new IllegalArgumentException(operator + " is no order");
        };
    }

    /** Whether a text is so long that cut terms cannot be told from it. */
    static boolean isTooLong(String text) {
        return Utf16Bytes.of(text).length > MAX_BYTES - 3;
    }
}
