package org.skerry.jio.local.index;

import java.io.ByteArrayOutputStream;
import org.apache.lucene.util.BytesRef;

/**
 * Texts as bytes in the order of their UTF-16 code units, which is JavaScript's order of texts: each code unit by itself as
 * UTF-8 would write it (halves of surrogate pairs, too), and U+0000 as two bytes, so that two zero bytes can end a text.
 */
final class Utf16Bytes extends ByteArrayOutputStream {

    Utf16Bytes() {
        super(64);
    }

    static BytesRef of(String text) {
        return new Utf16Bytes().add(text).ref();
    }

    Utf16Bytes tag(int tag) {
        write(tag);
        return this;
    }

    Utf16Bytes add(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                write(0);
                write(1);
            } else if (c < 0x80) {
                write(c);
            } else if (c < 0x800) {
                write(0xc0 | c >> 6);
                write(0x80 | c & 0x3f);
            } else {
                write(0xe0 | c >> 12);
                write(0x80 | c >> 6 & 0x3f);
                write(0x80 | c & 0x3f);
            }
        }
        return this;
    }

    /** Ends a text: what continues the text itself sorts after. */
    Utf16Bytes end() {
        write(0);
        write(0);
        return this;
    }

    Utf16Bytes add(byte[] bytes) {
        write(bytes, 0, bytes.length);
        return this;
    }

    BytesRef ref() {
        return new BytesRef(toByteArray());
    }

    /** Where the text that begins at some place ends: at two zero bytes, or with the bytes. */
    static int endOf(BytesRef bytes, int from) {
        int end = bytes.offset + bytes.length;
        for (int i = bytes.offset + from; i < end; i++) {
            if (bytes.bytes[i] == 0) {
                if (i + 1 < end && bytes.bytes[i + 1] == 0) {
                    return i - bytes.offset;
                }
                i++;
            }
        }
        return bytes.length;
    }

    /** The text between two places. */
    static String text(BytesRef bytes, int from, int to) {
        return text(bytes.bytes, bytes.offset + from, bytes.offset + to);
    }

    static String text(byte[] bytes, int from, int end) {
        StringBuilder text = new StringBuilder(end - from);
        for (int i = from; i < end; i++) {
            int b = bytes[i] & 0xff;
            if (b == 0) {
                text.append((char) 0);
                i++;
            } else if (b < 0x80) {
                text.append((char) b);
            } else if (b < 0xe0) {
                text.append((char) ((b & 0x1f) << 6 | bytes[++i] & 0x3f));
            } else {
                text.append((char) ((b & 0x0f) << 12 | (bytes[++i] & 0x3f) << 6 | bytes[++i] & 0x3f));
            }
        }
        return text.toString();
    }
}
