package org.skerry.master;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.skerry.jio.JsonText;
import org.skerry.jio.local.Stopping;
import org.skerry.master.backup.BackupMaker;
import org.skerry.master.backup.Backups;
import org.skerry.master.console.BackupScreen;
import org.skerry.master.console.ControlSocket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code skerry backup}: everything that the master on this machine keeps, in one file. */
@Command(
        name = "backup",
        description = {
            "Writes everything that the master on this machine keeps into one file, while it works or while it is stopped.",
            "The key of the master, PCs and people in it are encrypted to the recovery code; the records are not, unless you"
                    + " say so. skerry verify looks such a file through, skerry restore makes a master of it.",
            "Where something is damaged the backup is kept, what it is about is named, and the status is 1."
        })
final class BackupCommand extends MadeFileCommand {

    @Option(names = "--encrypt", description = "Encrypts the records to the recovery code, too.")
    private boolean encrypt;

    BackupCommand() {
        super("backup");
    }

    @Override
    ObjectNode wish() {
        return JsonText.object().put("encrypt", encrypt);
    }

    @Override
    ObjectNode make(BackupMaker maker, OutputStream out, Stopping stopping) throws IOException {
        return maker.write(out, encrypt, stopping).json();
    }

    @Override
    void kept(Path data, JsonNode made, Kept kept, boolean isMasterRunning) {
        ObjectNode told = Backups.told(made, kept.name(), kept.isElsewhere());
        if (isMasterRunning) {
            ControlSocket.ask(data, "backup-kept", told);
        } else {
            Backups.keep(data, told);
        }
    }

    @Override
    String screen(JsonNode made, Kept kept) {
        return BackupScreen.made(made, kept.name(), kept.isElsewhere().orElse(true), encrypt);
    }
}
