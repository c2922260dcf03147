package org.skerry.slave.files;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** Reads physical lines of bounded length, line ends (LF, CR LF, CR) included. Used by one thread. */
final class LineReader implements AutoCloseable {

    /** The longest line, in characters: a record of 1 MiB fits, however it is quoted or escaped. */
    static final int MAX_LENGTH = 4 * 1024 * 1024;

    private final TextFile file;
    private final Reader reader;
    private final StringBuilder text = new StringBuilder();
    private final char[] buffer = new char[16 * 1024];
    private int at;
    private int end;
    private long number;

    LineReader(TextFile file) {
        this.file = file;
        this.reader = file.reader();
    }

    /** The next line; what is longer than {@link #MAX_LENGTH} is cut, its rest skipped. */
    Optional<Line> next() {
        text.setLength(0);
        boolean isCut = false;
        int c = read();
        if (c < 0) {
            return Optional.empty();
        }
        while (c >= 0) {
            if (text.length() < MAX_LENGTH) {
                text.append((char) c);
            } else {
                isCut = true;
            }
            if (c == '\n' || c == '\r' && endsAtReturn(isCut)) {
                break;
            }
            c = read();
        }
        number++;
        return Optional.of(new Line(number, text.toString(), isCut));
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException unreadable) {
            throw file.failure(unreadable);
        }
    }

    private boolean endsAtReturn(boolean isCut) {
        int next = read();
        if (next >= 0 && next != '\n') {
            at--;
        } else if (next == '\n' && !isCut) {
            text.append('\n');
        }
        return true;
    }

    private int read() {
        if (at == end) {
            try {
                end = Math.max(0, reader.read(buffer));
                at = 0;
            } catch (IOException unreadable) {
                throw file.failure(unreadable);
            }
        }
        return at == end ? -1 : buffer[at++];
    }
}
