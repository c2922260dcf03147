package org.skerry.system.bench.live;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.system.bench.BenchFailed;
import org.skerry.system.bench.Effort;
import org.skerry.system.bench.Figure;
import org.skerry.system.bench.Lab;
import org.skerry.system.bench.Machine;
import org.skerry.system.bench.Report;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code skerry bench live}. */
@Command(
        name = "live",
        description =
                "Measures how soon slaves hear what happens to the queries they follow, and what it costs the master."
                        + " Leaves nothing behind.")
public final class LiveCommand implements Callable<Integer> {

    private static final int MOST = 4_000;

    @Option(
            names = "--subscriptions",
            paramLabel = "N",
            description = "How many queries are followed; default: ${DEFAULT-VALUE}")
    private int subscriptions = 1_000;

    @Option(names = "--changes", paramLabel = "N", description = "How many changes a second; default: ${DEFAULT-VALUE}")
    private int changes = 200;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long to measure, and three times as long before; default: ${DEFAULT-VALUE}")
    private int seconds = 20;

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
        if (subscriptions < 1 || subscriptions > MOST || changes < 1 || seconds < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--changes and --seconds are numbers from 1, --subscriptions one from 1 to %,d.".formatted(MOST));
        }
        Effort effort = new Effort(1, Duration.ofSeconds(seconds));
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        try (Lab lab = Lab.open(err::println)) {
            LiveBench bench = new LiveBench(subscriptions, changes);
            double before = Machine.load();
            List<Figure> figures = bench.run(lab, effort);
            Report report = new Report(Machine.description(), effort);
            report.add(bench, figures, before, Machine.load());
            if ("-".equals(json)) {
                out.println(JsonText.write(report.json()));
            } else {
                report.print(out);
                if (json != null) {
                    Files.writeString(Path.of(json), JsonText.write(report.json()) + "\n");
                }
            }
            return 0;
        } catch (BenchFailed | StorageException failed) {
            err.println("The benchmark failed: " + failed.getMessage());
            return 1;
        }
    }
}
