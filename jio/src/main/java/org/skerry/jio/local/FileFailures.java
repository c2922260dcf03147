package org.skerry.jio.local;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Locale;
import org.skerry.jio.StorageException;

/** What failures of files mean. */
final class FileFailures {

    private FileFailures() {}

    /**
     * {@link StorageException.Unreachable} after an interrupt, {@link StorageException.Full} where the disk or the quota is
     * full, else {@link StorageException.Failed}.
     */
    static StorageException failure(String sentence, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return new StorageException.Unreachable("The call was cancelled.", cause);
        }
        String reason = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        boolean isFull =
                reason.contains("no space left") || reason.contains("not enough space") || reason.contains("quota");
        return isFull ? SqlFailures.full(cause) : new StorageException.Failed(sentence, cause);
    }
}
