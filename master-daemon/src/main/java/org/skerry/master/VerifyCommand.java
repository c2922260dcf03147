package org.skerry.master;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.local.FolderCheck;
import org.skerry.master.backup.BackupCheck;
import org.skerry.master.console.BackupScreen;
import org.skerry.master.recovery.RecoverySecret;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code skerry verify}: whether a backup, or everything in a data folder, is as it was written. */
@Command(
        name = "verify",
        description = {
            "Looks a backup through, or without FILE everything that the master on this machine keeps, running or not.",
            "Names what is damaged, and ends with status 1 if anything is. It changes nothing."
        })
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private MasterDaemon.Common common = new MasterDaemon.Common();

    @Mixin
    private CodeOptions code = new CodeOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A backup.")
    private @Nullable Path file;

    @Option(names = "--index", description = "Of a data folder: compares the index with the records, too.")
    private boolean index;

    @Option(
            names = "--code",
            description =
                    "Of a backup: asks for the recovery code, and looks into what is encrypted, too; --code-file does, too.")
    private boolean ask;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (file == null ? ask || code.isGiven() : index) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--index goes without FILE, --code and --code-file go with it.");
        }
        return file == null ? folder() : backup(file);
    }

    private int folder() {
        FolderCheck.Report report;
        try (ProgressLine line = line()) {
            report = FolderCheck.of(common.data(), index, line);
        }
        ObjectNode told = JsonText.object()
                .put("records", report.records())
                .put("contents", report.contents())
                .put("audit_entries", report.auditEntries());
        var older = told.putArray("older");
        report.older().forEach(older::add);
        if (json) {
            tell(told.put("whole", report.isWhole()), report.damages(), report.remarks());
        } else {
            spec.commandLine().getOut().println(BackupScreen.verified(report));
        }
        return report.isWhole() ? 0 : 1;
    }

    private int backup(Path backup) {
        Optional<RecoverySecret> secret = ask || code.isGiven()
                ? BackupCheck.kind(backup)
                        .map(kind -> code.read(kind, spec.commandLine().getErr()))
                : Optional.empty();
        BackupCheck.Report report;
        try (ProgressLine line = line()) {
            report = BackupCheck.of(backup, secret, line);
        }
        ObjectNode told = JsonText.object();
        report.head()
                .ifPresent(head -> told.put("made", head.made().toString())
                        .put("master", head.master())
                        .put("records", head.records())
                        .put("contents", head.contents())
                        .put("sequence", head.sequence())
                        .put("identity", head.key().isPresent())
                        .put("encrypted", head.recordsKey().isPresent()));
        if (json) {
            tell(told.put("whole", report.damages().isEmpty()), report.damages(), report.remarks());
        } else {
            String whole = report.head().map(BackupScreen::head).orElse("");
            spec.commandLine().getOut().println(BackupScreen.verified(whole, report.damages(), report.remarks()));
        }
        return report.damages().isEmpty() ? 0 : 1;
    }

    private ProgressLine line() {
        return new ProgressLine(spec.commandLine().getErr(), false);
    }

    private void tell(ObjectNode told, List<String> damages, List<String> remarks) {
        var list = told.putArray("damages");
        damages.forEach(list::add);
        var more = told.putArray("remarks");
        remarks.forEach(more::add);
        spec.commandLine().getOut().println(JsonText.write(told));
    }
}
