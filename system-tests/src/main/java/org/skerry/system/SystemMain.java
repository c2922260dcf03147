package org.skerry.system;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.skerry.system.bench.BenchCommand;
import org.skerry.system.bench.desktop.DesktopCommand;
import org.skerry.system.bench.live.LiveCommand;
import org.skerry.system.bench.query.QueryCommand;
import org.skerry.system.conformance.ConformanceCommand;
import org.skerry.system.demo.DemoCommand;
import org.skerry.system.reliability.ReliabilityCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the commands that need both programs, or neither. */
@Command(
        name = "skerry",
        description = "Tools around the master and the slave.",
        mixinStandardHelpOptions = true,
        subcommands = {BenchCommand.class, ConformanceCommand.class, DemoCommand.class})
public final class SystemMain {

    private SystemMain() {}

    /** Exit status: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        CommandLine all = new CommandLine(new SystemMain());
        all.getSubcommands()
                .get("bench")
                .addSubcommand(new QueryCommand())
                .addSubcommand(new DesktopCommand())
                .addSubcommand(new ReliabilityCommand())
                .addSubcommand(new LiveCommand());
        System.exit(all.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(arguments));
    }
}
