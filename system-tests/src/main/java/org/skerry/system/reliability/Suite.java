package org.skerry.system.reliability;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

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
    record Bench(FaultyDisk disk, Path work, PrintStream progress) {

        void tell(long done, long of) {
            progress.printf("%,d of %,d%n", done, of);
        }

        /** An empty folder. */
        Path fresh(Path folder) throws IOException {
            Folders.delete(folder);
            return Files.createDirectories(folder);
        }
    }
}
