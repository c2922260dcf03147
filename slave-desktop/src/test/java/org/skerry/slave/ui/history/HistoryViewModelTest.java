package org.skerry.slave.ui.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.jio.PastRecord.PastAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;
import tools.jackson.databind.node.ObjectNode;

class HistoryViewModelTest {

    private static final RecordId SHIP = new RecordId("ship");
    private static final PastAttachment PHOTO = new PastAttachment("photo.jpg", "image/jpeg", 5_000, "a");

    private final PastRecords records = new PastRecords()
            .step("2026-11-20T09:00:00Z", "Ana", "created", "", "ship", "{\"name\":\"Ana\",\"length\":7}")
            .step("2026-11-27T09:00:00Z", "", "attached", "photo.jpg", "ship", "{\"name\":\"Ana\",\"length\":7}", PHOTO)
            .step("2026-11-28T08:00:00Z", "Bo", "changed", "", "ship", "{\"name\":\"Ana\",\"crew\":3}", PHOTO);
    private final Window window = new Window();
    private final TestTasks tasks = new TestTasks();

    private static final class Window implements HistoryViewModel.Around {
        private boolean isLinked = true;
        private boolean isTyped;
        private boolean isClosed;
        private final List<String> restored = new ArrayList<>();
        private UiTasks.Work<Boolean> undo = () -> false;

        @Override
        public boolean isLinked() {
            return isLinked;
        }

        @Override
        public boolean isTyped() {
            return isTyped;
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
    }

    private static String said(Sentence sentence) {
        return Texts.in(Language.ENGLISH, sentence).replace('\u202f', ' ');
    }

    private HistoryViewModel opened() {
        HistoryViewModel model = new HistoryViewModel(
                records,
                tasks.tasks(),
                InstantSource.fixed(Instant.parse("2026-11-28T10:00:00Z")),
                SHIP,
                Sentence.of("entry.heading", "Ana"),
                window);
        tasks.all();
        return model;
    }

    private void choose(HistoryViewModel model, int index) {
        model.selected().set(Optional.of(model.steps().get(index)));
        tasks.all();
    }

    private static String fields(HistoryViewModel model) {
        Comparison shown = model.comparison().get().orElseThrow();
        StringBuilder text = new StringBuilder();
        shown.fields()
                .forEach(row -> text.append("%s%s %s %s; "
                        .formatted(
                                row.isChanged() ? "*" : "",
                                row.name(),
                                row.then().map(Object::toString).orElse("-"),
                                row.now().map(Object::toString).orElse("-"))));
        shown.files()
                .forEach(file -> text.append("%s%s %s %s; "
                        .formatted(
                                file.isChanged() ? "*" : "",
                                file.name(),
                                file.then().isPresent(),
                                file.now().isPresent())));
        return text.toString();
    }

    private static String answer(HistoryViewModel model, String id) {
        var note = model.question().get().orElseThrow();
        note.answers().stream()
                .filter(answer -> answer.id().equals(id))
                .findFirst()
                .orElseThrow()
                .action()
                .run();
        return said(note.text());
    }

    @Test
    void listsTheStepsInWordsAndBeginsWithWhatIsThereNow() {
        HistoryViewModel model = opened();

        List<String> lines = new ArrayList<>();
        for (RecordVersion step : model.steps()) {
            lines.add(said(model.words().what(step, model.steps())) + " / "
                    + said(model.words().origin(step)));
        }
        assertEquals(3, lines.size());
        assertTrue(lines.getFirst().startsWith("Changed / today, "), lines::toString);
        assertTrue(lines.getFirst().endsWith(" · Bo at front desk"), lines::toString);
        assertTrue(lines.get(1).startsWith("File added: photo.jpg / yesterday, "), lines::toString);
        assertTrue(lines.get(1).endsWith(" · front desk"), lines::toString);
        assertTrue(lines.get(2).startsWith("Created / Nov 20, 2026, "), lines::toString);
        assertEquals(model.steps().getFirst(), model.selected().get().orElseThrow());
        assertEquals(
                "This is what the record is now. Choose another version to compare.",
                said(model.message().get()));
        assertFalse(model.mayRestore().getValue());
    }

