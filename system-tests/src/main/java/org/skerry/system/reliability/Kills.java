package org.skerry.system.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * {@code kill -9} at any moment of a process that writes, attaches, asks, builds its index anew, makes backups and drops
 * history, all at once. Of each folder the last whole backup is restored and inspected, too.
 */
final class Kills implements Suite {

    private static final int WRITERS = 4;
    private static final int KILLS_A_FOLDER = 10;
    private static final int MAX_LIFE_MILLIS = 1_000;
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "kill -9";
    }

    @Override
    public SuiteResult run(Bench bench, int cases, long seed) throws IOException, InterruptedException {
        SuiteResult.Tally tally = new SuiteResult.Tally(name());
        int restored = 0;
        for (long run = seed; tally.cases() < cases; run++) {
            Path folder = bench.fresh(bench.work().resolve("killed"));
            Random random = new Random(run);
            for (int kill = 1; kill <= KILLS_A_FOLDER && tally.cases() < cases; kill++) {
                Progress progress = kill(folder, run, random);
                Findings findings = Inspection.of(folder.resolve("data"), run, progress);
                if (kill == KILLS_A_FOLDER) {
                    Optional<Findings> backup = KilledBackups.inspect(folder, folder.resolve("data"), run, progress);
                    backup.ifPresent(findings::addAll);
                    restored += backup.isPresent() ? 1 : 0;
                }
                tally.add("run %d, kill %d".formatted(run, kill), progress, findings);
            }
            bench.progress().accept("%,d of %,d, %,d backups restored".formatted(tally.cases(), cases, restored));
        }
        return tally.result();
    }

    private static Progress kill(Path folder, long run, Random random) throws IOException, InterruptedException {
        Path marks = folder.resolve("marks");
        long before = Files.exists(marks) ? Files.size(marks) : 0;
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dskerry.index.commit_millis=50",
                        "-Dskerry.history.compact_millis=40",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashProgram.class.getName(),
                        folder.resolve("data").toString(),
                        marks.toString(),
                        Long.toString(run),
                        Integer.toString(WRITERS),
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            Condition.await(
                    "the first mark", START_PATIENCE, () -> marks.toFile().length() > before || !process.isAlive());
            process.waitFor(random.nextInt(MAX_LIFE_MILLIS), TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly().waitFor();
        }
        if (marks.toFile().length() == before) {
            throw new IOException("It did not begin: " + Files.readString(folder.resolve("log")));
        }
        return MarkFile.progress(marks, WRITERS);
    }
}
