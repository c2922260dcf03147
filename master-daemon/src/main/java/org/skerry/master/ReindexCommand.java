package org.skerry.master;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.skerry.jio.JsonText;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;
import org.skerry.master.console.ControlSocket;
import org.skerry.master.console.StatusReport;
import org.skerry.master.console.StatusScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code skerry reindex}: builds the index again, in the running master or, where none runs, in its data folder. */
@Command(
        name = "reindex",
        description = {
            "Builds the index of the records again, in the running master or in its data folder.",
            "Nothing is lost by it: the index is made from the records. It may be stopped, the master goes on then."
        })
final class ReindexCommand implements Callable<Integer> {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    @Mixin
    private MasterDaemon.Common common = new MasterDaemon.Common();

    @Option(names = "--json", description = "Prints the state of the index as JSON when it is done.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (isMasterRunning()) {
            ControlSocket.ask(common.data(), "reindex");
            follow(() -> ControlSocket.ask(common.data(), "status").path("index"));
        } else {
            reindexFolder();
        }
        return 0;
    }

    private boolean isMasterRunning() {
        try {
            ControlSocket.ask(common.data(), "status");
            return true;
        } catch (StorageException.Unreachable none) {
            if (Files.exists(records())) {
                return false;
            }
            throw none;
        }
    }

    private Path records() {
        return common.data().resolve(LocalStorage.RECORDS_FILE);
    }

    private void reindexFolder() throws InterruptedException {
        try (Storage storage = LocalStorage.open(common.ownData())) {
            storage.reindex();
            follow(() -> StatusReport.index(storage.index().orElseThrow()));
        }
    }

    private void follow(Supplier<JsonNode> index) throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        boolean isTerminal = System.console() != null && System.console().isTerminal();
        long begun = System.nanoTime();
        JsonNode now = index.get();
        long target = now.path("last").asLong();
        while (!now.path("state").asString("").equals("ready")
                || now.path("indexed").asLong() < target) {
            if (isTerminal) {
                err.print("\r\u001b[K" + StatusScreen.index(now));
                err.flush();
            }
            Thread.sleep(BETWEEN_LOOKS);
            now = index.get();
        }
        if (isTerminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? JsonText.write(now)
                                : "The index was built again in %.1f s.".formatted(took.toMillis() / 1000.0));
    }
}
