package org.skerry.master.recovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RecoveryTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String NOW = "2026-11-28T12:00:00Z";

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    private Recovery start() {
        return start(Optional.empty());
    }

    private Recovery start(Optional<Path> passphrase) {
        return Recovery.in(
                folder,
                "Site A",
                passphrase,
                (action, caller, record, detail) -> told.add(action + " " + caller.pc() + record + detail),
                RANDOM,
                Clock.fixed(Instant.parse(NOW), ZoneOffset.UTC));
    }

    private Path passphrase(String text) throws IOException {
        return Files.writeString(folder.resolve("passphrase"), text);
    }

    private static JsonNode ask(Recovery recovery, String word) {
        return ask(recovery, word, JsonText.object());
    }

    private static JsonNode ask(Recovery recovery, String word, ObjectNode wish) {
        return recovery.answers().get(word).apply(wish);
    }

    private static ObjectNode typed(String secret) {
        return JsonText.object().put("secret", secret);
    }

    private static String code(Recovery recovery) {
        return recovery.shown().path("code").asString();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private RecoveryKey key() throws IOException {
        return RecoveryKey.read(JsonText.read(Files.readAllBytes(file("recovery.json"))));
    }

    private static String refusal(Runnable refused) {
        return String.valueOf(assertThrows(StorageException.class, refused::run).getMessage());
    }

    @Test
    void theFirstStartMakesACodeThatIsShownUntilItIsTaken() throws IOException {
        Recovery first = start();
        String code = code(first);
        Recovery second = start();

        assertTrue(first.isNew());
        assertFalse(second.isNew());
        assertEquals(code, code(second));
        assertEquals(code, Files.readAllLines(file("recovery-code.txt")).getFirst());
        assertTrue(second.warning().orElseThrow().startsWith("Nobody has taken the recovery code yet"));

        assertEquals(
                JsonText.object().put("kind", "code").put("made", NOW).put("taken", NOW),
                ask(second, "recovery-taken"));
        assertFalse(Files.exists(file("recovery-code.txt")));
        assertEquals(Optional.empty(), second.warning());
        assertEquals(second.report(), start().shown());
        assertEquals(second.report(), ask(second, "recovery-taken"));
        assertEquals(List.of("recovery-made code", "recovery-taken code"), told);
    }

    @Test
    void whatIsKeptSealsAndThePaperOpens() throws IOException {
        String paper = code(start());
        byte[] identity = "identity.pem".getBytes(StandardCharsets.UTF_8);

        assertArrayEquals(identity, key().open(key().seal(identity, RANDOM), RecoveryCode.read(paper)));
    }

    @Test
    void aNewCodeTakesThePlaceOfTheOldOneWhichStillOpensWhatItSealed() throws IOException {
        Recovery recovery = start();
        String old = code(recovery);
        RecoveryKey oldKey = key();
        byte[] sealed = oldKey.seal(new byte[] {1}, RANDOM);
        ask(recovery, "recovery-taken");

        String made = ask(recovery, "recovery-new").path("code").asString();

        assertEquals(made, code(start()));
        assertTrue(recovery.warning().isPresent());
        assertTrue(key().isOf(RecoveryCode.read(made)));
        assertEquals(
                "This code is well written, but it is not the one of this master now; an older one opens the backups of its time only.",
                refusal(() -> ask(recovery, "recovery-check", typed(old))));
        assertArrayEquals(new byte[] {1}, oldKey.open(sealed, RecoveryCode.read(old)));
        assertEquals(List.of("recovery-made code", "recovery-taken code", "recovery-replaced code"), told);
    }

    @Test
    void aCodeIsCheckedAndTheMistypedGroupNamed() {
        Recovery recovery = start();
        String code = code(recovery);
        String mistyped = code.substring(0, 12) + (code.charAt(12) == 'X' ? 'Y' : 'X') + code.substring(13);

        assertEquals(recovery.report(), ask(recovery, "recovery-check", typed(code)));
        assertEquals(
                "Group 3 is mistyped; all others are well written.",
                refusal(() -> ask(recovery, "recovery-check", typed(mistyped))));
    }

    @Test
    void aPassphraseTakesThePlaceOfACode() throws IOException {
        Recovery recovery = start(Optional.of(passphrase("twelve boats\n")));

        assertEquals(
                JsonText.object().put("kind", "passphrase").put("made", NOW).put("taken", NOW), recovery.shown());
        assertEquals(Optional.empty(), recovery.warning());
        assertFalse(Files.exists(file("recovery-code.txt")));
        assertEquals(recovery.report(), ask(recovery, "recovery-check", typed("twelve boats")));
        assertEquals(
                "This is not the passphrase of this master.",
                refusal(() -> ask(recovery, "recovery-check", typed("thirteen boats"))));
        assertEquals(List.of("recovery-made passphrase"), told);
    }

    @Test
    void anotherPassphraseThanBeforeIsRefusedButItsFileMayGo() throws IOException {
        Path file = passphrase("twelve boats");
        start(Optional.of(file));

        assertFalse(start(Optional.of(file)).isNew());
        passphrase("thirteen boats");
        assertTrue(refusal(() -> start(Optional.of(file)))
                .contains("is not what backups of this master are encrypted to"));
        Files.delete(file);
        assertFalse(start(Optional.of(file)).isNew());

        assertEquals(List.of("recovery-made passphrase"), told);
    }

    @Test
    void aPassphraseAfterACodeIsRefusedAndIsGivenWithNew() throws IOException {
        Recovery recovery = start();
        Path file = passphrase("twelve boats");

        assertTrue(refusal(() -> start(Optional.of(file))).contains("skerry recovery --new --passphrase-file FILE"));
        ask(recovery, "recovery-new", JsonText.object().put("passphrase", "twelve boats"));

        assertFalse(start(Optional.of(file)).isNew());
        assertFalse(Files.exists(file("recovery-code.txt")));
        assertEquals(
                "A passphrase has at least 12 characters, and at most 256.",
                refusal(() -> ask(recovery, "recovery-new", JsonText.object().put("passphrase", "eleven char"))));
    }

    @Test
    void anUnfitPassphraseLeavesNothingBehind() throws IOException {
        Path file = passphrase("short");

        assertThrows(StorageException.BadRequest.class, () -> start(Optional.of(file)));
        assertEquals(List.of(file), Files.list(folder).toList());
    }

    @Test
    void aDamagedFileSaysWhatToDoAndStopsNothing() throws IOException {
        start();
        for (String damaged :
                List.of("", "{", "{}", "[]", "{\"version\":2}", key().json().toString())) {
            Files.writeString(file("recovery.json"), damaged);

            Recovery recovery = start(Optional.of(passphrase("twelve boats")));

            String warning = recovery.warning().orElseThrow();
            assertTrue(
                    warning.startsWith("The recovery key, " + file("recovery.json") + ", cannot be read ("), warning);
            assertTrue(warning.endsWith("or make another code with skerry recovery --new."), warning);
            assertEquals(JsonText.object().put("missing", warning), recovery.shown());
            assertEquals(warning, refusal(() -> ask(recovery, "recovery-taken")));
            assertEquals(warning, refusal(() -> ask(recovery, "recovery-check", typed("x"))));
            assertEquals(damaged, Files.readString(file("recovery.json")));
            ask(recovery, "recovery-new");
            assertEquals("code", start().report().path("kind").asString());
        }
    }

    @Test
    void aCodeThatCannotBeWrittenStopsNothing() throws IOException {
        Files.createDirectories(file("recovery-code.txt").resolve("in the way"));

        Recovery recovery = start();

        assertTrue(recovery.warning().orElseThrow().startsWith("There is no recovery code"));
        assertFalse(Files.exists(file("recovery.json")));
    }

    @Test
    void aCodeOfWhichTheFileIsGoneIsNotCalledTaken() throws IOException {
        Recovery recovery = start();
        Files.delete(file("recovery-code.txt"));

        assertTrue(recovery.warning().orElseThrow().contains("is not kept here any more"));

        Files.writeString(file("recovery-code.txt"), RecoveryCode.random(RANDOM).groups());
        assertEquals(recovery.report(), recovery.shown(), "another code than that of the key is not shown");
    }

    @Test
    void onlyItsUserReadsTheFiles() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "modes of files are of POSIX");
        start();

        for (String name : List.of("recovery.json", "recovery-code.txt")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file(name))));
        }
    }

    @Test
    void nothingOfTheCodeIsInLogAuditReportOrKey() throws IOException {
        List<String> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord each) {
                logged.add(each.getMessage()
                        + List.of(Optional.ofNullable(each.getParameters()).orElse(new Object[0]))
                        + each.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("org.skerry");
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        String code;
        String next;
        Recovery recovery;
        try {
            recovery = start();
            code = code(recovery);
            String mistyped = "ZZZZZ" + code.substring(5);
            refusal(() -> ask(recovery, "recovery-check", typed(mistyped)));
            start();
            next = ask(recovery, "recovery-new").path("code").asString();
        } finally {
            root.removeHandler(handler);
            root.setLevel(null);
        }

        String everything = logged
                + told.toString()
                + recovery.report()
                + recovery.warning()
                + recovery
                + Files.readString(file("recovery.json"));
        assertTrue(logged.size() >= 2, logged.toString());
        for (String group : (code + "-" + next).split("-")) {
            assertFalse(everything.contains(group.substring(0, 4)), everything);
        }
    }
}
