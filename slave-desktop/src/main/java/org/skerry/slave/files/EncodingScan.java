package org.skerry.slave.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;

/** Looks through bytes for the first place that is no text in an encoding. */
final class EncodingScan {

    private static final int BUFFER_SIZE = 64 * 1024;

    private final CharsetDecoder decoder;
    private final CharBuffer text = CharBuffer.allocate(BUFFER_SIZE);
    private long line = 1;

    /**
     * A place that is no text.
     *
     * @param line from 1
     * @param isNul it decodes, but to NUL, which no text file holds
     */
    record Fault(long line, boolean isNul) {}

    private EncodingScan(Charset charset) {
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    static Optional<Fault> firstFault(InputStream in, Charset charset) throws IOException {
        return new EncodingScan(charset).run(in);
    }

    private Optional<Fault> run(InputStream in) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER_SIZE);
        boolean isLast = false;
        while (!isLast) {
            int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
            isLast = count < 0;
            bytes.position(bytes.position() + Math.max(0, count)).flip();
            CoderResult result;
            do {
                result = decoder.decode(bytes, text, isLast);
                if (holdsNul()) {
                    return Optional.of(new Fault(line, true));
                }
                if (result.isError()) {
                    return Optional.of(new Fault(line, false));
                }
            } while (result.isOverflow());
            bytes.compact();
        }
        return Optional.empty();
    }

    private boolean holdsNul() {
        text.flip();
        char[] chars = text.array();
        for (int i = 0; i < text.limit(); i++) {
            if (chars[i] == '\n') {
                line++;
            } else if (chars[i] == 0) {
                return true;
            }
        }
        text.clear();
        return false;
    }
}
