package org.skerry.master;

import org.jspecify.annotations.Nullable;
import org.skerry.protocol.about.Notices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code skerry licences}: what Skerry is made of. */
@Command(
        name = "licences",
        aliases = "licenses",
        description = "Shows the parts that Skerry is made of, and their licences.")
final class LicencesCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public void run() {
        if (command != null) {
            command.commandLine().getOut().println(Notices.here().text());
        }
    }
}
