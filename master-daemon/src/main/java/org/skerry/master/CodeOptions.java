package org.skerry.master;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.master.recovery.Passphrase;
import org.skerry.master.recovery.RecoverySecret;
import picocli.CommandLine.Option;

/** Where a recovery code or a passphrase comes from: a file, a terminal, else one line of standard input. */
final class CodeOptions {

    private static final long MAX_FILE_BYTES = 4 * 1024;

    @Option(
            names = "--code-file",
            paramLabel = "FILE",
            description =
                    "A file with the recovery code, or the passphrase, in its first line. Without it, it is asked for on a"
                            + " terminal, and else read from standard input.")
    private @Nullable Path file;

    boolean isGiven() {
        return file != null;
    }

    /** @throws StorageException.BadRequest in a plain sentence that does not repeat it, if it cannot be one */
    RecoverySecret read(RecoverySecret.Kind kind, PrintWriter err) {
        if (file != null && kind == RecoverySecret.Kind.PASSPHRASE) {
            return Passphrase.in(file);
        }
        try {
            return RecoverySecret.read(kind, file == null ? asked(kind, err) : firstLine(file));
        } catch (IllegalArgumentException unfit) {
            throw new StorageException.BadRequest(String.valueOf(unfit.getMessage()), unfit);
        }
    }

    private static String asked(RecoverySecret.Kind kind, PrintWriter err) {
        if (System.console() == null || !System.console().isTerminal()) {
            return SecretOptions.line(
                    System.in, "There is no recovery code on standard input; give one line, or --code-file FILE.");
        }
        if (kind == RecoverySecret.Kind.PASSPHRASE) {
            char[] typed = System.console().readPassword("Passphrase: ");
            return typed == null ? "" : new String(typed);
        }
        err.print("Recovery code: ");
        err.flush();
        return SecretOptions.line(System.in, "No recovery code was typed.");
    }

    private static String firstLine(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new StorageException.BadRequest("%s is too large to hold a recovery code.".formatted(file));
            }
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException unreadable) {
            throw new StorageException.BadRequest(
                    "%s cannot be read; check the name and its rights.".formatted(file), unreadable);
        }
    }
}
