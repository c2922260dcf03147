package org.skerry.system.reliability;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryParser;

/** Works on a storage in every way at the same time, backups and the dropping of history included, until it is killed. */
public final class CrashProgram {

    private static final int STEPS = 1_000_000;
    private static final int MAX_REST_MILLIS = 150;
    private static final int MAX_REST_BETWEEN_BACKUPS_MILLIS = 600;

    private CrashProgram() {}

    /** @param arguments the data folder, the file of marks, the seed, how many writers, the folder for backups */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        int writers = Integer.parseInt(arguments[3]);
        Progress progress = MarkFile.progress(file, writers);
        Path data = Path.of(arguments[0]);
        try (MarkFile marks = new MarkFile(file);
                LocalStorage storage = LocalStorage.open(data, KeySchema.NONE, historyKept(seed))) {
            KilledBackups backups = new KilledBackups(Path.of(arguments[4]), data);
            Random random = new Random(seed + progress.total());
            Thread.ofVirtual().start(() -> repeat(random.nextLong(), MAX_REST_MILLIS, () -> ask(storage)));
            Thread.ofVirtual().start(() -> repeat(random.nextLong(), MAX_REST_MILLIS, storage::reindex));
            Thread.ofVirtual()
                    .start(() -> repeat(
                            random.nextLong(), MAX_REST_BETWEEN_BACKUPS_MILLIS, () -> backups.make(storage, file)));
            new Crew(seed, progress, marks, Crew.AfterFailure.AGAIN).work(storage, STEPS);
        }
    }

    /** History is dropped as soon as it can be, where no script needs it. */
    private static Optional<Duration> historyKept(long seed) {
        return Script.isRestoring(seed) ? Optional.empty() : Optional.of(Duration.ofMillis(1));
    }

    private static void ask(Storage storage) {
        storage.allDocs(new AllDocs(
                QueryParser.parse("SearchableText:\"岛\" AND writer:>0"), List.of(), new Limit(0, 20), List.of(), true));
    }

    private static void repeat(long seed, int maxRestMillis, Runnable work) {
        Random random = new Random(seed);
        while (true) {
            try {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(maxRestMillis)); // so that a kill meets each kind of work
                work.run();
            } catch (StorageException busy) {
                // the next time perhaps
            } catch (InterruptedException nobodyDoes) {
                return;
            }
        }
    }
}
