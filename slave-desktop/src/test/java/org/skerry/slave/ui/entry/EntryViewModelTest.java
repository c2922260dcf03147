package org.skerry.slave.ui.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.skerry.jio.Attachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.slave.ui.entry.Difference.Side;
import org.skerry.slave.ui.entry.FaultyStorage.Line;
import org.skerry.slave.ui.entry.RecordEditor.Face;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

class EntryViewModelTest {

    private static final DraftOwner HERE = new DraftOwner(Optional.empty(), "here", "", List.of());

    private static final RecordId ANA = new RecordId("ana");
    private static final RecordId BO = new RecordId("bo");

    private final FaultyStorage storage = new FaultyStorage();
    private final MemoryDrafts drafts = new MemoryDrafts();
    private final ObjectProperty<Language> language = new SimpleObjectProperty<>(Language.ENGLISH);
    private final List<String> told = new ArrayList<>();
    private boolean isLinked = true;
    private Optional<Sentence> refusal = Optional.empty();
    private Instant now = Instant.parse("2026-11-28T10:42:00Z");
    private EntryViewModel model;

    @BeforeEach
    void start() {
        storage.master().put(ANA, record("{\"portal_type\": \"Person\", \"name\": \"Ana\", \"age\": 30}"));
        storage.master().put(BO, record("{\"portal_type\": \"Person\", \"name\": \"Bo\", \"city\": \"北京\"}"));
        model = model(TestTasks.direct());
    }

    @Test
    void aRecordOpensWithItsFieldsAndThoseOfItsType() {
        model.open(ANA);

        assertEquals(Optional.of(ANA), model.record().get());
        assertEquals(Sentence.of("entry.heading", "Ana"), model.heading().get());
        assertEquals(
                List.of("name", "age", "city"),
                model.editor().form().fields().stream()
                        .map(FieldViewModel::name)
                        .toList());
        assertEquals(List.of("Person"), model.types());
        assertFalse(model.isDirty().get());
    }

    @Test
    void aChangeIsSavedToTheLastDigit() {
        model.open(ANA);
        type("age", "9007199254740993");
        type("city", "1.10");
        assertEquals(Sentence.of("entry.state.changed"), model.notes().state().get());

        model.save();

        assertEquals(
                "{\"portal_type\":\"Person\",\"name\":\"Ana\",\"age\":9007199254740993,\"city\":\"1.10\"}",
                JsonText.write(storage.get(ANA)));
        assertEquals(
                Sentence.of("entry.state.saved", LocalTime.ofInstant(now, ZoneId.systemDefault())),
                model.notes().state().get());
        assertFalse(model.isDirty().get());
        assertEquals(List.of("ana SAVED"), told);
    }

    @Test
    void aNewRecordIsSavedUnderItsOwnId() {
        model.create("Person");
        type("name", "李薇");

        model.save();

        RecordId id = model.record().get().orElseThrow();
        assertEquals("{\"portal_type\":\"Person\",\"name\":\"李薇\"}", JsonText.write(storage.get(id)));
        assertEquals(3, storage.count());
    }

    @Test
    void whatIsWrongIsShownAndNotSaved() {
        model.open(ANA);
        type("age", "thirty");

        model.save();

        assertEquals(Sentence.of("entry.problems"), model.notes().failure().get());
        assertEquals("entry.mistake.number", field("age").problem().get().key());
        assertEquals(30, storage.get(ANA).get("age").intValue());
        assertTrue(model.isDirty().get());
    }

    @Test
    void theTypeThatIsChosenBringsItsFields() {
        model.create("");
        assertEquals(0, model.editor().form().fields().size());

        model.editor().form().type().get().text().set("Person");

        assertEquals(
                List.of("name", "age", "city"),
                model.editor().form().fields().stream()
                        .map(FieldViewModel::name)
                        .toList());
    }

    @Test
    void aSaveThatIsRepeatedAfterALostAnswerMakesOneRecord() {
        model.create("Person");
        type("name", "Chen");
        storage.line(Line.ANSWERS_LOST);
        model.save();
        assertEquals(Sentence.of("entry.state.kept"), model.notes().state().get());
        assertEquals("Chen", field("name").text().get());
        storage.line(Line.GOOD);

        model.save();

        assertEquals(Sentence.NONE, model.notes().failure().get());
        assertEquals(3, storage.count());
        assertFalse(model.isDirty().get());
    }

