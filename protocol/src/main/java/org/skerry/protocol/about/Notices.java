package org.skerry.protocol.about;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What Skerry is made of, and the licences of the parts: of an installation the file {@code legal/THIRD-PARTY.txt} of its
 * folder, which the system property {@code skerry.home} names; else NOTICE, which is in the jar.
 *
 * @param place where the text stands, for people: a path, or {@code NOTICE}
 */
public record Notices(String place, String text) {

    private static final String HOME = "skerry.home";

    /** More than any such file has: it is shown in a window. */
    private static final long MAX_BYTES = 16L * 1024 * 1024;

    /** Those of the program that is running; any thread, reads a file. */
    public static Notices here() {
        return of(Optional.ofNullable(System.getProperty(HOME)).filter(home -> !home.isBlank()));
    }

    static Notices of(Optional<String> home) {
        return home.flatMap(Notices::installed).orElseGet(Notices::packed);
    }

    private static Optional<Notices> installed(String home) {
        try {
            Path file = Path.of(home, "legal", "THIRD-PARTY.txt").toAbsolutePath();
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            return Optional.of(new Notices(file.toString(), text(Files.readAllBytes(file))));
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty(); // the other one says what there is to say
        }
    }

    private static Notices packed() {
        try (InputStream file = Objects.requireNonNull(Notices.class.getResourceAsStream("NOTICE"))) {
            return new Notices("NOTICE", text(file.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable); // it is in our own jar
        }
    }

    /** With our ends of lines; what is no UTF-8 in the licence of a part spoils its letters only. */
    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8).replace("\r\n", "\n").stripTrailing();
    }
}
