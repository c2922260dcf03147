package org.skerry.slave.ui.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;
import tools.jackson.databind.node.ObjectNode;

class RemovedViewModelTest {

    private final PastRecords records = new PastRecords()
            .step("2026-11-20T09:00:00Z", "Ana", "created", "", "a", "{\"title\":\"Seagull\"}")
            .step("2026-11-20T09:00:00Z", "Ana", "created", "", "b", "{\"title\":\"Heron\"}")
            .step("2026-11-27T09:00:00Z", "Bo", "removed", "", "a", null)
            .step("2026-11-28T09:00:00Z", "Bo", "removed", "", "b", null);
    private final List<String> restored = new ArrayList<>();
    private boolean isLinked = true;
    private boolean isClosed;
    private UiTasks.Work<Boolean> undo = () -> true;

    private RemovedViewModel opened() {
        return new RemovedViewModel(records, TestTasks.direct(), InstantSource.system(), new HistoryViewModel.Around() {
            @Override
            public boolean isLinked() {
                return isLinked;
            }

            @Override
            public boolean isTyped() {
                return false;
            }

            @Override
            public void restored(RecordId id, Sentence told, UiTasks.Work<Boolean> toUndo) {
                restored.add(id + ": " + said(told));
                undo = toUndo;
            }

            @Override
            public void close() {
                isClosed = true;
            }
        });
    }

    private static String said(Sentence sentence) {
        return Texts.in(Language.ENGLISH, sentence);
    }

    private static List<String> names(RemovedViewModel model) {
        return model.records().stream()
                .map(RemovedViewModel::heading)
                .map(RemovedViewModelTest::said)
                .toList();
    }

    @Test
    void theOneThatWasRemovedLastIsFirst() {
        assertEquals(List.of("Heron", "Seagull"), names(opened()));
    }

    @Test
    void bringsBackAndCanUndoThat() throws Exception {
        RemovedViewModel model = opened();
        model.selected().set(Optional.of(model.records().getLast()));

        model.bringBack();

        assertEquals(JsonText.object().put("title", "Seagull"), records.get(new RecordId("a")));
        assertEquals(List.of("a: Brought back: Seagull."), restored);
        assertTrue(isClosed);

        assertFalse(undo.run());
        assertThrows(StorageException.NotFound.class, () -> records.get(new RecordId("a")));
    }

    @Test
    void undoDoesNotRemoveAFileThatSomebodyElseHasAttachedSince() {
        RemovedViewModel model = opened();
        model.selected().set(Optional.of(model.records().getLast()));
        RecordId id = model.records().getLast().id();
        String body = JsonText.write(model.records().getLast().body());
        records.afterwards(() -> records.step("2026-11-28T12:00:00Z", "Bo", "attached", "late.txt", id.text(), body));
        model.bringBack();

        assertThrows(StorageException.Conflict.class, undo::run);
        assertEquals(JsonText.read(body), records.get(id));
    }

    @Test
    void undoDoesNotRemoveWhatSomebodyElseHasMadeOfItSince() {
        RemovedViewModel model = opened();
        model.selected().set(Optional.of(model.records().getLast()));
        ObjectNode theirs = JsonText.object().put("title", "Theirs");
        records.afterwards(() -> records.put(new RecordId("a"), theirs));

        model.bringBack();

        assertThrows(StorageException.Conflict.class, undo::run);
        assertEquals(theirs, records.get(new RecordId("a")));
    }

    @Test
    void somebodyElseWasFaster() {
        RemovedViewModel model = opened();
        model.selected().set(Optional.of(model.records().getLast()));
        records.meanwhile(() -> records.put(new RecordId("a"), JsonText.object().put("title", "Theirs")));

        model.bringBack();

        assertEquals(
                "This record is there again already; somebody else has brought it back.",
                said(model.failure().get()));
        assertEquals(List.of("Heron"), names(model));
        assertFalse(isClosed);
    }

    @Test
    void whatOthersRemovedIsPassedOver() {
        records.page(1).hideRemoved("b");

        RemovedViewModel model = opened();

        assertEquals(List.of("Seagull"), names(model));
        assertFalse(model.hasMore().get());
    }

    @Test
    void thatThereIsNothingIsSaidAtTheEndOnly() {
        records.page(1).hideRemoved("a").hideRemoved("b");
        for (int i = 0; i < RemovedViewModel.MAX_ASKED; i++) {
            records.step("2026-11-20T09:00:00Z", "Ana", "created", "", "c" + i, "{}")
                    .step("2026-11-28T10:00:00Z", "Bo", "removed", "", "c" + i, null)
                    .hideRemoved("c" + i);
        }

        RemovedViewModel model = opened();

        assertTrue(model.hasMore().get());
        assertTrue(said(model.message().get()).startsWith("Nothing so far"));

        model.more();

        assertFalse(model.hasMore().get());
        assertTrue(said(model.message().get()).startsWith("Nothing was deleted"));
    }

    @Test
    void emptyAwayAndMoreAreSaid() {
        records.page(1);
        RemovedViewModel model = opened();
        assertEquals(List.of("Heron"), names(model));
        assertTrue(model.hasMore().get());
        model.more();
        assertEquals(List.of("Heron", "Seagull"), names(model));
        assertFalse(model.hasMore().get());

        isLinked = false;
        model.selected().set(Optional.of(model.records().getFirst()));
        model.bringBack();
        assertTrue(said(model.failure().get()).startsWith("Not connected."));
        isLinked = true;
        model.bringBack();
        model.selected().set(Optional.of(model.records().getLast()));
        model.bringBack();
        model.load();

        assertEquals(
                "Nothing was deleted that can be brought back.",
                said(model.message().get()));
    }
}
