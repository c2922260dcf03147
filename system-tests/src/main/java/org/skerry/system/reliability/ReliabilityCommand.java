package org.skerry.system.reliability;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.JsonText;
import org.skerry.system.bench.Lab;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;

/** {@code skerry bench reliability}. */
@Command(
        name = "reliability",
        description =
                "Crashes, starves and damages storages and masters, and compares what is left with what was acknowledged. A full run"
                        + " takes an hour; leaves nothing behind. Needs Linux and a C compiler.")
public final class ReliabilityCommand implements Callable<Integer> {

    private static final String STANDARD_OUTPUT = "-";
    private static final int WHOLE = 100;

    @Parameters(arity = "0..*", paramLabel = "SUITE", description = "Which ones; all of them if none is named.")
    private List<String> named = new ArrayList<>();

    @Option(
            names = "--share",
            paramLabel = "PERCENT",
            description = "How much of a full run; default: ${DEFAULT-VALUE}")
    private int share = WHOLE;

    @Option(names = "--seed", paramLabel = "N", description = "Of the first case; default: another one each time.")
    private long seed = System.currentTimeMillis();

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

    /** @return 0 if nothing was lost, doubled or wrong */
    @Override
    public Integer call() throws Exception {
        Map<String, Integer> wanted = wanted();
        PrintWriter err = spec.commandLine().getErr();
        if (!Suites.isPossible()) {
            err.println("This needs Linux and a C compiler: on Debian, install gcc and libc6-dev.");
            return 1;
        }
        List<SuiteResult> results = new ArrayList<>();
        try (Lab lab = Lab.open(err::println)) {
            Suites suites = new Suites(DurableFiles.createFolders(lab.folder("suites")), new Seldom(lab::tell));
            for (Map.Entry<String, Integer> suite : wanted.entrySet()) {
                int cases = Math.max(1, suite.getValue() * share / WHOLE);
                results.add(suites.run(suite.getKey(), cases, seed));
            }
        }
        write(results);
        return results.stream().allMatch(SuiteResult::isClean) ? 0 : 1;
    }

    private Map<String, Integer> wanted() {
        Map<String, Integer> wanted = Suites.all();
        if (share < 1 || !wanted.keySet().containsAll(named)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--share is a number from 1, and suites are: %s.".formatted(String.join(", ", wanted.keySet())));
        }
        if (!named.isEmpty()) {
            wanted.keySet().retainAll(named);
        }
        return wanted;
    }

    private void write(List<SuiteResult> results) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ArrayNode all = JsonText.nodes().arrayNode();
        results.forEach(result -> all.add(result.json()));
        String text = JsonText.write(JsonText.object().put("seed", seed).set("suites", all));
        if (STANDARD_OUTPUT.equals(json)) {
            out.println(text);
            return;
        }
        out.printf(Locale.ROOT, "seed %d%n", seed);
        String line = "%-16s %8s %12s %6s %8s %6s %8s%n";
        out.printf(Locale.ROOT, line, "suite", "cases", "compared", "lost", "doubled", "wrong", "seconds");
        for (SuiteResult result : results) {
            out.printf(
                    Locale.ROOT,
                    line,
                    result.suite(),
                    "%,d".formatted(result.cases()),
                    "%,d".formatted(result.acknowledged()),
                    result.lost(),
                    result.doubled(),
                    result.wrong(),
                    "%,d".formatted(result.seconds()));
        }
        results.forEach(result -> result.told().forEach(out::println));
        if (json != null) {
            Files.writeString(Path.of(json), text + "\n");
        }
    }
}
