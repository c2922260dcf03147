package org.skerry.master;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.local.LocalStorage;
import org.skerry.master.recovery.Recovery;
import org.skerry.protocol.pairing.NodeIdentity;
import tools.jackson.databind.JsonNode;

/** The commands that keep data safe, where no master runs. */
@Timeout(120)
class BackupCommandsTest {

    @TempDir
    Path temp;

    private Path data;
    private Path code;

    private record Done(int status, String out, String err) {}

    private static Done skerry(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int status = MasterDaemon.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(texts);
        return new Done(status, out.toString().strip(), err.toString().strip());
    }

    @BeforeEach
    void makeData() throws IOException {
        data = temp.resolve("data");
        try (LocalStorage storage = LocalStorage.open(data)) {
            storage.put(
                    new RecordId("a"),
                    JsonText.object().put("portal_type", "Ship").put("n", 1));
            storage.put(
                    new RecordId("b"),
                    JsonText.object().put("portal_type", "con").put("t", "=1+1"));
            storage.putAttachment(
                    new RecordId("a"), "../n.txt", new Attachment("text/plain", "x".getBytes(StandardCharsets.UTF_8)));
        }
        NodeIdentity.in(data);
        Recovery recovery =
                Recovery.in(data, "Site", Optional.empty(), (_, _, _, _) -> {}, new SecureRandom(), Clock.systemUTC());
        code = Files.writeString(
                temp.resolve("code"), recovery.shown().path("code").asString("") + "\n");
        Files.writeString(
                data.resolve("people.json"),
                "{\"version\":1,\"people\":[{\"name\":\"Ana\",\"role\":\"writer\",\"secret\":\"argon\"}]}");
    }

    @Test
    void aStoppedMasterIsBackedUpLookedThroughAndRestored() throws IOException {
        Path file = temp.resolve("b.zip");
        Path restored = temp.resolve("restored");

        Done backup = skerry("backup", file, "--data", data);
        Done verify = skerry("verify", "--code-file", code, file);
        Done restore = skerry("restore", file, "--data", restored, "--code-file", code);
        Done folder = skerry("verify", "--index", "--data", restored);

        assertAll(
                () -> assertEquals(0, backup.status(), backup.err()),
                () -> assertTrue(
                        backup.out().startsWith("The backup is on the disk: %s, 2 records, ".formatted(file)),
                        backup.out()),
                () -> assertEquals("", backup.err()),
                () -> assertFalse(Files.exists(temp.resolve("b.zip.part"))),
                () -> assertEquals(0, verify.status(), verify.err()),
                () -> assertTrue(verify.out().endsWith("Nothing is damaged."), verify.out()),
                () -> assertEquals(0, restore.status(), restore.err()),
                () -> assertTrue(restore.out().contains("This is the same master as before"), restore.out()),
                () -> assertEquals(0, folder.status(), folder.out()),
                () -> assertTrue(folder.out().startsWith("2 records, 1 contents of attachments, "), folder.out()));
        JsonNode list = JsonText.read(Files.readString(data.resolve("backups.json")));
        assertEquals(file.toString(), list.path("made").path(0).path("file").asString());
    }

    @Test
    void nothingIsWrittenOverAndAFolderGetsAName() throws IOException {
        Path file = Files.writeString(temp.resolve("mine"), "mine");
        Path folder = Files.createDirectory(temp.resolve("folder"));

        Done over = skerry("backup", file, "--data", data);
        Done restoreOver = skerry("restore", temp.resolve("mine"), "--data", data);
        Done named = skerry("backup", folder, "--data", data, "--json");

        assertEquals(1, over.status());
        assertEquals("mine", Files.readString(file));
        assertEquals(1, restoreOver.status());
        assertTrue(restoreOver.err().startsWith("The data folder %s is not empty".formatted(data)), restoreOver.err());
        assertEquals(0, named.status(), named.err());
        assertEquals(2, JsonText.read(named.out()).path("records").asInt());
        try (var files = Files.list(folder)) {
            assertTrue(files.findFirst().orElseThrow().getFileName().toString().matches("skerry-[-0-9]+\\.zip"));
        }
    }

