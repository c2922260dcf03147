package org.skerry.master;

import org.skerry.master.console.StatusScreen;
import picocli.CommandLine.Command;

/** {@code skerry status}: how the master on this machine is. */
@Command(name = "status", description = "Shows on one screen how the master on this machine is.")
final class StatusCommand extends AskCommand {

    StatusCommand() {
        super("status", StatusScreen::status);
    }
}
