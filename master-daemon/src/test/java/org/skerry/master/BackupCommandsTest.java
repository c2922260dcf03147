package org.skerry.master;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.local.LocalStorage;
import org.skerry.master.backup.BackupSettings;
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
    void aFolderThatIsNotThereBecomesNoFileOfItsName() throws IOException {
        Path missing = temp.resolve("STICK");
        String sentence =
                "There is no folder %s; is the stick connected? Give a folder that is there, or the name of a file that ends in .zip.";

        for (String command : List.of("backup", "export-all")) {
            Done refused = new Done(1, "", sentence.formatted(missing));
            assertEquals(refused, skerry(command, missing, "--data", data));
            assertEquals(refused, skerry(command, missing + "/", "--data", data));
            assertEquals(refused, skerry(command, missing.resolve("b.zip"), "--data", data));
            assertEquals(
                    new Done(1, "", sentence.formatted(missing + ".zip")),
                    skerry(command, missing + ".zip/", "--data", data));
        }
        assertEquals(Set.of("code", "data"), names(temp));
    }

    @Test
    void aBackupOnTheDiskOfTheDataSaysSo() {
        Done backup = skerry("backup", temp.resolve("b.zip"), "--data", data);

        assertTrue(
                backup.out()
                        .contains(
                                "WARNING: it is on the disk of the data: if that disk dies, both are gone. Copy it to another one."),
                backup.out());
    }

    @Test
    void recordsOnlyBringAnAuditThatIsWholeSinceThen() {
        Path file = temp.resolve("b.zip");
        Path restored = temp.resolve("restored");
        skerry("backup", file, "--data", data);
        skerry("restore", "--records-only", file, "--data", restored);

        Done audit = skerry("audit", "--verify", "--data", restored);
        Done verify = skerry("verify", "--data", restored);

        assertAll(
                () -> assertEquals(0, audit.status(), audit.out()),
                () -> assertTrue(
                        audit.out().startsWith("The audit is whole since entry 4: 2 entries.%n".formatted()),
                        audit.out()),
                () -> assertTrue(audit.out().contains("the key of the 3 entries before is not here"), audit.out()),
                () -> assertEquals(0, verify.status(), verify.out()),
                () -> assertTrue(verify.out().contains("5 entries of the audit."), verify.out()),
                () -> assertTrue(verify.out().contains("Note: The audit can be verified from"), verify.out()));
    }

    @Test
    void aDamagedBackupSaysWhatTakesTheRestOfIt() throws IOException {
        Path file = temp.resolve("b.zip");
        skerry("backup", file, "--data", data);
        byte[] bytes = Files.readAllBytes(file);
        int name = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("blobs/");
        bytes[name + 6 + 2 + 1 + 64 + 5] ^= 1; // the one byte of the content, behind the head of its piece
        Files.write(file, bytes);
        Path restored = temp.resolve("restored");

        Done refused = skerry("restore", "--records-only", file, "--data", restored);
        Done done = skerry("restore", "--records-only", "--damaged-too", file, "--data", restored);

        assertAll(
                () -> assertEquals(1, refused.status()),
                () -> assertTrue(
                        refused.err().contains("--damaged-too restores everything that is whole"), refused.err()),
                () -> assertEquals(1, done.status(), done.err()),
                () -> assertTrue(done.out().startsWith("2 records are back in "), done.out()),
                () -> assertTrue(
                        done.out().contains("WARNING: the backup is damaged, and this did not come back whole"),
                        done.out()));
    }

    @Test
    void recordsThatAreDamagedAreNotSaidToBeBack() throws IOException {
        Path file = temp.resolve("b.zip");
        Path damaged = temp.resolve("damaged.zip");
        skerry("backup", file, "--data", data);
        try (ZipFile zip = new ZipFile(file.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(damaged))) {
            for (ZipEntry entry : zip.stream().toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                String bytes = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                out.write(bytes.replace("\"n\":1", "\"n\":2").getBytes(StandardCharsets.ISO_8859_1));
            }
        }

        Done text = skerry("restore", "--records-only", "--damaged-too", damaged, "--data", temp.resolve("r"));
        Done json =
                skerry("restore", "--records-only", "--damaged-too", damaged, "--data", temp.resolve("s"), "--json");

        assertAll(
                () -> assertEquals(1, text.status(), text.err()),
                () -> assertTrue(text.out().startsWith("1 of 2 records are back in "), text.out()),
                () -> assertEquals(1, json.status(), json.err()),
                () -> assertEquals(1, JsonText.read(json.out()).path("records").asInt(), json.out()));
    }

    @Test
    void whatIsToBeTypedNextFitsTheFolder() throws IOException {
        Path file = temp.resolve("b.zip");
        Path spaced = temp.resolve("to try");
        skerry("backup", file, "--data", data);

        Done restore = skerry("restore", file, "--data", spaced, "--code-file", code);
        Done over = skerry("restore", file, "--data", spaced, "--code-file", code);

        assertAll(
                () -> assertTrue(
                        restore.out().contains("Start it now: skerry master --data '%s' ".formatted(spaced)),
                        restore.out()),
                () -> assertFalse(restore.out().contains("systemctl"), restore.out()),
                () -> assertTrue(over.err().contains("(mv '%s' '%1$s-old')".formatted(spaced)), over.err()),
                () -> assertTrue(JsonText.read(Files.readString(spaced.resolve("recovery.json")))
                        .has("taken")));
    }

    @Test
    void whatIsNoBackupIsToldByWhatItIs() throws IOException {
        Path cut = temp.resolve("cut.zip");
        Path export = temp.resolve("all.zip");
        Path text = Files.writeString(temp.resolve("text.zip"), "no backup");
        skerry("export-all", export, "--data", data);
        skerry("backup", cut, "--data", data);
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));

        for (Object[] line : new Object[][] {
            {text, "%s is no backup of a Skerry master."},
            {export, "%s is what skerry export-all makes, for other programs, and no backup; skerry backup makes one."},
            {temp, "%s is a folder; give the name of the backup in it."}
        }) {
            Done refused = new Done(1, "", line[1].toString().formatted(line[0]));
            assertEquals(refused, skerry("verify", line[0]));
            assertEquals(refused, skerry("restore", "--records-only", line[0], "--data", temp.resolve("r")));
        }
        String sentence = "The end of %s is missing or damaged, as where it was not copied to its end".formatted(cut);
        Done verify = skerry("verify", cut);
        Done restore = skerry("restore", "--records-only", cut, "--data", temp.resolve("r"));
        assertTrue(verify.out().contains("DAMAGED: " + sentence), verify.out());
        assertTrue(restore.err().startsWith(sentence), restore.err());
    }

    @Test
    void whatIsStoppedSaysSo() throws IOException {
        MadeFile file = MadeFile.of(temp.resolve("b.zip").toString(), ".zip");
        OutputStream out = file.out();
        file.close(); // as when the program ends

        IOException closed = assertThrows(IOException.class, () -> out.write(1));

        assertEquals("It was stopped; nothing was kept.", file.failure(closed).getMessage());
    }

    @Test
    void historyThatTheRestoredMasterKeptIsNotDroppedUntilSomebodyHasDecided() throws IOException {
        assertEquals(Optional.empty(), RestoredSettings.in(data));
        Path settings = Files.writeString(data.resolve("master.conf.restored"), "# remark\nhistory-days = 0\n");

        RestoredSettings forEver = RestoredSettings.in(data).orElseThrow();
        Files.writeString(settings, "history-days = 400\n");
        RestoredSettings longer = RestoredSettings.in(data).orElseThrow();
        Files.writeString(settings, "what is this\n");
        RestoredSettings damaged = RestoredSettings.in(data).orElseThrow();
        MasterSettings master = new MasterSettings(
                data,
                0,
                List.of(),
                "Site",
                JsonText.object(),
                false,
                Optional.empty(),
                365,
                BackupSettings.USUAL,
                Optional.empty());
        Optional<Duration> undecided = master.historyKept();
        Files.delete(settings);

        assertAll(
                () -> assertTrue(forEver.warning(365).orElseThrow().contains("keep it for ever"), "for ever"),
                () -> assertEquals(Optional.empty(), forEver.warning(0)),
                () -> assertTrue(longer.warning(365).isPresent()),
                () -> assertEquals(Optional.empty(), longer.warning(400)),
                () -> assertTrue(damaged.warning(365).orElseThrow().contains("cannot be read"), "damaged"),
                () -> assertEquals(Optional.empty(), damaged.warning(0)),
                () -> assertEquals(Optional.empty(), undecided),
                () -> assertEquals(Optional.of(Duration.ofDays(365)), master.historyKept()));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
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
                    "\uFEFF__id,portal_type,t\nb,con,'=1+1\n",
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

    @Test
    void anAttachmentThatIsNotWhatItWasIsNamedInAnExport() throws IOException {
        try (Stream<Path> blobs = Files.walk(data.resolve("blobs"))) {
            for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                Files.writeString(blob, "y");
            }
        }
        Path file = temp.resolve("all.zip");

        Done export = skerry("export-all", file, "--data", data);

        assertEquals(1, export.status());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertTrue(text(zip, "DAMAGES.txt").contains("is damaged; attachments/a/__n.txt is not what it was"));
            assertTrue(text(zip, "attachments.jsonl").contains("\"damaged\":true"));
        }
    }

    @Test
    void anAttachmentThatTheDiskCannotReadIsNamedInAnExport() throws IOException {
        try (Stream<Path> blobs = Files.walk(data.resolve("blobs"))) {
            for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                Files.delete(blob);
                Files.createDirectory(blob); // can be opened, and each read of it fails
            }
        }
        Path file = temp.resolve("all.zip");

        Done export = skerry("export-all", file, "--data", data);

        assertEquals(1, export.status());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertTrue(text(zip, "DAMAGES.txt").contains("is damaged; attachments/a/__n.txt is not what it was"));
            assertTrue(text(zip, "records/Ship.jsonl").contains("\"__id\":\"a\""));
        }
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
