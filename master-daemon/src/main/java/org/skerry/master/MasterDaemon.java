package org.skerry.master;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.about.Notices;
import org.skerry.protocol.about.Release;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import tools.jackson.databind.node.ObjectNode;

/** The command line of everything that concerns a master on this machine. */
@Command(
        name = "skerry",
        description = "Runs a master, and asks one that runs on this machine.",
        scope = ScopeType.INHERIT,
        versionProvider = MasterDaemon.Version.class,
        subcommands = {
            AuditCommand.class,
            BackupCommand.class,
            ExportAllCommand.class,
            GrantCommand.class,
            HistoryCommand.class,
            LicencesCommand.class,
            MasterCommand.class,
            PairCommand.class,
            PeersCommand.class,
            PeopleCommand.class,
            RecoveryCommand.class,
            ReindexCommand.class,
            RestoreCommand.class,
            RevokeCommand.class,
            StatusCommand.class,
            VerifyCommand.class
        })
public final class MasterDaemon {

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    /** Kept, because java.util.logging forgets the level of a logger that nobody holds. */
    private static final List<Logger> LIBRARIES =
            List.of(Logger.getLogger("org.xnio"), Logger.getLogger("io.undertow"), Logger.getLogger("org.jboss"));

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows which release this is, and its licence.")
    private boolean version;

    private MasterDaemon() {}

    /** Exit status 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        widenCarriers();
        Locale.setDefault(Locale.ENGLISH); // all sentences here and on the wire are English
        quietLogging();
        System.exit(commandLine().execute(arguments));
    }

    /**
     * A query, a read or a call into WebRTC holds the carrier of its virtual thread; with one carrier for each processor, on a
     * small PC two slow ones would stop all sessions. The storage runs four queries and four reads at a time at most. Read by
     * the JDK when the first virtual thread is made.
     */
    private static void widenCarriers() {
        if (System.getProperty(CARRIERS) == null) {
            System.setProperty(
                    CARRIERS,
                    Integer.toString(8 + Math.max(4, Runtime.getRuntime().availableProcessors())));
        }
    }

    /** One line per message, and from libraries warnings only. */
    private static void quietLogging() {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tF %1$tT %4$s %5$s%6$s%n");
        LIBRARIES.forEach(library -> library.setLevel(Level.WARNING));
    }

    static CommandLine commandLine() {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return new CommandLine(new MasterDaemon())
                .setExpandAtFiles(false) // its sentences would show the file
                .setOut(out)
                .setErr(err)
                .setDefaultValueProvider(MasterDaemon::defaultValue)
                .setParameterExceptionHandler(MasterDaemon::correct)
                .setExecutionExceptionHandler(MasterDaemon::explain);
    }

    /** What the help shows and {@link Common#data} has. Where there is none because of a mistake, that one tells it. */
    private static @Nullable String defaultValue(CommandLine.Model.ArgSpec argument) {
        try {
            return argument instanceof CommandLine.Model.OptionSpec option
                            && option.longestName().equals("--data")
                    ? MasterSettings.defaultData().toString()
                    : null;
        } catch (SettingsMistakes toldLater) {
            return null;
        }
    }

    private static int explain(Exception failed, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (failed instanceof SettingsMistakes mistakes) {
            tell(command, wantsJson(parsed.originalArgs()), String.valueOf(mistakes.getMessage()), 400);
            return 2;
        }
        if (!(failed instanceof StorageException expected)) {
            throw failed;
        }
        tell(command, wantsJson(parsed.originalArgs()), String.valueOf(expected.getMessage()), expected.statusCode());
        return 1;
    }

    private static int correct(CommandLine.ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        String message = String.valueOf(wrong.getMessage());
        tell(
                command,
                wantsJson(List.of(arguments)),
                "%s%s See %s --help."
                        .formatted(
                                message,
                                message.endsWith(".") ? "" : ".",
                                command.getCommandSpec().qualifiedName()),
                400);
        return 2;
    }

    private static boolean wantsJson(List<String> arguments) {
        return arguments.contains("--json");
    }

    private static void tell(CommandLine command, boolean asJson, String sentence, int statusCode) {
        ObjectNode json = JsonText.object();
        json.putObject("error").put("message", sentence).put("status_code", statusCode);
        command.getErr().println(asJson ? JsonText.write(json) : sentence);
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return Release.here().lines(Notices.here()).toArray(String[]::new);
        }
    }

    /** The options that all commands share. */
    static final class Common {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "The data folder of the master; default: ${DEFAULT-VALUE}")
        private @Nullable Path data;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Shows this help.")
        boolean help;

        /**
         * The data folder.
         *
         * @throws SettingsMistakes if none was given and the installation's settings file is wrong
         */
        Path data() {
            return data == null ? MasterSettings.defaultData() : data;
        }

        /**
         * The same for a command that writes there itself, not through a running master.
         *
         * @throws StorageException.Forbidden in the folder of an installation as another user: files of root would keep its
         *     master from working
         */
        Path ownData() {
            Path folder = data();
            if (MasterSettings.installedData().map(Common::real).equals(Optional.of(real(folder)))) {
                refuseForeign(folder);
            }
            return folder;
        }

        /** However it is written, and through whatever links. */
        static Path real(Path folder) {
            try {
                return folder.toRealPath();
            } catch (IOException missing) {
                return folder.toAbsolutePath().normalize();
            }
        }

        private static void refuseForeign(Path folder) {
            try {
                String owner = Files.getOwner(folder).getName();
                if (!owner.equals(System.getProperty("user.name"))) {
                    throw new StorageException.Forbidden(
                            "The folder %s belongs to the user %s, who could not use what another one writes there; sudo systemctl start skerry-master starts the master on it."
                                    .formatted(folder, owner));
                }
            } catch (IOException | UnsupportedOperationException unknown) {
                // there is no such folder yet, or no owners here
            }
        }
    }
}