    @Test
    void damageIsNamedWithStatusOneAndInJson() throws IOException {
        try (var blobs = Files.walk(data.resolve("blobs"))) {
            for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                Files.writeString(blob, "rotten");
            }
        }
        Path cut = temp.resolve("cut.zip");
        Done made = skerry("backup", cut, "--data", data);
        Done forLauncher = skerry("backup", temp.resolve("b.zip"), "--data", data, "--kept-as", temp.resolve("b.zip"));
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));

        Done folder = skerry("verify", "--data", data);
        JsonNode json = JsonText.read(skerry("verify", "--data", data, "--json").out());
        Done backup = skerry("verify", cut);
        Done restore = skerry("restore", "--records-only", cut, "--data", temp.resolve("restored"));

        assertAll(
                () -> assertEquals(1, made.status()),
                () -> assertTrue(
                        made.out()
                                .contains(
                                        "WARNING: something is damaged, and so it is in this backup, which does not count as good: keep the older ones."),
                        made.out()),
                () -> assertEquals(4, forLauncher.status()),
                () -> assertEquals(1, folder.status()),
                () -> assertTrue(
                        folder.out()
                                .contains("DAMAGED: The attachment ../n.txt of the record a is missing or damaged."),
                        folder.out()),
                () -> assertFalse(json.path("whole").asBoolean()),
                () -> assertEquals(2, json.path("records").asInt()),
                () -> assertEquals(1, backup.status()),
                () -> assertTrue(backup.out().contains("files at its beginning are whole"), backup.out()),
                () -> assertEquals(1, restore.status()),
                () -> assertFalse(Files.exists(temp.resolve("restored"))));
    }

    @Test
    void anotherCodeAndNoCodeAreRefusedInASentence() throws IOException {
        Path file = temp.resolve("b.zip");
        skerry("backup", file, "--data", data);
        Path wrong = Files.writeString(temp.resolve("wrong"), "FKCAC-XA489-DMT4P-J3A2Y-76ZFS-9RFG2-RPJJV");

        Done restore = skerry("restore", file, "--data", temp.resolve("r"), "--code-file", wrong);
        Done none = skerry("restore", temp.resolve("none.zip"), "--data", temp.resolve("r"), "--code-file", wrong);
        Done usage = skerry("verify", "--code-file", wrong);

        assertEquals(new Done(1, "", "This is another code."), restore);
        assertEquals(1, none.status());
        assertEquals(2, usage.status());
        assertFalse(Files.exists(temp.resolve("r")));
    }

    @Test
    void everythingIsExportedUnderSafeNamesAndWithoutSecrets() throws IOException {
        Path file = temp.resolve("all.zip");

        Done export = skerry("export-all", file, "--data", data);

        assertEquals(0, export.status(), export.err());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertEquals("{\"__id\":\"a\",\"portal_type\":\"Ship\",\"n\":1}\n", text(zip, "records/Ship.jsonl"));
            assertEquals(
                    "__id,portal_type,t\nb,con,'=1+1\n",
                    text(zip, "records/_con.csv").replace("\r", ""));
            assertEquals("x", text(zip, "attachments/a/__n.txt"));
            assertTrue(text(zip, "attachments.jsonl").contains("\"file\":\"attachments/a/__n.txt\""));
            assertTrue(text(zip, "people.json").contains("Ana"));
            assertFalse(text(zip, "people.json").contains("argon"));
            assertTrue(text(zip, "audit.csv").contains("created"));
            assertTrue(text(zip, "READ-ME_zh.txt").contains("记录"));
            assertTrue(text(zip, "READ-ME_fr.txt").contains("fiches"));
        }
    }

    @Test
    void damageOfOlderVersionsIsToldAsSuch() throws IOException {
        try (LocalStorage storage = LocalStorage.open(data)) {
            storage.removeAttachment(new RecordId("a"), "../n.txt");
        }
        DurableFiles.deleteTree(data.resolve("blobs"));

        Done folder = skerry("verify", "--data", data);
        JsonNode json = JsonText.read(skerry("verify", "--data", data, "--json").out());
        Done backup = skerry("backup", temp.resolve("b.zip"), "--data", data);

        assertAll(
                () -> assertEquals(1, folder.status()),
                () -> assertTrue(
                        folder.out()
                                .endsWith(
                                        "Older versions only: nothing that is there now is concerned, and backups count as good."),
                        folder.out()),
                () -> assertFalse(json.path("whole").asBoolean()),
                () -> assertEquals(0, json.path("damages").size()),
                () -> assertEquals(1, json.path("older").size()),
                () -> assertEquals(0, backup.status()),
                () -> assertTrue(backup.out().contains("Note: damaged are older versions only (1)"), backup.out()));
    }

    @Test
    void anExportOfWhatIsDamagedSaysSo() throws IOException {
        DurableFiles.deleteTree(data.resolve("blobs"));
        Path file = temp.resolve("all.zip");

        Done export = skerry("export-all", file, "--data", data);

        assertEquals(1, export.status());
        assertTrue(export.out().contains("WARNING: something is damaged, and not in the file"), export.out());
        assertTrue(Files.exists(file));
    }

    private static String text(ZipFile zip, String name) throws IOException {
        try (var in = zip.getInputStream(zip.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whereThereAreNoRecordsThereIsNoBackup() {
        Done backup = skerry("backup", temp.resolve("b.zip"), "--data", temp.resolve("nothing"));

        assertEquals(1, backup.status());
        assertTrue(backup.err().startsWith("There is no folder"), backup.err());
        assertFalse(Files.exists(temp.resolve("b.zip.part")));
    }
}
