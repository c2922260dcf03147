package org.skerry.system.bench.desktop;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.system.bench.BenchFailed;
import org.skerry.system.bench.Effort;
import org.skerry.system.bench.Lab;
import org.skerry.system.bench.Machine;
import org.skerry.system.bench.Report;
import org.skerry.system.bench.query.Dataset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code skerry bench desktop}. */
@Command(
        name = "desktop",
        description =
                "Measures the window: how soon it is there, how much memory it takes, how long it ever stands still,"
                        + " with a master in a process of its own. Needs no screen; leaves nothing behind.")
public final class DesktopCommand implements Callable<Integer> {

    private static final String STANDARD_OUTPUT = "-";

    @Option(names = "--records", paramLabel = "N", description = "How many records; default: ${DEFAULT-VALUE}")
    private int records = 100_000;

    @Option(
            names = "--data-files",
            paramLabel = "DIR",
            description = "Where world-cities.csv.gz and china-villages.csv.gz are; default: 10,000 cities of our own,"
                    + " and the rest invented.")
    private @Nullable Path files;

    @Option(names = "--rounds", paramLabel = "N", description = "How often to measure; default: ${DEFAULT-VALUE}")
    private int rounds = 5;

    @Option(
            names = "--span",
            paramLabel = "MS",
            description = "How many milliseconds of scrolling there are in a round; default: ${DEFAULT-VALUE}")
    private int span = 3_000;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes the result there as JSON too; with - to standard output instead of the table.")
    private @Nullable String json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (records < 1 || rounds < 1 || span < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--records, --rounds and --span are numbers from 1.");
        }
        PrintWriter err = spec.commandLine().getErr();
        try (Lab lab = Lab.open(err::println)) {
            Dataset dataset =
                    files == null ? Dataset.ofOwnCities(lab.folder("cities"), records) : Dataset.of(files, records);
            Effort effort = new Effort(rounds, Duration.ofMillis(span));
            Report report = new Report(Machine.description(), effort);
            DesktopBench bench = new DesktopBench(dataset, records);
            double before = Machine.load();
            report.add(bench, bench.run(lab, effort), before, Machine.load());
            write(report);
            return 0;
        } catch (BenchFailed | StorageException failed) {
            err.println("The benchmark failed: " + failed.getMessage());
            return 1;
        }
    }

    private void write(Report report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        String text = JsonText.write(report.json());
        if (STANDARD_OUTPUT.equals(json)) {
            out.println(text);
            out.flush();
            return;
        }
        report.print(out);
        if (json != null) {
            Files.writeString(Path.of(json), text + "\n");
        }
    }
}
