package org.skerry.system.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Marks in a file, for whoever looks after the process is gone. Thread-safe. */
final class MarkFile implements Crew.Marks, AutoCloseable {

    private final FileChannel file;

    MarkFile(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public synchronized void add(byte[] mark) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(mark);
            while (rest.hasRemaining()) {
                file.write(rest);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Progress progress(Path path, int writers) throws IOException {
        return Progress.of(Files.exists(path) ? Files.readAllBytes(path) : new byte[0], writers);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
