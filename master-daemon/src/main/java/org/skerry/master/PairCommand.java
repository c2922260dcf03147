package org.skerry.master;

import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.master.console.StatusScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code skerry pair}: a code for a new slave. */
@Command(
        name = "pair",
        description = "Shows six digits that let one new slave in. They are good for ten minutes and three tries.")
final class PairCommand extends AskCommand {

    @Mixin
    private GrantOptions grant = new GrantOptions();

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "The IP address of the slave: nobody else can use, or use up, the code.")
    private @Nullable String from;

    PairCommand() {
        super("pair", StatusScreen::code);
    }

    @Override
    ObjectNode wish() {
        ObjectNode wish = JsonText.object();
        grant.addTo(wish);
        if (from != null) {
            wish.put("from", from);
        }
        return wish;
    }
}
