package org.skerry.slave.ui.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;

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
                NOON);
        Draft made = new Draft(
                new DraftKey("2"),
                "here",
                new RecordId("b"),
                Optional.empty(),
                JsonText.object(),
                Map.of(),
                Optional.of("{\"姓名\": "),
                NOON.plusSeconds(1));
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
                at);
    }
}
