package org.skerry.slave.ui.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.text.Sentence;

class DraftFileTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    Path folder;

    private DraftFile file;

    @BeforeEach
    void open() {
        file = new DraftFile(folder.resolve("unsaved.json"));
    }

    @Test
    void draftsOutliveTheProgramForEachMaster() {
        Draft changed = new Draft(
                new DraftKey("1"),
                "here",
                new RecordId("a"),
                Optional.of(JsonText.object().put("n", 1)),
                JsonText.object().put("n", 2),
                Map.of("m", "1,2,3"),
                Optional.empty(),
                NOON,
                Standing.TYPED);
        Draft made = new Draft(
                new DraftKey("2"),
                "here",
                new RecordId("b"),
                Optional.empty(),
                JsonText.object(),
                Map.of(),
                Optional.of("{\"姓名\": "),
                NOON.plusSeconds(1),
                Standing.TYPED);
        keep(changed);
        keep(made);
        keep(draft("there", "c", NOON));

        assertEquals(List.of(made, changed), new DraftFile(folder.resolve("unsaved.json")).of("here"));
    }

    @Test
    void aDraftIsReplacedAndDropped() {
        keep(draft("here", "a", NOON));
        Draft later = draft("here", "a", NOON.plusSeconds(5));
        keep(later);
        List<Draft> replaced = file.of("here");
        file.keep(Map.of(later.key(), Optional.empty()));

        assertEquals(List.of(later), replaced);
        assertEquals(List.of(), file.of("here"));
    }

    @Test
    void onlyTheLatestAreKept() {
        for (int i = 0; i <= DraftFile.MAX_DRAFTS; i++) {
            keep(draft("here", "r" + i, NOON.plusSeconds(i)));
        }

        List<Draft> kept = file.of("here");

        assertEquals(DraftFile.MAX_DRAFTS, kept.size());
        assertEquals(new RecordId("r1"), kept.getLast().id());
    }

    @Test
    void aDamagedFileIsPutAside() throws Exception {
        Files.writeString(folder.resolve("unsaved.json"), "{\"drafts\": [");

        assertThrows(StorageException.Failed.class, () -> file.of("here"));
        assertEquals("{\"drafts\": [", Files.readString(folder.resolve("unsaved.json.damaged")));
        keep(draft("here", "a", NOON));
        assertEquals(1, file.of("here").size());
    }

    @Test
    void anOlderDamagedFileStays() throws Exception {
        Files.writeString(folder.resolve("unsaved.json.damaged"), "older");
        Files.writeString(folder.resolve("unsaved.json"), "\0\0\0");

        keep(draft("here", "a", NOON));

        assertEquals("older", Files.readString(folder.resolve("unsaved.json.damaged")));
        assertEquals("\0\0\0", Files.readString(folder.resolve("unsaved.json.damaged-2")));
        assertEquals(1, file.of("here").size());
    }

    @Test
    void aDraftThatMakesNoSenseIsPutAsideWithTheFile() throws Exception {
        keep(draft("here", "a", NOON));
        String strange = Files.readString(folder.resolve("unsaved.json"))
                .replace("[", "[{\"body\":{\"n\":2},\"id\":\"b\",\"at\":\"some day\"},");
        Files.writeString(folder.resolve("unsaved.json"), strange);
        assertEquals(1, file.of("here").size());

        keep(draft("here", "c", NOON));

        assertEquals(2, file.of("here").size());
        assertEquals(strange, Files.readString(folder.resolve("unsaved.json.damaged")));
    }

    @Test
    void aFileThatCannotBeReadNowIsNotTakenForAnEmptyOne() throws Exception {
        Files.createDirectory(folder.resolve("unsaved.json"));

        assertThrows(StorageException.Failed.class, () -> file.of("here"));
        assertThrows(StorageException.Failed.class, () -> keep(draft("here", "a", NOON)));

        assertTrue(Files.isDirectory(folder.resolve("unsaved.json")));
        assertFalse(Files.exists(folder.resolve("unsaved.json.damaged")));
    }

    @Test
    void whatIsTypedNeverMakesItTooLargeForWhatWaits() {
        DraftFile small = new DraftFile(folder.resolve("unsaved.json"), 1_000);
        Draft waiting = draft("here", "w", NOON).as(new Standing.Waiting(Set.of()));
        Draft typed = new Draft(
                new DraftKey("t"),
                "here",
                new RecordId("t"),
                Optional.empty(),
                JsonText.object().put("text", "x".repeat(1_000)),
                Map.of(),
                Optional.empty(),
                NOON,
                Standing.TYPED);

        small.keep(Map.of(waiting.key(), Optional.of(waiting), typed.key(), Optional.of(typed)));

        assertEquals(List.of(waiting), small.of("here"));
        assertThrows(
                StorageException.Full.class,
                () -> small.keep(Map.of(typed.key(), Optional.of(typed.as(new Standing.Waiting(Set.of()))))));
        assertEquals(List.of(waiting), small.of("here"));
    }

    @Test
    void whatWaitsForTheMasterIsNeverDroppedForOthers() {
        Draft waiting = draft("here", "w", NOON).as(new Standing.Waiting(Set.of("attempt")));
        Draft refused = draft("here", "x", NOON).as(new Standing.Refused(Sentence.of("status.refused", "Site A")));
        keep(waiting);
        keep(refused);
        for (int i = 0; i <= DraftFile.MAX_DRAFTS; i++) {
            keep(draft("here", "r" + i, NOON.plusSeconds(i + 1)));
        }

        List<Draft> kept = new DraftFile(folder.resolve("unsaved.json")).of("here");

        assertEquals(DraftFile.MAX_DRAFTS + 2, kept.size());
        assertEquals(List.of(waiting, refused), kept.subList(DraftFile.MAX_DRAFTS, kept.size()));
    }

    @Test
    void whereThereIsNoRoomForMoreTheOthersStay() {
        List<Draft> all = IntStream.range(0, DraftFile.MAX_UNSENT)
                .mapToObj(i -> draft("here", "w" + i, NOON.plusSeconds(i)).as(new Standing.Waiting(Set.of())))
                .toList();
        file.keep(all.stream().collect(Collectors.toMap(Draft::key, Optional::of)));
        Draft more = draft("here", "more", NOON).as(new Standing.Waiting(Set.of()));

        assertThrows(StorageException.Full.class, () -> keep(more));

        assertEquals(DraftFile.MAX_UNSENT, file.of("here").size());
    }

    @Test
    void whereTheyCannotBeWrittenItIsSaid() {
        DraftFile nowhere = new DraftFile(folder.resolve("missing").resolve("unsaved.json"));
        Draft waiting = draft("here", "w", NOON).as(new Standing.Waiting(Set.of()));

        assertThrows(StorageException.Failed.class, () -> nowhere.keep(Map.of(waiting.key(), Optional.of(waiting))));
    }

    private void keep(Draft draft) {
        file.keep(Map.of(draft.key(), Optional.of(draft)));
    }

    private static Draft draft(String master, String id, Instant at) {
        return new Draft(
                new DraftKey(id),
                master,
                new RecordId(id),
                Optional.empty(),
                JsonText.object().put("n", 1),
                Map.of(),
                Optional.empty(),
                at,
                Standing.TYPED);
    }
}
