package org.skerry.protocol.transfer;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.skerry.jio.StorageException;

/** What failures of files on this PC mean. */
final class LocalFailures {

    private LocalFailures() {}

    static StorageException of(IOException failure) {
        if (failure instanceof ClosedByInterruptException) {
            return Transfer.givenUp();
        }
        String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (reason.contains("no space left") || reason.contains("not enough space") || reason.contains("quota")) {
            return full();
        }
        String what = switch (failure) {
            case NoSuchFileException none -> "There is no file or folder %s.".formatted(none.getFile());
            case AccessDeniedException denied ->
                "The file %s may not be used; check its rights.".formatted(denied.getFile());
            case FileNotFoundException none -> "The file cannot be opened: %s.".formatted(none.getMessage());
            case FileSystemException other -> "The file %s cannot be used.".formatted(other.getFile());
            default -> "The file cannot be read or written: %s.".formatted(failure.getMessage());
        };
        return new StorageException.Failed(what, failure);
    }

    static StorageException.Full full() {
        return new StorageException.Full(
                "There is no space left on this PC's disk for the attachment. Free some space and try again.");
    }
}