    @Test
    void showsFieldByFieldWhatWasAnother() {
        HistoryViewModel model = opened();

        choose(model, 2);

        assertEquals("name \"Ana\" \"Ana\"; *length 7 -; *crew - 3; *photo.jpg false true; ", fields(model));
        assertEquals("", said(model.message().get()));
        assertTrue(model.mayRestore().getValue());
        choose(model, 0);
        assertEquals("name \"Ana\" \"Ana\"; crew 3 3; photo.jpg true true; ", fields(model));
    }

    @Test
    void restoresAfterOneQuestionAndCanUndoThat() throws Exception {
        HistoryViewModel model = opened();
        choose(model, 2);

        model.restore();
        assertFalse(model.mayRestore().getValue(), "while it asks");
        assertTrue(answer(model, "history-sure").startsWith("Make the record what it was (Nov 20, 2026, "));
        tasks.all();

        assertEquals(JsonText.read("{\"name\":\"Ana\",\"length\":7}"), records.get(SHIP));
        assertTrue(window.isClosed);
        assertEquals(1, window.restored.size());
        assertTrue(window.restored.getFirst().startsWith("ship: Restored: Ana, as of Nov 20, 2026, "));

        assertTrue(window.undo.run());

        assertEquals(JsonText.read("{\"name\":\"Ana\",\"crew\":3}"), records.get(SHIP));
        records.put(SHIP, JsonText.object());
        assertThrows(StorageException.Conflict.class, window.undo::run, "somebody else has changed it since");
    }

    @Test
    void nothingIsRestoredWithoutAWord() {
        HistoryViewModel model = opened();
        choose(model, 2);
        model.restore();

        model.escape();
        assertEquals(Optional.empty(), model.question().get());
        window.isTyped = true;
        model.restore();
        assertTrue(answer(model, "history-not").endsWith("What you typed and did not save is lost."));
        tasks.all();
        model.escape();

        assertTrue(window.isClosed);
        assertEquals(JsonText.read("{\"name\":\"Ana\",\"crew\":3}"), records.get(SHIP));
    }

    @Test
    void undoDoesNotReplaceWhatSomebodyElseHasMadeOfItSince() {
        HistoryViewModel model = opened();
        choose(model, 2);
        ObjectNode theirs = JsonText.object().put("name", "Theirs");
        model.restore();
        records.afterwards(() -> records.put(SHIP, theirs));
        answer(model, "history-sure");
        tasks.all();

        assertThrows(StorageException.Conflict.class, window.undo::run);
        assertEquals(theirs, records.get(SHIP));
    }

    /** Somebody attaches a file, which leaves the body as it is. */
    private void attach(String body) {
        records.step("2026-11-28T12:00:00Z", "Bo", "attached", "late.txt", "ship", body);
    }

    @Test
    void undoDoesNotDropAFileThatSomebodyElseHasAttachedSince() {
        HistoryViewModel model = opened();
        choose(model, 2);
        model.restore();
        records.afterwards(() -> attach("{\"name\":\"Ana\",\"length\":7}"));
        answer(model, "history-sure");
        tasks.all();
        int steps = records.history(SHIP, Optional.empty(), 100).versions().size();

        assertThrows(StorageException.Conflict.class, window.undo::run);
        assertEquals(
                steps, records.history(SHIP, Optional.empty(), 100).versions().size());
    }

    @Test
    void aFileThatCameMeanwhileIsNotDroppedByRestoring() {
        HistoryViewModel model = opened();
        choose(model, 2);
        model.restore();
        records.meanwhile(() -> attach("{\"name\":\"Ana\",\"crew\":3}"));
        answer(model, "history-sure");
        tasks.all();

        assertEquals(
                "Somebody else has changed this record meanwhile; nothing was restored. This is what it is now.",
                said(model.failure().get()));
        assertEquals(JsonText.read("{\"name\":\"Ana\",\"crew\":3}"), records.get(SHIP));
    }

