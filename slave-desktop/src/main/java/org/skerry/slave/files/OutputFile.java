package org.skerry.slave.files;

import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/** A file that is there completely or not at all: written under another name beside its place, then renamed. */
final class OutputFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path target;
    private final Path unfinished;
    private final FileOutputStream file;
    private final Writer writer;
    private boolean isFinished;

    OutputFile(Path target) {
        this.target = target;
        if (Files.isDirectory(target)) {
            throw new FileFailure("%s is a folder, not a file.".formatted(target));
        }
        Path folder = target.toAbsolutePath().getParent();
        try {
            // not a temporary file of the system: those are for their owner alone, and an export is meant for others
            unfinished =
                    Files.createFile(folder.resolve(".%s.%s.part".formatted(target.getFileName(), UUID.randomUUID())));
            file = new FileOutputStream(unfinished.toFile());
            OutputStream out = Format.isPacked(target) ? new GZIPOutputStream(file, BUFFER_BYTES) : file;
            writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER_BYTES);
        } catch (IOException unwritable) {
            throw failure(unwritable);
        }
    }

    Writer writer() {
        return writer;
    }

    void append(String text) {
        try {
            writer.write(text);
        } catch (IOException unwritable) {
            throw failure(unwritable);
        }
    }

    void finish() {
        try {
            writer.flush();
            writer.close();
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            isFinished = true;
        } catch (IOException unwritable) {
            throw failure(unwritable);
        }
    }

    @Override
    public void close() {
        if (isFinished) {
            return;
        }
        try {
            file.close(); // not the writer: what is buffered is not wanted, and a full disk would refuse it again
            Files.deleteIfExists(unfinished);
        } catch (IOException unwritable) {
            throw failure(unwritable);
        }
    }

    FileFailure failure(IOException cause) {
        return new FileFailure(
                switch (cause) {
                    case NoSuchFileException missing ->
                        "%s cannot be written: there is no such folder.".formatted(target);
                    case AccessDeniedException denied -> "%s cannot be written: permission denied.".formatted(target);
                    default -> "%s cannot be written: %s.".formatted(target, cause.getMessage());
                },
                cause);
    }
}
