package org.skerry.slave;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.slave.files.FileFailure;

/** The lines of standard input: UTF-8, of bounded length. Used by one thread. */
final class InputLines {

    /** The longest line: more than any message that a master takes. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private final InputStream in;

    InputLines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /**
     * The next line without its end; empty at the end of the input.
     *
     * @throws StorageException if this line is too long or no UTF-8; the next can be read
     */
    Optional<String> next() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        try {
            int c = in.read();
            if (c < 0) {
                return Optional.empty();
            }
            while (c >= 0 && c != '\n') {
                tooLong |= line.size() == MAX_BYTES;
                if (!tooLong) {
                    line.write(c);
                }
                c = in.read();
            }
        } catch (IOException unreadable) {
            throw new FileFailure("Standard input cannot be read: %s.".formatted(unreadable.getMessage()), unreadable);
        }
        if (tooLong) {
            throw new StorageException.TooLarge("A line may have up to %,d bytes.".formatted(MAX_BYTES));
        }
        return Optional.of(JsonText.utf8Text(line.toByteArray()));
    }
}
