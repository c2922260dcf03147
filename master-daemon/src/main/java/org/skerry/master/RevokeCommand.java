package org.skerry.master;

import org.skerry.jio.JsonText;
import org.skerry.master.console.StatusScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code skerry revoke}: lets a slave in no more. */
@Command(
        name = "revoke",
        description = "Takes the right to connect away from a paired PC, and cuts it off at once. A new code lets it in"
                + " again.")
final class RevokeCommand extends AskCommand {

    @Parameters(
            index = "0",
            paramLabel = "PEER",
            description = "its name, or the first group of its key (skerry peers)")
    private String peer = "";

    RevokeCommand() {
        super("revoke", StatusScreen::revoked);
    }

    @Override
    ObjectNode wish() {
        return JsonText.object().put("peer", peer);
    }
}
