package org.skerry.slave;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.skerry.protocol.about.Notices;
import org.skerry.protocol.about.Release;
import org.skerry.slave.files.FileFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command line of a slave: {@code call}, {@code import}, {@code export}, {@code attach}, {@code fetch}, {@code watch}, and
 * {@code desktop}, its window.
 */
@Command(
        name = "skerry",
        description = "Works with the records of a master.",
        scope = ScopeType.INHERIT,
        versionProvider = SlaveMain.Version.class,
        subcommands = {
            CallCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            AttachCommand.class,
            FetchCommand.class,
            WatchCommand.class,
            DesktopCommand.class,
            LicencesCommand.class
        })
public final class SlaveMain {

    /** Exit status: done. */
    static final int DONE = 0;

    /** Exit status: failed, with a sentence on standard error. */
    static final int FAILED = 1;

    /** Exit status: the command line makes no sense. */
    static final int WRONG_USAGE = 2;

    /** The part of a file's mode that says what it is, and two of its values. */
    private static final int KIND = 0xF000;

    private static final int PIPE = 0x1000;
    private static final int SOCKET = 0xC000;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "show which release this is, and its licence")
    private boolean version;

    private SlaveMain() {}

    /** Ends the program: native threads would keep it. */
    public static void main(String[] arguments) {
        Streams streams = new Streams(System.in, utf8(FileDescriptor.out), utf8(FileDescriptor.err));
        int status = run(streams, arguments);
        if (streams.out().checkError() && status == DONE) {
            if (!hasReader()) {
                new Failures(streams, Failures.wantsJson(arguments))
                        .tell(new FileFailure("The result could not be written to standard output."));
            }
            status = FAILED;
        }
        streams.err().flush();
        System.exit(status);
    }

    /** One command, from its arguments to its exit status. */
    public static int run(Streams streams, String... arguments) {
        return new CommandLine(new SlaveMain(), new Commands(streams))
                .setExpandAtFiles(false) // a link from outside could name a file
                .setOut(new PrintWriter(streams.out(), true))
                .setErr(new PrintWriter(streams.err(), true))
                .setParameterExceptionHandler((wrong, given) -> {
                    CommandLine command = wrong.getCommandLine();
                    new Failures(streams, Failures.wantsJson(given))
                            .tell(
                                    ended(String.valueOf(wrong.getMessage())) + " See "
                                            + command.getCommandSpec().qualifiedName() + " --help.",
                                    400);
                    return WRONG_USAGE;
                })
                .setExecutionExceptionHandler((failure, command, result) ->
                        new Failures(streams, Failures.wantsJson(arguments)).tell(failure))
                .execute(arguments);
    }

    /** Sentences of picocli lack the full stop. */
    private static String ended(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /**
     * Whether another program reads standard output: what it leaves, as {@code head} does, it did not want. The words of the
     * failure would tell as well, but systems translate them.
     */
    private static boolean hasReader() {
        try {
            int kind = (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode") & KIND;
            return kind == PIPE || kind == SOCKET;
        } catch (IOException | UnsupportedOperationException notThisSystem) {
            return false;
        }
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /** Where a command reads and writes; results go to {@code out}, everything else to {@code err}. */
    public record Streams(InputStream in, PrintStream out, PrintStream err) {}

    /** Makes the commands, each with the streams. */
    private record Commands(Streams streams) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == CallCommand.class) {
                return type.cast(new CallCommand(streams));
            }
            if (type == ImportCommand.class) {
                return type.cast(new ImportCommand(streams));
            }
            if (type == ExportCommand.class) {
                return type.cast(new ExportCommand(streams));
            }
            if (type == AttachCommand.class) {
                return type.cast(new AttachCommand(streams));
            }
            if (type == FetchCommand.class) {
                return type.cast(new FetchCommand(streams));
            }

            if (type == WatchCommand.class) {
                return type.cast(new WatchCommand(streams));
            }
            if (type == DesktopCommand.class) {
                return type.cast(new DesktopCommand(streams));
            }
            if (type == LicencesCommand.class) {
                return type.cast(new LicencesCommand(streams));
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return Release.here().lines(Notices.here()).toArray(String[]::new);
        }
    }
}
