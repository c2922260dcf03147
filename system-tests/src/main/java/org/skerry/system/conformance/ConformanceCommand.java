package org.skerry.system.conformance;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.skerry.jio.JsonText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code skerry conformance DIR}. */
@Command(
        name = "conformance",
        description = "Run the cases of a jIO conformance corpus against this program's own parser and storages.",
        mixinStandardHelpOptions = true)
public final class ConformanceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The folder with the case files.")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        Report report;
        try {
            report = new Report(Corpus.read(folder).run());
        } catch (Corpus.Unreadable unreadable) {
            String sentence = unreadable.getMessage();
            spec.commandLine()
                    .getErr()
                    .println(json ? JsonText.write(JsonText.object().put("message", sentence)) : sentence);
            return 1;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? JsonText.write(report.json()) + "\n" : report.text());
        out.flush();
        return report.isGood() ? 0 : 1;
    }
}