    @Test
    void whatWasSentWithoutAnAnswerIsNotTakenForSomebodyElses() {
        model.open(ANA);
        type("name", "Ana M");
        storage.line(Line.ANSWERS_LOST);
        model.save();
        storage.line(Line.GOOD);
        type("name", "Ana Maria");

        model.save();

        assertEquals(Optional.empty(), model.conflict().get());
        assertEquals("Ana Maria", storage.get(ANA).get("name").stringValue());
    }

    @Test
    void textIsKeptWhileTheMasterIsAwayAndSavedOnRequest() {
        model.open(ANA);
        storage.line(Line.CUT);
        type("name", "Ana Silva");
        model.save();
        assertEquals(Sentence.of("entry.state.kept"), model.notes().state().get());
        assertEquals("Ana Silva", field("name").text().get());
        storage.line(Line.GOOD);

        model.save();

        assertEquals("Ana Silva", storage.get(ANA).get("name").stringValue());
    }

    @Test
    void whatIsTypedWhileSavingIsNeitherSentNorLost() {
        TestTasks tasks = new TestTasks();
        model = model(tasks.tasks());
        model.open(ANA);
        tasks.all();
        type("name", "sent");
        model.save();
        type("name", "typed since");

        tasks.all();

        assertEquals("sent", storage.get(ANA).get("name").stringValue());
        assertEquals("typed since", field("name").text().get());
        assertTrue(model.isDirty().get());
        model.save();
        tasks.all();
        assertEquals("typed since", storage.get(ANA).get("name").stringValue());
    }

    @Test
    void changesOfDifferentFieldsMergeAndAreShownBefore() {
        model.open(ANA);
        type("name", "Ana Silva");
        storage.master().put(ANA, record("{\"portal_type\": \"Person\", \"name\": \"Ana\", \"age\": 31}"));

        model.save();

        assertEquals(31, storage.get(ANA).get("age").intValue());
        assertEquals("Ana", storage.get(ANA).get("name").stringValue());
        ConflictViewModel versions = model.conflict().get().orElseThrow();
        assertEquals(List.of("name MINE", "age THEIRS"), choices(versions));
        assertTrue(versions.isDecided().get());
        model.save();
        assertEquals(
                "{\"portal_type\":\"Person\",\"name\":\"Ana Silva\",\"age\":31}", JsonText.write(storage.get(ANA)));
        assertEquals(Optional.empty(), model.conflict().get());
        assertEquals("31", field("age").text().get());
        assertFalse(model.isDirty().get());
    }

    @Test
    void aFieldThatBothChangedHasToBeDecided() {
        model.open(ANA);
        type("name", "Ana Silva");
        storage.master().put(ANA, record("{\"portal_type\": \"Person\", \"name\": \"Anna\", \"age\": 30}"));
        model.save();
        ConflictViewModel versions = model.conflict().get().orElseThrow();

        model.save();
        assertEquals(
                Sentence.of("entry.conflict.undecided"), model.notes().failure().get());
        assertEquals("Anna", storage.get(ANA).get("name").stringValue());
        versions.choices().getFirst().chosen().set(Optional.of(Side.MINE));
        model.save();

        assertEquals("Ana Silva", storage.get(ANA).get("name").stringValue());
    }

    @Test
    void aThirdVersionIsNotOverwrittenByTheMerge() {
        model.open(ANA);
        type("name", "Ana Silva");
        storage.master().put(ANA, record("{\"portal_type\": \"Person\", \"name\": \"Ana\", \"age\": 31}"));
        model.save();
        storage.master().put(ANA, record("{\"portal_type\": \"Person\", \"name\": \"Ana\", \"age\": 32}"));

        model.save();

        assertEquals(32, storage.get(ANA).get("age").intValue());
        model.save();
        assertEquals("Ana Silva", storage.get(ANA).get("name").stringValue());
        assertEquals(32, storage.get(ANA).get("age").intValue());
    }