    @Test
    void somebodyElseWasFaster() {
        HistoryViewModel model = opened();
        choose(model, 2);
        ObjectNode theirs = JsonText.object().put("name", "Theirs");
        model.restore();
        records.meanwhile(() -> records.put(SHIP, theirs));
        answer(model, "history-sure");
        tasks.all();

        assertEquals(
                "Somebody else has changed this record meanwhile; nothing was restored. This is what it is now.",
                said(model.failure().get()));
        assertEquals(theirs, records.get(SHIP));
        assertFalse(window.isClosed);
        assertEquals(4, model.steps().size());
        assertEquals("name \"Theirs\" \"Theirs\"; ", fields(model));
    }

    @Test
    void whatIsNotKeptIsSaid() {
        records.forget(1);
        HistoryViewModel model = opened();

        choose(model, 2);

        assertEquals(
                "What the record was at that time is no longer kept.",
                said(model.message().get()));
        assertFalse(model.mayRestore().getValue());
        assertEquals(Optional.empty(), model.comparison().get());
    }

    @Test
    void whatIsDroppedWhileSomebodyLooksIsSaid() {
        HistoryViewModel model = opened();
        records.forget(1);

        choose(model, 2);

        assertEquals(
                "What the record was at that time is no longer kept.",
                said(model.message().get()));
    }

    @Test
    void aMasterThatIsAwayIsNotAsked() {
        window.isLinked = false;
        HistoryViewModel model = opened();
        assertEquals(
                "Not connected. The history is on the master; look again when it is back.",
                said(model.failure().get()));
        window.isLinked = true;
        model.load();
        tasks.all();
        assertEquals("", said(model.failure().get()));
        assertEquals(3, model.steps().size());

        choose(model, 2);
        model.restore();
        window.isLinked = false;
        answer(model, "history-sure");
        tasks.all();

        assertTrue(said(model.failure().get()).startsWith("Not connected."));
        assertEquals(JsonText.read("{\"name\":\"Ana\",\"crew\":3}"), records.get(SHIP));
    }

    @Test
    void failuresAreSaidInPlainWords() {
        records.fail(Optional.of(new StorageException.NotOffered("The method 'history' is not offered here.")));
        HistoryViewModel model = opened();
        assertEquals(
                "The master cannot do this; its version of Skerry is older.",
                said(model.failure().get()));

        records.fail(Optional.empty());
        model.load();
        tasks.all();
        choose(model, 2);
        model.restore();
        records.fail(Optional.of(new StorageException.BadRequest("length: this is needed.")));
        answer(model, "history-sure");
        tasks.all();

        assertTrue(said(model.failure().get()).startsWith("This version does not fit the form of its type any more"));
        assertFalse(model.isBusy().get());
        assertTrue(model.mayRestore().getValue(), "another try is possible");
    }

    @Test
    void olderVersionsComeWhenAskedFor() {
        records.page(2);
        HistoryViewModel model = opened();
        assertEquals(2, model.steps().size());
        assertTrue(model.hasMore().get());

        model.more();
        tasks.all();

        assertEquals(3, model.steps().size());
        assertFalse(model.hasMore().get());
    }

    @Test
    void whileItComesThatIsSaid() {
        HistoryViewModel model = new HistoryViewModel(
                records, tasks.tasks(), InstantSource.system(), SHIP, Sentence.of("entry.heading", "Ana"), window);
        assertEquals("Loading …", said(model.message().get()));
        tasks.all();

        model.selected().set(Optional.of(model.steps().getLast()));
        assertEquals("Loading …", said(model.message().get()));
        model.selected().set(Optional.of(model.steps().get(1)));
        tasks.all();

        assertEquals(
                "*length 7 -; ",
                fields(model).replace("name \"Ana\" \"Ana\"; ", "").replaceFirst("\\*crew.*", ""));
        assertEquals(List.of(), tasks.unforeseen());
    }
}
