package org.skerry.slave;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.JsonText;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.slave.SlaveMain.Streams;
import org.skerry.slave.files.FileFailure;
import org.skerry.slave.link.Invitation;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.SlaveKeys;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command of a slave is told: which master, and how long to wait for it. */
final class MasterOptions {

    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(5);

    private static final Duration CALL_PATIENCE = Duration.ofSeconds(60); // as jIO's own slave

    private static final String PASSWORD = "SKERRY_PASSWORD";

    private static final double MAX_SECONDS = 86_400;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Parameters(
            index = "0",
            paramLabel = "URL",
            description =
                    "the master's address: ws://192.168.1.5:9999/ or 192.168.1.5; or a link, skerry://192.168.1.5/?code=123456, whose code counts where --code gives none")
    private String url = "";

    @Option(names = "--data", paramLabel = "DIR", description = "the slave's own folder; created when missing")
    private @Nullable Path data;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description = "pair with the master first, by the six digits that skerry pair shows there")
    private @Nullable String code;

    @Option(
            names = "--person",
            paramLabel = "NAME",
            description =
                    "sign in as this person; the password is in the environment variable SKERRY_PASSWORD, or asked for on a terminal")
    private @Nullable String person;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description =
                    "how long to wait for the master and for each answer; otherwise 5 s for the first connection and 60 s for an answer")
    private @Nullable Double timeout;

    @Option(names = "--json", description = "tell errors, and what was done, as JSON objects")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and exit")
    private boolean help;

    boolean json() {
        return json;
    }

    /** How long one call may take. */
    Duration callPatience() {
        return timeout == null ? CALL_PATIENCE : seconds(timeout);
    }

    /** A slave that is linked; warns of a master that lets everybody in. */
    Slave connect(Streams streams) {
        Invitation invitation = invitation();
        MasterAddress address = invitation.address();
        Duration patience = timeout == null ? FIRST_PATIENCE : seconds(timeout);
        Path folder = folder();
        Optional<PairingCode> pairing =
                Optional.ofNullable(code).map(this::code).or(invitation::code);
        char[] secret = person == null ? new char[0] : secret();
        SlaveKeys keys = pairing.isPresent() ? SlaveKeys.in(folder) : SlaveKeys.kept(folder);
        Slave slave = new Slave(SlaveSettings.of(address, keys, pairing));
        try {
            Message.Hello master = slave.awaitLinked(patience);
            if (master.open()) {
                warn(
                        streams,
                        "the master at %s lets everybody in (--open); that is for a trial only.".formatted(address));
            }
            if (person != null) {
                slave.link().signIn().as(person, secret, callPatience());
            }
            return slave;
        } catch (RuntimeException failed) {
            slave.close();
            throw failed;
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private char[] secret() {
        String given = System.getenv(PASSWORD);
        if (given != null) {
            return given.toCharArray();
        }
        Console console = System.console();
        char[] typed =
                console != null && console.isTerminal() ? console.readPassword("Password of %s: ", person) : null;
        if (typed == null) {
            throw wrong("--person takes the password from the environment variable %s where there is no terminal."
                    .formatted(PASSWORD));
        }
        return typed;
    }

    /** A line for people, or an object for programs. */
    void warn(Streams streams, String sentence) {
        streams.err()
                .println(json ? JsonText.write(JsonText.object().put("warning", sentence)) : "Warning: " + sentence);
        streams.err().flush();
    }

    /** Wrong usage, in one sentence. */
    ParameterException wrong(String sentence) {
        if (command == null) {
            throw new IllegalStateException("picocli has not set the command");
        }
        return new ParameterException(command.commandLine(), sentence);
    }

    private Invitation invitation() {
        try {
            return Invitation.parse(url);
        } catch (IllegalArgumentException noAddress) {
            throw wrong(String.valueOf(noAddress.getMessage()));
        }
    }

    private Duration seconds(double number) {
        if (!(number > 0 && number <= MAX_SECONDS)) {
            throw wrong("--timeout takes a number of seconds above 0 and up to %,.0f.".formatted(MAX_SECONDS));
        }
        return Duration.ofMillis(Math.max(1, Math.round(number * 1000)));
    }

    private PairingCode code(String text) {
        try {
            return PairingCode.read(text);
        } catch (IllegalArgumentException noCode) {
            throw wrong("--code: " + noCode.getMessage());
        }
    }

    /** The slave's folder; its own for this user, if none was named. */
    private Path folder() {
        if (data == null) {
            return SlaveSettings.defaultData();
        }
        try {
            return DurableFiles.createFolders(data);
        } catch (IOException unusable) {
            throw new FileFailure("%s cannot be used as data folder: it cannot be made.".formatted(data), unusable);
        }
    }
}