    @Test
    void versionsCanBeLeftUndecided() {
        model.open(ANA);
        type("name", "Ana Silva");
        storage.master().put(ANA, record("{\"name\": \"Anna\"}"));
        model.save();

        model.escape();

        assertEquals(Optional.empty(), model.conflict().get());
        assertEquals("Ana Silva", field("name").text().get());
        assertEquals("Anna", storage.get(ANA).get("name").stringValue());
    }

    @Test
    void aRecordThatWasDeletedMeanwhileIsCreatedAgainOnRequest() {
        model.open(ANA);
        type("name", "Ana Silva");
        storage.master().remove(ANA);

        model.save();

        assertEquals(2 - 1, storage.count());
        assertEquals(Sentence.of("entry.gone.edited"), question());
        answer("entry-gone-create");
        assertEquals("Ana Silva", storage.get(ANA).get("name").stringValue());
        assertFalse(model.isDirty().get());
    }

    @Test
    void aRecordThatWasDeletedMeanwhileIsLetGoOnRequest() {
        model.open(ANA);
        type("name", "Ana Silva");
        storage.master().remove(ANA);
        model.save();

        answer("entry-gone-close");

        assertEquals(Optional.empty(), model.record().get());
        assertEquals(List.of(), drafts.of("here"));
        assertEquals(1, storage.count());
    }

    @Test
    void aDeletedRecordComesBackAsItWasUnderItsId() {
        ObjectNode before = storage.get(ANA);
        model.open(ANA);

        model.remove();

        assertEquals(1, storage.count());
        assertEquals(Optional.empty(), model.record().get());
        assertTrue(model.removal().offer().get().isPresent());
        model.removal().undo();
        assertEquals(before, storage.get(ANA));
        assertEquals(Optional.of(ANA), model.record().get());
        assertEquals(Optional.empty(), model.removal().offer().get());
        assertEquals(List.of("ana DELETED", "ana SAVED"), told);
    }

    @Test
    void anUndoDoesNotOverwriteWhatWasCreatedInItsPlace() {
        model.open(ANA);
        model.remove();
        ObjectNode successor = record("{\"portal_type\": \"Person\", \"name\": \"Anna\"}");
        storage.meanwhile(() -> storage.master().put(ANA, successor));

        model.removal().undo();

        assertEquals(successor, storage.get(ANA));
        assertEquals("Anna", field("name").text().get());
        assertEquals(Optional.empty(), model.removal().offer().get());
    }

    @Test
    void creatingAgainDoesNotOverwriteWhatSomebodyElseCreatedAgain() {
        model.open(ANA);
        type("name", "Ana Silva");
        storage.master().remove(ANA);
        model.save();
        ObjectNode successor = record("{\"portal_type\": \"Person\", \"name\": \"Anna\"}");
        storage.meanwhile(() -> storage.master().put(ANA, successor));

        answer("entry-gone-create");

        assertEquals(successor, storage.get(ANA));
        assertTrue(model.conflict().get().isPresent());
    }

    @Test
    void severalDeletesAreUndoneInTurnWhileTheyAreOffered() {
        model.open(ANA);
        model.remove();
        now = now.plusSeconds(20);
        model.open(BO);
        model.remove();
        now = now.plusSeconds(20);
        model.tick();

        model.removal().undo();
        model.removal().undo();

        assertEquals(
                List.of(BO),
                storage.allDocs(AllDocs.EVERYTHING).rows().stream()
                        .map(row -> row.id())
                        .toList());
    }

    @Test
    void anUndoThatFailsIsOfferedAgain() {
        model.open(ANA);
        model.remove();
        storage.line(Line.CUT);
        model.removal().undo();
        assertEquals(
                Sentence.of("entry.undo.notConnected"),
                model.removal().offer().get().orElseThrow().text());
        storage.line(Line.GOOD);

        model.removal().undo();

        assertEquals("Ana", storage.get(ANA).get("name").stringValue());
    }

    @Test
    void whatSomebodyElseChangedIsNotDeletedUnseen() {
        model.open(ANA);
        storage.master().put(ANA, record("{\"name\": \"Anna\"}"));

        model.remove();

        assertEquals(Sentence.of("entry.notDeleted"), model.notes().failure().get());
        assertEquals("Anna", storage.get(ANA).get("name").stringValue());
        assertEquals("Anna", field("name").text().get());
    }

