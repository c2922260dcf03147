package org.skerry.master;

import org.skerry.jio.JsonText;
import org.skerry.master.console.StatusScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code skerry grant}: lets a paired slave do other things. */
@Command(
        name = "grant",
        description = "Says anew what a paired PC may do, at once; what is not given is as for a new PC.")
final class GrantCommand extends AskCommand {

    @Parameters(
            index = "0",
            paramLabel = "PEER",
            description = "its name, or the first group of its key (skerry peers)")
    private String peer = "";

    @Mixin
    private GrantOptions grant = new GrantOptions();

    GrantCommand() {
        super("grant", StatusScreen::granted);
    }

    @Override
    ObjectNode wish() {
        ObjectNode wish = JsonText.object().put("peer", peer);
        grant.addTo(wish);
        return wish;
    }
}
