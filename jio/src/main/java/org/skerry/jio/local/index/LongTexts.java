package org.skerry.jio.local.index;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.apache.lucene.util.BitUtil;
import org.apache.lucene.util.BytesRef;
import org.skerry.jio.query.Interrupts;
import org.skerry.jio.query.LikePattern;

/**
 * The texts of one field of a record that are too long for a {@link ValueTerm}, folded, in one doc value: there wildcards are
 * compared with them, which takes a hundredth of reading the record.
 */
final class LongTexts {

    /** Longest text that is kept, in UTF-16 code units. For longer ones the record is read. */
    static final int MAX_LENGTH = 16_384;

    /** How many code units of a record's field are kept: a reader holds the largest value of each field in memory. */
    static final int MAX_ALL = 20_000;

    private LongTexts() {}

    /** Each with the number of its bytes before it. */
    static BytesRef of(List<String> texts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String text : texts) {
            byte[] folded = new Utf16Bytes().add(LikePattern.fold(text)).toByteArray();
            byte[] length = new byte[Integer.BYTES];
            BitUtil.VH_LE_INT.set(length, 0, folded.length);
            all.writeBytes(length);
            all.writeBytes(folded);
        }
        return new BytesRef(all.toByteArray());
    }

    /** What is asked of a folded text, which are some of some bytes. */
    interface Test {
        boolean matches(byte[] bytes, int from, int end);
    }

    static boolean anyMatches(BytesRef texts, Test test) {
        int at = texts.offset;
        while (at < texts.offset + texts.length) {
            int from = at + Integer.BYTES;
            Interrupts.check();
            at = from + (int) BitUtil.VH_LE_INT.get(texts.bytes, at);
            if (test.matches(texts.bytes, from, at)) {
                return true;
            }
        }
        return false;
    }
}
