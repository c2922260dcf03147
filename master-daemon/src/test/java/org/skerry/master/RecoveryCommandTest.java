package org.skerry.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.master.console.ControlSocket;
import org.skerry.master.recovery.Recovery;

class RecoveryCommandTest {

    private static final InputStream INPUT = System.in;

    @TempDir
    private Path folder;

    private ControlSocket master;
    private String code;

    @BeforeEach
    void start() {
        Recovery recovery = Recovery.in(
                folder, "Site A", Optional.empty(), (_, _, _, _) -> {}, new SecureRandom(), Clock.systemUTC());
        code = recovery.shown().path("code").asString();
        master = ControlSocket.start(folder, recovery.answers());
    }

    @AfterEach
    void stop() {
        System.setIn(INPUT);
        master.close();
    }

    private record Ran(int status, String out, String err) {}

    private Ran run(String input, String... options) {
        List<String> all = new ArrayList<>(List.of("recovery", "--data", folder.toString()));
        all.addAll(List.of(options));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        int status = MasterDaemon.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Ran(status, out.toString(), err.toString());
    }

    @Test
    void showsTheCodeUntilItIsTaken() {
        Ran shown = run("");
        Ran taken = run("", "--taken");
        Ran later = run("");

        assertEquals(0, shown.status());
        assertEquals("    " + code, shown.out().lines().toList().get(1));
        assertTrue(shown.out().contains("Recovery code of the Skerry master Site A, made "), shown.out());
        assertTrue(taken.out().endsWith("It is not kept here any more." + System.lineSeparator()), taken.out());
        assertTrue(later.out().startsWith("Backups are encrypted to the code made "), later.out());
        assertFalse((taken.out() + later.out()).contains(code.substring(0, 5)));
    }

    @Test
    void checksWhatIsOnThePaper() {
        String mistyped = (code.charAt(0) == 'X' ? "Y" : "X") + code.substring(1);

        Ran right = run(code.toLowerCase(Locale.ROOT).replace('-', ' ') + "\n", "--check");

        assertTrue(right.out().startsWith("This is the right one: "), right.toString());
        assertEquals(
                new Ran(1, "", "Group 1 is mistyped; all others are well written." + System.lineSeparator()),
                run(mistyped + "\n", "--check"));
        assertEquals(
                new Ran(1, "", "There is nothing on standard input; give one line." + System.lineSeparator()),
                run("", "--check"));
    }

    @Test
    void makesAnotherOneOnlyIfThatIsWanted() {
        assertEquals(new Ran(1, "", "Nothing was changed." + System.lineSeparator()), run("no\n", "--new"));
        assertTrue(run("").out().contains(code));

        Ran made = run("yes\n", "--new", "--json");

        String next = JsonText.read(made.out()).path("code").asString();
        assertFalse(next.equals(code) || next.isEmpty());
        assertTrue(run("").out().contains(next));
        assertEquals(1, run(code + "\n", "--check").status());
        assertEquals(0, run(next + "\n", "--check").status());
    }

    @Test
    void aPassphraseMayTakeItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("passphrase"), "twelve boats\n");

        Ran made = run("yes\n", "--new", "--passphrase-file", file.toString());

        assertTrue(made.out().startsWith("Backups are encrypted to the passphrase given "), made.toString());
        assertEquals(0, run("twelve boats\n", "--check").status());
        assertEquals(2, run("", "--passphrase-file", file.toString()).status());
        assertEquals(2, run("", "--new", "--check").status());
    }
}
