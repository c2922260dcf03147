package org.skerry.master;

import org.skerry.master.console.StatusScreen;
import picocli.CommandLine.Command;

/** {@code skerry peers}: who is paired with the master on this machine, and who is connected. */
@Command(
        name = "peers",
        description = "Lists the PCs that are paired with the master on this machine, and who is connected.")
final class PeersCommand extends AskCommand {

    PeersCommand() {
        super("peers", StatusScreen::peers);
    }
}