    @Test
    void filesAreNotDeletedWithoutAQuestion() {
        storage.master()
                .putAttachment(ANA, "a.txt", new Attachment("text/plain", "x".getBytes(StandardCharsets.UTF_8)));
        model.open(ANA);

        model.remove();

        assertEquals(Sentence.of("entry.attachments", 1), question());
        assertEquals(2, storage.count());
        answer("entry-attachments-delete");
        assertEquals(1, storage.count());
    }

    @Test
    void aCopyIsANewRecord() {
        model.open(ANA);

        model.duplicate();
        assertTrue(model.isDirty().get());
        model.save();

        RecordId copy = model.record().get().orElseThrow();
        assertNotEquals(ANA, copy);
        assertEquals(storage.get(ANA), storage.get(copy));
    }

    @Test
    void leavingAsksWhenSomethingWouldBeLost() {
        model.open(ANA);
        type("name", "Ana Silva");

        model.open(BO);
        assertEquals(Sentence.of("entry.leave"), question());
        answer("entry-leave-stay");
        assertEquals(Optional.of(ANA), model.record().get());
        model.open(BO);
        answer("entry-leave-save");

        assertEquals("Ana Silva", storage.get(ANA).get("name").stringValue());
        assertEquals(Optional.of(BO), model.record().get());
    }

    @Test
    void leavingWithSaveStaysWhereSavingFails() {
        model.open(ANA);
        type("age", "thirty");
        model.open(BO);

        answer("entry-leave-save");

        assertEquals(Optional.of(ANA), model.record().get());
        type("age", "31");
        model.save();
        assertEquals(Optional.of(ANA), model.record().get());
    }

    @Test
    void whoGoesOnBeforeASaveIsAnsweredIsNotAskedAndGetsThere() {
        model.open(ANA);
        type("name", "Ana Silva");
        storage.meanwhile(() -> {
            model.create("Person");
            assertEquals(Sentence.NONE, question());
        });

        model.save();

        assertEquals("Ana Silva", storage.get(ANA).get("name").stringValue());
        assertEquals(Sentence.of("entry.new"), model.heading().get());
    }

    @Test
    void whoGoesOnBeforeASaveFailsIsAsked() {
        model.open(ANA);
        type("name", "Ana Silva");
        storage.meanwhile(() -> {
            model.open(BO);
            throw new StorageException.Forbidden("no");
        });

        model.save();

        assertEquals(Sentence.of("entry.leave"), question());
        assertEquals(Optional.of(ANA), model.record().get());
    }

    @Test
    void leavingCanDiscard() {
        model.open(ANA);
        type("name", "Ana Silva");
        model.close();

        answer("entry-leave-discard");

        assertEquals(Optional.empty(), model.record().get());
        assertEquals("Ana", storage.get(ANA).get("name").stringValue());
        assertEquals(List.of(), drafts.of("here"));
    }

    @Test
    void aNewVersionIsShownWhereNothingIsTyped() {
        model.open(ANA);
        storage.master().put(ANA, record("{\"name\": \"Anna\"}"));

        model.recheck();

        assertEquals("Anna", field("name").text().get());
        assertEquals(Sentence.of("entry.state.updated"), model.notes().state().get());
    }

    @Test
    void aNewVersionIsToldWhereSomethingIsTyped() {
        model.open(ANA);
        type("name", "Ana Silva");
        storage.master().put(ANA, record("{\"portal_type\": \"Person\", \"name\": \"Anna\", \"age\": 30}"));

        model.recheck();

        Note news = model.notes().news().get().orElseThrow();
        assertEquals(Sentence.of("entry.changed"), news.text());
        assertEquals("Ana Silva", field("name").text().get());
        news.answers().getFirst().action().run();
        assertEquals(List.of("name both"), choices(model.conflict().get().orElseThrow()));
    }

    @Test
    void aRecordThatIsGoneIsToldAtOnce() {
        model.open(ANA);
        storage.master().remove(ANA);

        model.recheck();

        assertEquals(
                Sentence.of("entry.gone"),
                model.notes().news().get().orElseThrow().text());
        assertEquals(Sentence.NONE, question());
    }

