package org.skerry.jio.local;

import java.io.File;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;

/** What files need to survive a power cut, and what their failures mean. */
final class DurableFiles {

    /** Windows cannot open a folder, and keeps its entries by its own journal. */
    private static final boolean FOLDERS_SYNC = File.separatorChar == '/';

    private DurableFiles() {}

    /** Makes the entries of a folder durable: new, renamed and removed files. */
    static void syncFolder(@Nullable Path folder) throws IOException {
        if (folder != null && FOLDERS_SYNC) {
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    /** {@link StorageException.Unreachable} after an interrupt, {@link StorageException.Full} where the disk or the quota is full, else {@link StorageException.Failed}. */
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
