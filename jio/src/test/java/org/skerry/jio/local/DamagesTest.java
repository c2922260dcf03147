package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;

class DamagesTest {

    private static final String FEED = "feed";

    @TempDir
    private Path folder;

    private Damages opened() {
        Damages damages = new Damages();
        damages.keepIn(folder, FEED);
        return damages;
    }

    private Path file() {
        return folder.resolve(Damages.FILE);
    }

    @Test
    void recordsAreRememberedOverARestart() {
        opened().add(new StorageException.Damaged("a", 7));

        assertEquals(List.of("a"), opened().records());
    }

    @Test
    void thoseOfOtherRecordsAreNot() {
        opened().add(new StorageException.Damaged("a", 7));
        Damages other = new Damages();
        other.keepIn(folder, "another feed");

        assertFalse(other.areThere());
    }

    @Test
    void aTornOrRottenLineTakesNoOtherAlong() throws IOException {
        Damages first = opened();
        first.add(new StorageException.Damaged("a", 7));
        Files.write(file(), "\n{\"feed\":\"fe".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        first.add(new StorageException.Damaged("b", 8));
        Files.write(file(), new byte[] {'\n', (byte) 0xff, '\n'}, StandardOpenOption.APPEND);
        first.add(new StorageException.Damaged("c", 9));

        assertEquals(List.of("a", "b", "c"), opened().records());
    }

    /** As where the disk fails: a folder of that name opens and cannot be read. */
    @Test
    void whatCannotBeReadNowIsLeftForAnotherStart() throws IOException {
        Files.createDirectory(file());

        Damages damages = opened();
        damages.add(new StorageException.Damaged("a", 7));

        assertEquals(List.of("a"), damages.records());
        assertTrue(Files.exists(file()));
    }

    @Test
    void aHugeFileTakesBoundedMemory() throws IOException {
        opened().add(new StorageException.Damaged("a", 7));
        Files.write(file(), new byte[] {'\n'}, StandardOpenOption.APPEND);
        try (RandomAccessFile huge = new RandomAccessFile(file().toFile(), "rw")) {
            huge.setLength(3L << 30);
        }

        assertEquals(List.of("a"), opened().records());
    }

    @Test
    void whatIsWellAgainIsForgottenForGood() throws IOException {
        Damages damages = opened();
        damages.add(new StorageException.Damaged("a", 7));
        damages.add(new StorageException.Damaged("b", 8));
        damages.lookAgain(place -> place.id().equals("a"));

        assertEquals(List.of("b"), damages.records());
        assertEquals(List.of("b"), opened().records());
        damages.lookAgain(place -> true);
        assertFalse(Files.exists(file()));
    }

    @Test
    void onlyTheRecordsThemselvesAreNamed() {
        Damages damages = opened();
        damages.add(new StorageException.Damaged("attachments of this", 0));
        damages.add(StorageException.Damaged.olderVersion("a version of this"));

        assertEquals(2, damages.sentences().size());
        assertEquals(List.of(), damages.records());
    }

    @Test
    void anAnswerNamesNoMoreThanFit() {
        Damages damages = opened();
        for (int i = 0; i < 100; i++) {
            damages.add(new StorageException.Damaged("%d %s".formatted(i, "x".repeat(1_000)), i + 1));
        }

        List<String> named = damages.records();

        assertTrue(named.size() > 10, "named: " + named.size());
        assertTrue(String.join("", named).length() <= 16 * 1024, "named: " + named.size());
    }

    /** The id in a damaged row may be the damage: then nobody writes a record of that name. */
    @Test
    void aRowThatIsGoneIsWellWhateverItWasCalled() throws Exception {
        try (LocalStorage storage = LocalStorage.open(folder);
                ReadConnections readers =
                        new ReadConnections(RecordDatabase.file(folder.resolve(LocalStorage.RECORDS_FILE)), 1)) {
            storage.put(new RecordId("ana"), JsonText.object());
            storage.put(new RecordId("ana"), JsonText.object().put("n", 1));

            for (String id : List.of("anb", "", "x".repeat(2_000), "ana")) {
                boolean isWell = readers.read(statements -> statements.isWell(new Damages.Place(id, 1)));
                assertTrue(isWell, id);
            }
        }
    }
}