    @Test
    void whatWasSaidOnceDoesNotDisturbAgain() {
        model.open(ANA);
        type("name", "Ana Silva");
        storage.master().remove(ANA);
        model.recheck();
        Note said = model.notes().news().get().orElseThrow();

        model.recheck();

        assertEquals(Sentence.of("entry.gone.edited"), said.text());
        assertSame(said, model.notes().news().get().orElseThrow());
        said.answers().getFirst().action().run();
        assertEquals("Ana Silva", storage.get(ANA).get("name").stringValue());
        assertEquals(Optional.empty(), model.notes().news().get());
    }

    @Test
    void aMasterThatIsAwayIsNotWaitedFor() {
        model.open(ANA);
        type("name", "Ana Silva");
        isLinked = false;

        model.save();
        Sentence saving = model.notes().state().get();
        model.remove();
        Sentence deleting = model.notes().failure().get();
        model.open(BO);
        Sentence opening = model.notes().failure().get();

        assertEquals(
                List.of(
                        Sentence.of("entry.state.kept"),
                        Sentence.of("entry.away.delete"),
                        Sentence.of("entry.away.open")),
                List.of(saving, deleting, opening));
        assertEquals("Ana", storage.get(ANA).get("name").stringValue());
        assertEquals(2, storage.count());
    }

    @Test
    void whatWaitedForTheMasterIsSavedWhenItIsBack() {
        model.open(ANA);
        type("name", "Ana Silva");
        isLinked = false;
        model.save();
        isLinked = true;

        model.reconnected();

        assertEquals(Sentence.NONE, model.notes().failure().get());
        assertEquals("Ana Silva", field("name").text().get());
        assertEquals("Ana Silva", storage.get(ANA).get("name").stringValue());
        assertEquals(List.of("ana SAVED"), told);
    }

    @Test
    void anUndoWhileTheMasterIsAwayIsOfferedAgain() {
        model.open(ANA);
        model.remove();
        isLinked = false;

        model.removal().undo();

        assertEquals(
                Sentence.of("entry.undo.notConnected"),
                model.removal().offer().get().orElseThrow().text());
        isLinked = true;
        model.removal().undo();
        assertEquals("Ana", storage.get(ANA).get("name").stringValue());
    }

    @Test
    void bothViewsShowTheSameRecord() {
        model.open(ANA);
        type("name", "Ana Silva");
        model.editor().turnTo(Face.JSON);
        model.editor().json().set(model.editor().json().get().replace("30", "1.10"));
        model.editor().turnTo(Face.FORM);

        assertEquals("1.10", field("age").text().get());
        assertEquals("Ana Silva", field("name").text().get());
        assertTrue(model.isDirty().get());
        model.save();
        assertEquals("1.10", JsonText.write(storage.get(ANA).get("age")));
    }

    @Test
    void aMistakeInTheJsonIsToldAndKeepsItInFront() {
        model.open(ANA);
        model.editor().turnTo(Face.JSON);
        model.editor().json().set("{\"name\": \"Ana\"\n \"age\": 3}");

        model.editor().turnTo(Face.FORM);

        assertEquals(Face.JSON, model.editor().face().get());
        assertEquals(
                Sentence.of("entry.json.mistake", 2, 2),
                model.editor().mistake().get());
        model.save();
        assertEquals("Ana", storage.get(ANA).get("name").stringValue());
        assertEquals(Sentence.of("entry.problems"), model.notes().failure().get());
    }

    @Test
    void unsavedTextOutlivesACrash() {
        model.open(ANA);
        type("name", "Ana Silva");
        type("age", "thirty");

        EntryViewModel restarted = model(TestTasks.direct());
        Note found = restarted.notes().found().get().orElseThrow();
        found.answers().getFirst().action().run();
        model = restarted;

        assertEquals(Optional.of(ANA), model.record().get());
        assertEquals("Ana Silva", field("name").text().get());
        assertEquals("thirty", field("age").text().get());
        assertEquals(Optional.empty(), model.notes().found().get());
        type("age", "31");
        model.save();
        assertEquals("Ana Silva", storage.get(ANA).get("name").stringValue());
        assertEquals(List.of(), drafts.of("here"));
    }

