package org.skerry.slave.ui.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
        file.keep("here", Map.of(later.key(), Optional.empty()));

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

        assertEquals(List.of(), file.of("here"));
        assertTrue(Files.exists(folder.resolve("unsaved.json.damaged")));
        keep(draft("here", "a", NOON));
        assertEquals(1, file.of("here").size());
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
        file.keep("here", all.stream().collect(Collectors.toMap(Draft::key, Optional::of)));
        Draft more = draft("here", "more", NOON).as(new Standing.Waiting(Set.of()));

        assertThrows(StorageException.Full.class, () -> keep(more));

        assertEquals(DraftFile.MAX_UNSENT, file.of("here").size());
    }

    @Test
    void whereTheyCannotBeWrittenItIsSaid() {
        DraftFile nowhere = new DraftFile(folder.resolve("missing").resolve("unsaved.json"));
        Draft waiting = draft("here", "w", NOON).as(new Standing.Waiting(Set.of()));

        assertThrows(
                StorageException.Failed.class, () -> nowhere.keep("here", Map.of(waiting.key(), Optional.of(waiting))));
    }

    private void keep(Draft draft) {
        file.keep(draft.master(), Map.of(draft.key(), Optional.of(draft)));
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
