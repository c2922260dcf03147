package org.skerry.slave;

import org.skerry.protocol.about.Notices;
import org.skerry.slave.SlaveMain.Streams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skerry licences}: what Skerry is made of. */
@Command(
        name = "licences",
        aliases = "licenses",
        sortOptions = false,
        description = "Shows the parts that Skerry is made of, and their licences.")
final class LicencesCommand implements Runnable {

    private final Streams streams;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and exit")
    private boolean help;

    LicencesCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public void run() {
        streams.out().println(Notices.here().text());
        streams.out().flush();
    }
}
