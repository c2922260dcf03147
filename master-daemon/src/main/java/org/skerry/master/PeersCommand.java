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

/** {@code skerry peers}: who is connected to the master on this machine. */
@Command(name = "peers", description = "Lists the slaves that are connected to the master on this machine.")
final class PeersCommand implements Callable<Integer> {

    @Mixin
    private MasterDaemon.Common common = new MasterDaemon.Common();

    @Option(names = "--json", description = "Prints a JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode peers = ControlSocket.ask(common.data, "peers");
        spec.commandLine().getOut().println(json ? JsonText.write(peers) : StatusScreen.peers(peers));
        return 0;
    }
}
