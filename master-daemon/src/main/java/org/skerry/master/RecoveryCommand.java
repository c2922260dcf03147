package org.skerry.master;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.master.console.ControlSocket;
import org.skerry.master.console.RecoveryScreen;
import org.skerry.master.recovery.Passphrase;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code skerry recovery}: what the backups of the master on this machine are encrypted to. */
@Command(
        name = "recovery",
        description = {
            "Shows the recovery code for printing until it is taken, then since when there is one.",
            "Backups are encrypted to it: on another PC they are opened with it, and with nothing else."
        })
final class RecoveryCommand implements Callable<Integer> {

    /** What is to be done; without any it is shown. */
    private static final class Deed {

        @Option(names = "--taken", description = "Says that the code is on paper, and deletes it here.")
        private boolean taken;

        @Option(
                names = "--check",
                description =
                        "Asks for a code, or reads a line of standard input, and says whether it is the right one,"
                                + " or which group is mistyped.")
        private boolean check;

        @Option(
                names = "--new",
                description =
                        "Makes another code, if \"yes\" is typed, or is a line of standard input. Older backups need"
                                + " the old one.")
        private boolean renew;
    }

    @Mixin
    private MasterDaemon.Common common = new MasterDaemon.Common();

    @ArgGroup
    private Deed deed = new Deed();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "With --new: its text, at least 12 characters, takes the place of a code.")
    private @Nullable Path passphrase;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (passphrase != null && !deed.renew) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--passphrase-file goes with --new.");
        }
        if (deed.taken) {
            show(ask("recovery-taken", JsonText.object()), RecoveryScreen::taken);
        } else if (deed.check) {
            check();
        } else if (deed.renew) {
            renew();
        } else {
            show(ask("recovery", JsonText.object()), RecoveryScreen::recovery);
        }
        return 0;
    }

    private JsonNode ask(String question, ObjectNode wish) {
        return ControlSocket.ask(common.data(), question, wish);
    }

    private void show(JsonNode answer, Function<JsonNode, String> screen) {
        spec.commandLine().getOut().println(json ? JsonText.write(answer) : screen.apply(answer));
    }

    private void check() {
        boolean isPassphrase =
                ask("recovery", JsonText.object()).path("kind").asString("").equals("passphrase");
        String typed = isPassphrase && isTerminal() ? hidden("Passphrase: ") : line("Recovery code: ");
        show(ask("recovery-check", JsonText.object().put("secret", typed)), RecoveryScreen::right);
    }

    private void renew() {
        ObjectNode wish = JsonText.object();
        if (passphrase != null) {
            wish.put("passphrase", Passphrase.in(passphrase).text());
        }
        String sure = line(
                "Backups will be encrypted to another %s from now on. Those made until now need the old one, so keep it.%nType yes to go on: "
                        .formatted(passphrase == null ? "code" : "passphrase"));
        if (!sure.strip().equals("yes")) {
            throw new StorageException.Conflict("Nothing was changed.");
        }
        show(ask("recovery-new", wish), RecoveryScreen::recovery);
    }

    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    private static String hidden(String question) {
        char[] typed = System.console().readPassword(question);
        return typed == null ? "" : new String(typed);
    }

    /** One line that somebody types, who sees what he types, or a program gives. */
    private String line(String question) {
        if (isTerminal()) {
            spec.commandLine().getErr().print(question);
            spec.commandLine().getErr().flush();
        }
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (line == null) {
                throw new StorageException.BadRequest("There is nothing on standard input; give one line.");
            }
            return line;
        } catch (IOException broken) {
            throw new StorageException.Failed("Standard input cannot be read.", broken);
        }
    }
}
