package org.skerry.master;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.PlainText;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.Sequence;
import org.skerry.jio.local.RecordHistory;
import org.skerry.protocol.storage.HistoryJson;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code skerry history}: what a record was. */
@Command(
        name = "history",
        description = {
            "Lists who changed a record, when and how, the last change first; with or without a running master.",
            "With --of it prints the record as it was. Bringing one back is done in the window."
        })
final class HistoryCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Mixin
    private MasterDaemon.Common common = new MasterDaemon.Common();

    @Parameters(paramLabel = "ID", description = "Of this record.")
    private String id = "";

    @Option(
            names = "--of",
            paramLabel = "N",
            description = "Prints the record as JSON as it was at change number N of the list.")
    private @Nullable Long version;

    @Option(names = "--json", description = "Prints JSON, one change a line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RecordId record = new RecordId(id);
        RecordHistory history = RecordHistory.of(common.data());
        if (version != null) {
            print(history, record, version);
        } else {
            history.read(record, json ? step -> out().println(JsonText.write(HistoryJson.write(step))) : this::print);
        }
        out().flush();
        return 0;
    }

    private void print(RecordHistory history, RecordId record, long number) {
        if (number < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--of takes a number from the list.");
        }
        out().println(JsonText.write(
                history.version(record, new Sequence(number)).body()));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void print(RecordVersion step) {
        out().println("%8s  %s  %-10s  %s%s%s"
                .formatted(
                        step.sequence(),
                        step.time().map(TIME::format).orElse("before the audit   "),
                        step.action(),
                        AuditCommand.who(step.person(), step.pc()),
                        step.detail().isEmpty() ? "" : "  " + PlainText.line(step.detail()),
                        step.isKept() || step.action().equals(RecordVersion.REMOVED) ? "" : "  (no longer kept)"));
    }
}
