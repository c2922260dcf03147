package org.skerry.system.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** One way to look for lost records. */
interface Suite {

    String name();

    /**
     * Runs so many cases; the same ones for the same seed, as far as threads allow.
     *
     * @param seed of the first; each takes another
     */
    SuiteResult run(Bench bench, int cases, long seed) throws IOException, InterruptedException;

    /**
     * Where a suite works.
     *
     * @param work a folder of its own, on a disk that works
     */
    record Bench(Path work, Consumer<String> progress) {

        void tell(long done, long of) {
            progress.accept("%,d of %,d".formatted(done, of));
        }

        /** An empty folder. */
        Path fresh(Path folder) throws IOException {
            Folders.delete(folder);
            return Files.createDirectories(folder);
        }
    }
}
