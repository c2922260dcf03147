package org.skerry.master;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.skerry.jio.local.Stopping;
import org.skerry.master.backup.BackupMaker;
import org.skerry.master.console.BackupScreen;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code skerry export-all}: everything in forms that other programs read. */
@Command(
        name = "export-all",
        description = {
            "Writes everything that the master on this machine keeps into one ZIP file, in forms that other programs read:",
            "records as JSON lines and CSV, attachments as files, people and rights, the audit. A master comes back from a"
                    + " backup only, not from this.",
            "Where something is damaged the file is kept, what is not in it is named, and the status is 1."
        })
final class ExportAllCommand extends MadeFileCommand {

    ExportAllCommand() {
        super("export");
    }

    @Override
    ObjectNode make(BackupMaker maker, OutputStream out, Stopping stopping) throws IOException {
        return maker.export(out, stopping);
    }

    @Override
    void kept(Path data, JsonNode made, Kept kept, boolean isMasterRunning) {
        // nobody has to know
    }

    @Override
    String screen(JsonNode made, Kept kept) {
        return BackupScreen.exported(made, kept.name());
    }
}
