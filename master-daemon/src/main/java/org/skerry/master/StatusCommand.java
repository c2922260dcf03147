package org.skerry.master;

import java.util.concurrent.Callable;
import org.skerry.jio.JsonText;
import org.skerry.master.console.ControlSocket;
import org.skerry.master.console.StatusScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code skerry status}: how the master on this machine is. */
@Command(name = "status", description = "Shows on one screen how the master on this machine is.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private MasterDaemon.Common common = new MasterDaemon.Common();

    @Option(names = "--json", description = "Prints a JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode status = ControlSocket.ask(common.data, "status");
        spec.commandLine().getOut().println(json ? JsonText.write(status) : StatusScreen.status(status));
        return 0;
    }
}
