package org.skerry.master;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.master.backup.BackupCheck;
import org.skerry.master.backup.Restore;
import org.skerry.master.backup.ShellWord;
import org.skerry.master.console.BackupScreen;
import org.skerry.master.recovery.RecoverySecret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code skerry restore}: makes a master of a backup. */
@Command(
        name = "restore",
        description = {
            "Makes a master of a backup, in a data folder that is empty or not there. Asks for the recovery code.",
            "All PCs connect to it without a new code. The master that the backup was made of must not run any more."
        })
final class RestoreCommand implements Callable<Integer> {

    @Mixin
    private MasterDaemon.Common common = new MasterDaemon.Common();

    @Mixin
    private CodeOptions code = new CodeOptions();

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file = Path.of("");

    @Option(
            names = "--records-only",
            description =
                    "Without the recovery code: only the records come back, to a new master that every PC has to be"
                            + " paired with anew.")
    private boolean recordsOnly;

    @Option(
            names = "--damaged-too",
            description =
                    "Of a damaged backup, which is refused otherwise: everything that is whole comes back, and what is not is named.")
    private boolean damagedToo;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path data = common.data();
        Restore.requireEmpty(data);
        Restore.Restored restored;
        try (ProgressLine line = new ProgressLine(spec.commandLine().getErr(), false)) {
            Restore.Taking taking = damagedToo ? Restore.Taking.WHAT_IS_WHOLE : Restore.Taking.NOTHING;
            restored = Restore.of(file, data, secret(), taking, line);
        }
        if (json) {
            ObjectNode told = JsonText.object()
                    .put("data", data.toString())
                    .put("made", restored.head().made().toString())
                    .put("records", restored.records())
                    .put("same_master", restored.isSameMaster())
                    .put("whole", !restored.isFileDamaged());
            var damages = told.putArray("damages");
            restored.damages().forEach(damages::add);
            spec.commandLine().getOut().println(JsonText.write(told));
        } else {
            spec.commandLine().getOut().println(BackupScreen.restored(restored, data, start(data)));
        }
        return restored.damages().isEmpty() ? 0 : 1;
    }

    private static String start(Path data) {
        Path folder = MasterDaemon.Common.real(data);
        if (MasterSettings.installedData().map(MasterDaemon.Common::real).equals(Optional.of(folder))) {
            return "Start it now: sudo systemctl start skerry-master.";
        }
        if (folder.equals(MasterDaemon.Common.real(MasterSettings.defaultData()))) {
            return "Start it now: skerry master.";
        }
        return "Start it now: skerry master --data %s (with --port 0 --bind 127.0.0.1, too, where it is only tried and no other PC is to find it)."
                .formatted(ShellWord.of(data.toAbsolutePath()));
    }

    private Optional<RecoverySecret> secret() {
        boolean isSealed = BackupCheck.isEncrypted(file);
        if (recordsOnly && !isSealed) {
            return Optional.empty();
        }
        RecoverySecret.Kind kind = BackupCheck.kind(file)
                .orElseThrow(
                        () -> new StorageException.NotFound(
                                "There is no identity in this backup, because the master had no recovery code; with --records-only its records come back to a new master."));
        return Optional.of(code.read(kind, spec.commandLine().getErr()));
    }
}