    @Test
    void aMistakenJsonOutlivesACrashToo() {
        model.create("");
        model.editor().turnTo(Face.JSON);
        model.editor().json().set("{\"姓名\": ");
        RecordId id = model.record().get().orElseThrow();

        model = model(TestTasks.direct());
        model.notes().found().get().orElseThrow().answers().getFirst().action().run();

        assertEquals(Optional.of(id), model.record().get());
        assertEquals("{\"姓名\": ", model.editor().json().get());
    }

    @Test
    void aDraftOfARecordThatSomebodyChangedDoesNotOverwriteIt() {
        model.open(ANA);
        type("name", "Ana Silva");
        storage.master().put(ANA, record("{\"portal_type\": \"Person\", \"name\": \"Anna\", \"age\": 30}"));
        model = model(TestTasks.direct());
        model.notes().found().get().orElseThrow().answers().getFirst().action().run();

        model.save();

        assertTrue(model.conflict().get().isPresent());
        assertEquals("Anna", storage.get(ANA).get("name").stringValue());
    }

    @Test
    void editingTheSameRecordKeepsTheOlderDraftBeside() {
        model.open(ANA);
        type("name", "first words");
        model = model(TestTasks.direct());
        model.open(ANA);
        type("name", "other words");

        assertEquals(
                List.of("other words", "first words"),
                drafts.of("here").stream()
                        .map(draft -> draft.body().get("name").stringValue())
                        .toList());
        model.save();
        model.notes().found().get().orElseThrow().answers().getFirst().action().run();

        assertEquals("first words", field("name").text().get());
        assertEquals("other words", storage.get(ANA).get("name").stringValue());
        assertTrue(model.notes().news().get().isPresent());
    }

    @Test
    void discardingAnOlderDraftLeavesWhatIsTyped() {
        model.open(ANA);
        type("name", "first words");
        model = model(TestTasks.direct());
        model.open(ANA);
        type("name", "other words");

        model.notes().found().get().orElseThrow().answers().getLast().action().run();

        assertEquals(
                List.of("other words"),
                drafts.of("here").stream()
                        .map(draft -> draft.body().get("name").stringValue())
                        .toList());
    }

    @Test
    void aDraftCanBeDiscarded() {
        model.open(ANA);
        type("name", "Ana Silva");
        model = model(TestTasks.direct());

        model.notes().found().get().orElseThrow().answers().getLast().action().run();

        assertEquals(Optional.empty(), model.notes().found().get());
        assertEquals(List.of(), drafts.of("here"));
    }

    @Test
    void nothingIsSavedWhereNothingHasChanged() {
        model.open(ANA);

        model.save();

        assertEquals(Sentence.of("entry.state.nothing"), model.notes().state().get());
        assertEquals(List.of(), told);
    }

    private EntryViewModel model(UiTasks tasks) {
        return new EntryViewModel(
                storage, new EntryDrafts(drafts, HERE, tasks, () -> now), tasks, () -> now, language, new Around());
    }

    private final class Around implements Surroundings {

        @Override
        public boolean isLinked() {
            return isLinked;
        }

        @Override
        public Optional<Sentence> refusal() {
            return refusal;
        }

        @Override
        public void told(RecordId id, Fate fate) {
            told.add(id + " " + fate);
        }
    }

    private void type(String name, String text) {
        model.editor().form().type(Map.of(name, text));
    }

    private FieldViewModel field(String name) {
        return model.editor().form().fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Sentence question() {
        return model.notes().question().get().map(Note::text).orElse(Sentence.NONE);
    }

    private void answer(String id) {
        model.notes().question().get().orElseThrow().answers().stream()
                .filter(answer -> answer.id().equals(id))
                .findFirst()
                .orElseThrow()
                .action()
                .run();
    }

    private static List<String> choices(ConflictViewModel versions) {
        return versions.choices().stream()
                .map(choice -> choice.name() + " "
                        + choice.chosen().get().map(Side::name).orElse("both"))
                .toList();
    }

    private static ObjectNode record(String json) {
        return (ObjectNode) JsonText.read(json);
    }
}
