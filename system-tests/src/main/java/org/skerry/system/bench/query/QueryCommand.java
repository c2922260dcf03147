package org.skerry.system.bench.query;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.lucene.util.Version;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.system.bench.BenchFailed;
import org.skerry.system.bench.Lab;
import org.skerry.system.bench.Machine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code skerry bench query}. */
@Command(
        name = "query",
        description =
                "Measures queries: over WebRTC, in one process against Lucene called directly, and against jIO and"
                        + " PouchDB. Leaves nothing behind.")
public final class QueryCommand implements Callable<Integer> {

    private static final String STANDARD_OUTPUT = "-";

    /** Beyond, loading over WebRTC would take most of the time. */
    private static final int MAX_OVER_WEBRTC = 100_000;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "How many records; 1000000 for a full run. Default: ${DEFAULT-VALUE}")
    private int records = 20_000;

    @Option(
            names = "--data-files",
            paramLabel = "DIR",
            description = "Where world-cities.csv.gz and china-villages.csv.gz are; default: 10,000 cities of our own,"
                    + " and the rest invented.")
    private @Nullable Path files;

    @Option(
            names = "--load",
            paramLabel = "WAY",
            description = "slave: over WebRTC; folder: before the master starts. Default: slave up to 100,000 records.")
    private Plan.@Nullable Way way;

    @Option(
            names = "--master-options",
            paramLabel = "OPTION",
            description = "For the master's Java machine, for instance --master-options=-Xmx512m")
    private List<String> masterOptions = List.of();

    @Option(
            names = "--calls",
            paramLabel = "N",
            description = "How often to ask each question at most; default: ${DEFAULT-VALUE}")
    private int calls = 200;

    @Option(
            names = "--span",
            paramLabel = "MS",
            description = "How many milliseconds to ask each question, if it is slow; default: ${DEFAULT-VALUE}")
    private int span = 3_000;

    @Option(names = "--peers", description = "Measures jIO and PouchDB too; needs npm, for one of them chromium.")
    private boolean peers;

    @Option(
            names = "--peer-records",
            paramLabel = "N",
            description = "How many records the peers get at most; default: ${DEFAULT-VALUE}")
    private int peerRecords = 100_000;

    @Option(
            names = "--jio-browser",
            paramLabel = "FILE",
            description = "jIO's build for browsers (dist/jio-v3.45.0.js of its sources), which npm does not have.")
    private @Nullable Path jioBrowser;

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
        Plan plan = plan();
        PrintWriter err = spec.commandLine().getErr();
        try (Lab lab = Lab.open(err::println)) {
            QueryReport report = new QueryReport(machine());
            Dataset dataset =
                    files == null ? Dataset.ofOwnCities(lab.folder("cities"), records) : Dataset.of(files, records);
            run(lab, dataset, plan, report);
            write(report);
            return 0;
        } catch (BenchFailed | StorageException failed) {
            err.println("The benchmark failed: " + failed.getMessage());
            return 1;
        }
    }

    private static Map<String, String> machine() throws IOException {
        Map<String, String> words = new LinkedHashMap<>(Machine.description());
        words.put("lucene", Version.LATEST.toString());
        return words;
    }

    private static void run(Lab lab, Dataset dataset, Plan plan, QueryReport report) throws Exception {
        Path data = lab.folder("data");
        MasterBench master = new MasterBench(lab, dataset, plan, data);
        master.run().forEach(table -> report.add(table, Machine.load()));
        LuceneBench lucene = new LuceneBench(lab, dataset, plan, data);
        report.add(lucene.run(master.questions()), Machine.load());
        if (plan.peerRecords().isPresent()) {
            new PeerBench(lab, dataset.real(plan.peerRecords().get()), plan)
                    .run()
                    .forEach(table -> report.add(table, Machine.load()));
        }
    }

    private Plan plan() {
        if (records < 1 || peerRecords < 1 || calls < 1 || span < 1) {
            throw wrong("--records, --peer-records, --calls and --span are numbers from 1.");
        }
        Plan.Way chosen = way != null ? way : records > MAX_OVER_WEBRTC ? Plan.Way.FOLDER : Plan.Way.SLAVE;
        return new Plan(
                new Repeats(Math.min(3, calls), calls, Duration.ofMillis(span)),
                chosen,
                masterOptions,
                peers ? Optional.of(peerRecords) : Optional.empty(),
                Optional.ofNullable(jioBrowser));
    }

    private void write(QueryReport report) throws IOException {
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

    private CommandLine.ParameterException wrong(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
}
