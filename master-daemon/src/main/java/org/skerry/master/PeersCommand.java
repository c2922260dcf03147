package org.skerry.master;

import org.skerry.master.console.StatusScreen;
import picocli.CommandLine.Command;

/** {@code skerry peers}: who is connected to the master on this machine. */
@Command(name = "peers", description = "Lists the slaves that are connected to the master on this machine.")
final class PeersCommand extends AskCommand {

    PeersCommand() {
        super("peers", StatusScreen::peers);
    }
}
