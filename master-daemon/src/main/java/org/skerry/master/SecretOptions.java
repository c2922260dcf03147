package org.skerry.master;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Where a new password comes from: typed twice on a terminal, else one line of standard input, or made by the master. */
final class SecretOptions {

    @Option(
            names = "--pin",
            description =
                    "Makes six random digits and shows them, instead of asking for a password. Without it, and where"
                            + " there is no terminal, the password is one line of standard input.")
    private boolean pin;

    void addTo(ObjectNode wish) {
        if (pin) {
            wish.put("pin", true);
        } else {
            Console console = System.console();
            wish.put("secret", console != null && console.isTerminal() ? typed(console) : line(System.in));
        }
    }

    private static String typed(Console console) {
        char[] first = console.readPassword("New password: ");
        char[] second = console.readPassword("The same again: ");
        try {
            if (first == null || !Arrays.equals(first, second)) {
                throw new StorageException.BadRequest("The two passwords are not the same; nothing was changed.");
            }
            return new String(first);
        } finally {
            wipe(first);
            wipe(second);
        }
    }

    private static void wipe(char @Nullable [] secret) {
        if (secret != null) {
            Arrays.fill(secret, '\0');
        }
    }

    static String line(InputStream input) {
        return line(input, "There is no password on standard input; give one line, or --pin.");
    }

    /** @param otherwise the sentence where there is none */
    static String line(InputStream input, String otherwise) {
        try {
            String line = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8)).readLine();
            if (line == null) {
                throw new StorageException.BadRequest(otherwise);
            }
            return line;
        } catch (IOException broken) {
            throw new StorageException.Failed("Standard input cannot be read.", broken);
        }
    }
}
