package org.skerry.system.reliability;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    /** Their names, with how many cases a full run has; the faults of every call until there are no more. */
    public static Map<String, Integer> all() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("kill -9", 500);
        all.put("power loss", 1_000);
        all.put("nth call fails", 5_000);
        all.put("disk full", 100);
        all.put("bit flips", 1_000);
        all.put("clock jumps", 100);
        all.put("histories", 500);
        return all;
    }

    /**
     * Runs one.
     *
     * @throws IOException if its process ended without a result
     */
    public SuiteResult run(String suite, int cases, long seed) throws IOException, InterruptedException {
        return switch (suite) {
            case "kill -9" -> here(new Kills(), cases, seed);
            case "bit flips" -> here(new BitFlips(), cases, seed);
            case "histories" -> here(new Histories(), cases, seed);
            default -> onFaultyDisk(suite, cases, seed);
        };
    }

    private SuiteResult here(Suite suite, int cases, long seed) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(folder, suite.name().replace(' ', '-'));
        return suite.run(new Suite.Bench(work, line -> progress.accept(suite.name() + ": " + line)), cases, seed);
    }

    private SuiteResult onFaultyDisk(String suite, int cases, long seed) throws IOException, InterruptedException {
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
        try (BufferedReader out = process.inputReader()) {
            String last = "";
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line;
                if (!isResult(line)) {
                    progress.accept(suite + ": " + line);
                }
            }
            if (process.waitFor() != 0 || !isResult(last)) {
                throw new IOException(
                        "The suite %s ended without a result: %s".formatted(suite, Files.readString(log)));
            }
            return SuiteResult.of(JsonText.read(last));
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isResult(String line) {
        return line.startsWith("{");
    }
}
