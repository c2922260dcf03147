package org.skerry.system.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code skerry bench}. */
@Command(
        name = "bench",
        description =
                "Measures this build on this PC: connecting, reading, writing, working under a flood of strangers, sending large attachments, each over real WebRTC to a master in"
                        + " a process of its own, with what it is compared with measured in turns. Takes ten minutes; leaves"
                        + " nothing behind.")
public final class BenchCommand implements Callable<Integer> {

    private static final List<String> NAMES =
            List.of("connect", "get", "posts", "strangers", "revoke", "attachments", "backup");

    /** Takes long and much space: by its name only. */
    private static final String BACKUP = "backup";

    private static final String STANDARD_OUTPUT = "-";

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "connect, get, posts, strangers, revoke or attachments; all of them if none is named."
                    + " backup by its name only")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes the result there as JSON too; with - to standard output instead of the table.")
    private @Nullable String json;

    @Option(names = "--rounds", paramLabel = "N", description = "How often to measure; default: ${DEFAULT-VALUE}")
    private int rounds = 11;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "How many records backup has, a million for a full run; default: ${DEFAULT-VALUE}")
    private int records = 50_000;

    @Option(
            names = "--span",
            paramLabel = "MS",
            description = "How many milliseconds each measurement of a round takes; default: ${DEFAULT-VALUE}")
    private int span = 1_000;

    @Option(names = "--size", paramLabel = "MB", description = "How large the attachment is; default: ${DEFAULT-VALUE}")
    private int megabytes = (int) (AttachmentBench.BYTES >> 20);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Effort effort = effort();
        List<Bench> chosen = chosen();
        PrintWriter err = spec.commandLine().getErr();
        try (Lab lab = Lab.open(err::println)) {
            Report report = new Report(Machine.description(), effort);
            for (Bench bench : chosen) {
                double before = Machine.load();
                List<Figure> figures = bench.run(lab, effort);
                report.add(bench, figures, before, Machine.load());
            }
            write(report);
            return 0;
        } catch (BenchFailed | StorageException failed) {
            err.println("The benchmark failed: " + failed.getMessage());
            return 1;
        }
    }

    private void write(Report report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (STANDARD_OUTPUT.equals(json)) {
            out.println(JsonText.write(report.json()));
            out.flush();
            return;
        }
        report.print(out);
        if (json != null) {
            Files.writeString(Path.of(json), JsonText.write(report.json()) + "\n");
        }
    }

    private Effort effort() {
        if (rounds < 1 || span < 1) {
            throw wrong("--rounds and --span are numbers from 1.");
        }
        return new Effort(rounds, Duration.ofMillis(span));
    }

    private List<Bench> chosen() {
        for (String name : names) {
            if (!NAMES.contains(name)) {
                throw wrong(
                        "There is no benchmark called %s; these are: %s.".formatted(name, String.join(", ", NAMES)));
            }
        }
        if (records < 1 || megabytes < 1 || megabytes > AttachmentInfo.MAX_SIZE >> 20) {
            throw wrong("--records is a number from 1, --size one of MB up to %d."
                    .formatted(AttachmentInfo.MAX_SIZE >> 20));
        }
        List<Bench> all = List.of(
                new ConnectBench(),
                new GetBench(),
                new PostBench(),
                new StrangersBench(),
                new RevokeBench(),
                new AttachmentBench((long) megabytes << 20),
                new BackupBench(records));
        return all.stream()
                .filter(bench -> names.isEmpty() ? !bench.name().equals(BACKUP) : names.contains(bench.name()))
                .toList();
    }

    private CommandLine.ParameterException wrong(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
}
