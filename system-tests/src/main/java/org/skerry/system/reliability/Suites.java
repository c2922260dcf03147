package org.skerry.system.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.skerry.jio.JsonText;

/** Starts suites, each in a process of its own. */
public final class Suites {

    private final Path folder;
    private final Consumer<String> progress;

    /**
     * @param folder to work in; what lies there afterwards is nobody's
     * @param progress is told how far a suite is
     */
    public Suites(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /** Whether this machine can have faulty disks; else it says in a sentence what is missing. */
    public static boolean isPossible() {
        return FaultyDisk.isPossible();
    }

    /** {@code kill -9} under writers. */
    public SuiteResult kills(int cases, long seed) throws IOException, InterruptedException {
        return here(new Kills(), cases, seed);
    }

    /** Histories of slaves that write the same records, judged. */
    public SuiteResult histories(int cases, long seed) throws IOException, InterruptedException {
        return here(new Histories(), cases, seed);
    }

    private SuiteResult here(Suite suite, int cases, long seed) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(folder, suite.name().replace(' ', '-'));
        return suite.run(new Suite.Bench(work, line -> progress.accept(suite.name() + ": " + line)), cases, seed);
    }

    /**
     * Runs one of those that need a faulty disk.
     *
     * @param suite power loss, nth call fails, disk full, clock jumps
     * @throws IOException if the process ended without a result
     */
    public SuiteResult onFaultyDisk(String suite, int cases, long seed) throws IOException, InterruptedException {
        Path own = Files.createTempDirectory(folder, suite.replace(' ', '-'));
        Map<String, String> environment = FaultyDisk.prepare(own);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                FaultProgram.class.getName()));
        command.addAll(List.of(
                suite,
                Integer.toString(cases),
                Long.toString(seed),
                Files.createDirectories(own.resolve("work")).toString()));
        Path log = own.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var out = process.inputReader()) {
            String line = out.readLine();
            if (process.waitFor() != 0 || line == null) {
                throw new IOException(
                        "The suite %s ended without a result: %s".formatted(suite, Files.readString(log)));
            }
            return SuiteResult.of(JsonText.read(line));
        } finally {
            process.destroyForcibly();
        }
    }
}
