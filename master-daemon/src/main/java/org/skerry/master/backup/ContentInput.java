package org.skerry.master.backup;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file of a content, as far as the disk can read it: it ends where that fails, so that what fails in copying it is the
 * writing. Whether all of it was there is told by its SHA-256. One thread.
 */
final class ContentInput extends InputStream {

    private static final Logger LOG = System.getLogger(ContentInput.class.getName());

    private final Path file;
    private final InputStream input;

    ContentInput(Path file, InputStream input) {
        this.file = file;
        this.input = input;
    }

    static InputStream of(Path file) {
        try {
            return new ContentInput(file, Files.newInputStream(file));
        } catch (IOException unreadable) {
            log(file, unreadable);
            return InputStream.nullInputStream();
        }
    }

    private static void log(Path file, IOException unreadable) {
        LOG.log(Level.WARNING, "A content cannot be read file={0}: {1}", file, unreadable.getMessage());
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
        try {
            return input.read(bytes, from, length);
        } catch (IOException unreadable) {
            log(file, unreadable);
            return -1;
        }
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException unreadable) {
            log(file, unreadable);
        }
    }
}
