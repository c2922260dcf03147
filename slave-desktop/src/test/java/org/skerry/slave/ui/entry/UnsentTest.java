package org.skerry.slave.ui.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Row;
import org.skerry.slave.ui.entry.FaultyStorage.Line;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;

/** What is saved while the master is away, or is not taken by it. */
class UnsentTest {

    private static final RecordId ANA = new RecordId("ana");
    private static final Sentence REVOKED = Sentence.of("status.refused", "Site A");

    private final FaultyStorage storage = new FaultyStorage();
    private final MemoryDrafts drafts = new MemoryDrafts();
    private final List<String> told = new ArrayList<>();
    private DraftOwner owner = new DraftOwner(Optional.empty(), "here", "", List.of());
    private boolean isLinked = true;
    private Optional<Sentence> refusal = Optional.empty();
    private Instant now = Instant.parse("2026-11-28T10:42:00Z");
    private EntryViewModel model;

    @BeforeEach
    void start() {
        storage.master().put(ANA, JsonText.object().put("portal_type", "Person").put("name", "Ana"));
        model = model(TestTasks.direct());
    }

    @Test
    void whatIsSavedWhileTheMasterIsAwayIsSentInOrderWhenItIsBack() {
        isLinked = false;
        create("Bo");
        create("Chen");
        assertEquals(List.of("Bo waits", "Chen waits"), unsent());
        assertEquals(Sentence.of("entry.state.kept"), model.notes().state().get());
        assertFalse(model.isDirty().get());
        assertEquals(1, storage.master().count());

        isLinked = true;
        model.reconnected();

        assertEquals(List.of(), unsent());
        assertEquals(List.of(), drafts.of("here"));
        assertEquals(3, storage.master().count());
        assertEquals("entry.state.saved", model.notes().state().get().key());
        assertEquals(2, told.size());
    }

    @Test
    void itOutlivesTheProgram() {
        isLinked = false;
        create("Bo");
        model = model(TestTasks.direct());
        assertEquals(List.of("Bo waits"), unsent());
        assertEquals(Optional.empty(), model.notes().found().get());

        isLinked = true;
        model.reconnected();

        assertEquals(List.of(), unsent());
        assertEquals(2, storage.master().count());
    }

    @Test
    void itIsSentAtTheStartIfTheMasterIsThere() {
        isLinked = false;
        create("Bo");
        isLinked = true;

        model = model(TestTasks.direct());

        assertEquals(List.of(), unsent());
        assertEquals(2, storage.master().count());
    }

    @Test
    void anAnswerThatIsLostMakesOneRecordAlsoAfterTheProgramWasStartedAnew() {
        storage.line(Line.ANSWERS_LOST);
        create("Bo");
        assertEquals(List.of("Bo waits"), unsent());
        assertEquals(2, storage.master().count());
        storage.line(Line.GOOD);

        model = model(TestTasks.direct());

        assertEquals(List.of(), unsent());
        assertEquals(2, storage.master().count());
    }

    @Test
    void whatWasTypedAfterALostAnswerReplacesWhatWasSent() {
        storage.line(Line.ANSWERS_LOST);
        model.open(ANA);
        storage.line(Line.GOOD);
        model.open(ANA);
        storage.line(Line.ANSWERS_LOST);
        type("Ana M");
        model.save();
        isLinked = false;
        type("Ana Maria");
        model.save();
        storage.line(Line.GOOD);
        isLinked = true;

        model = model(TestTasks.direct());

        assertEquals(List.of(), unsent());
        assertEquals("Ana Maria", storage.master().get(ANA).get("name").stringValue());
    }

    @Test
    void aMasterThatDoesNotAnswerIsNotAskedAtOnceAgain() {
        isLinked = false;
        create("Bo");
        isLinked = true;
        storage.line(Line.CUT);
        model.reconnected();
        storage.line(Line.GOOD);
        now = now.plusSeconds(9);
        model.tick();
        assertEquals(List.of("Bo waits"), unsent());

        now = now.plusSeconds(2);
        model.tick();

        assertEquals(List.of(), unsent());
    }

    @Test
    void whoeverIsRevokedKeepsAllThatWaitedAndSeesWhy() {
        isLinked = false;
        create("Bo");
        create("Chen");
        refusal = Optional.of(REVOKED);

        model.sendUnsent();

        assertEquals(List.of("Bo status.refused", "Chen status.refused"), unsent());
        model = model(TestTasks.direct());
        assertEquals(List.of("Bo status.refused", "Chen status.refused"), unsent());
        assertEquals(
                List.of("Site A"),
                ((Standing.Refused) model.unsent().getFirst().standing()).why().arguments());
        assertEquals(1, storage.master().count());
    }

    @Test
    void whatIsSavedAfterwardsIsKeptToo() {
        isLinked = false;
        refusal = Optional.of(REVOKED);

        create("Bo");

        assertEquals(List.of("Bo status.refused"), unsent());
        assertFalse(model.isDirty().get());
    }

    @Test
    void whatFailsBecauseTheConnectionIsGoneStillWaits() {
        isLinked = false;
        create("Bo");
        isLinked = true;
        storage.meanwhile(() -> {
            isLinked = false;
            throw new StorageException.Forbidden("The link says so, not the master.");
        });

        model.reconnected();

        assertEquals(List.of("Bo waits"), unsent());
    }

    @Test
    void whatTheMasterRefusesStaysAndDoesNotHoldUpTheRest() {
        isLinked = false;
        create("Bo");
        create("Chen");
        isLinked = true;
        storage.meanwhile(() -> {
            throw new StorageException.Forbidden("no");
        });

        model.reconnected();

        assertEquals(List.of("Bo failure.forbidden"), unsent());
        assertEquals(2, storage.master().count());
        model.sendAgain(model.unsent().getFirst());
        assertEquals(List.of(), unsent());
        assertEquals(3, storage.master().count());
    }

    @Test
    void aRecordThatSomebodyElseHasChangedIsNotOverwritten() {
        model.open(ANA);
        isLinked = false;
        type("Ana Silva");
        model.save();
        model.close();
        storage.master().put(ANA, JsonText.object().put("portal_type", "Person").put("name", "Anna"));
        isLinked = true;

        model.reconnected();

        assertEquals(List.of("Ana Silva entry.unsent.changed"), unsent());
        assertEquals("Anna", storage.master().get(ANA).get("name").stringValue());
        model.open(model.unsent().getFirst());
        model.save();
        assertTrue(model.conflict().get().isPresent());
    }

    @Test
    void oneThatIsOpenedAndChangedIsNotSentBeforeItIsSaved() {
        isLinked = false;
        create("Bo");
        model.open(model.unsent().getFirst());
        type("Boris");
        isLinked = true;
        model.reconnected();
        assertEquals(List.of("Bo waits"), unsent());
        assertEquals(1, storage.master().count());

        model.save();

        assertEquals(2, storage.master().count());
        assertEquals(List.of(), drafts.of("here"));
    }

    @Test
    void whatIsTypedInItAfterwardsIsDiscardedAlone() {
        isLinked = false;
        create("Bo");
        type("Boris");
        model.close();
        answer("entry-leave-discard");
        assertEquals(List.of("Bo waits"), unsent());

        model = model(TestTasks.direct());

        assertEquals(List.of("Bo waits"), unsent());
        assertEquals(Optional.empty(), model.notes().found().get());
    }

    @Test
    void whatIsTypedInItAfterwardsOutlivesTheProgramBesideIt() {
        isLinked = false;
        create("Bo");
        type("Boris");
        model = model(TestTasks.direct());
        assertEquals(List.of("Bo waits"), unsent());

        model.notes().found().get().orElseThrow().answers().getFirst().action().run();
        model.save();

        assertEquals(List.of("Boris waits"), unsent());
        assertEquals(1, drafts.of("here").size());
    }

    @Test
    void whatIsTypedAndTakenBackLeavesItWaiting() {
        isLinked = false;
        create("Bo");
        type("Boris");
        type("Bo");
        assertFalse(model.isDirty().get());
        assertEquals(1, drafts.of("here").size());
        isLinked = true;

        model.tick();

        assertEquals(List.of(), unsent());
        assertEquals(List.of(), drafts.of("here"));
        assertEquals(2, storage.master().count());
    }

    @Test
    void whatIsSavedAgainWhileItIsSentIsSentToo() {
        isLinked = false;
        create("Bo");
        isLinked = true;
        storage.meanwhile(() -> {
            type("Boris");
            model.save();
        });

        model.reconnected();

        assertFalse(model.isDirty().get());
        assertEquals(List.of(), unsent());
        assertEquals("Boris", storage.master().get(created()).get("name").stringValue());
    }

    @Test
    void whatIsSavedAgainIsOnTheDiskThoughTheOneBeforeIsSentMeanwhile() {
        TestTasks steps = new TestTasks();
        isLinked = false;
        create("Bo");
        model = model(steps.tasks());
        steps.all();
        model.open(model.unsent().getFirst());
        steps.all();
        isLinked = true;
        model.reconnected();
        type("Boris");
        model.save();
        steps.next(); // Bo is on the master
        isLinked = false;
        steps.all();
        assertEquals(List.of("Boris waits"), unsent());

        isLinked = true;
        model = model(TestTasks.direct());

        assertEquals("Boris", storage.master().get(created()).get("name").stringValue());
    }

    @Test
    void whoeverIsLetInAgainHasTheRestSent() {
        isLinked = false;
        create("Bo");
        refusal = Optional.of(REVOKED);
        model.sendUnsent();
        assertEquals(List.of("Bo status.refused"), unsent());
        refusal = Optional.empty();
        isLinked = true;

        model = model(TestTasks.direct());

        assertEquals(List.of(), unsent());
        assertEquals(2, storage.master().count());
    }

    @Test
    void theSameMasterHasThemAtAnotherAddress() {
        isLinked = false;
        create("Ada");
        owner = new DraftOwner(Optional.of("key"), "here", "", List.of());
        model = model(TestTasks.direct());
        create("Bo");
        assertEquals(List.of("Ada waits", "Bo waits"), unsent());
        model.sendUnsent();

        owner = new DraftOwner(Optional.of("key"), "there", "", List.of());
        model = model(TestTasks.direct());
        assertEquals(List.of("Bo waits"), unsent());
        owner = new DraftOwner(Optional.of("other key"), "there", "", List.of());
        model = model(TestTasks.direct());
        assertEquals(List.of(), unsent());
    }

    @Test
    void whatWasSavedForAMasterThatIsNoMoreIsSentToItsSuccessorOnlyIfSomebodySaysSo() {
        owner = new DraftOwner(Optional.of("old"), "here", "", List.of());
        model = model(TestTasks.direct());
        isLinked = false;
        create("Bo");
        isLinked = true;
        owner = new DraftOwner(Optional.of("new"), "here", "", List.of("old"));

        model = model(TestTasks.direct());

        assertEquals(List.of("Bo entry.unsent.otherMaster"), unsent());
        assertEquals(1, storage.master().count());
        model.sendAgain(model.unsent().getFirst());
        assertEquals(2, storage.master().count());
    }

    @Test
    void whatNobodySavedIsSentInTheNameOfNobodyUnasked() {
        isLinked = false;
        create("Bo");
        isLinked = true;
        owner = new DraftOwner(Optional.empty(), "here", "Wei", List.of());

        model = model(TestTasks.direct());

        assertEquals(List.of("Bo entry.unsent.nobody"), unsent());
        assertEquals(1, storage.master().count());
        model.sendAgain(model.unsent().getFirst());
        assertEquals(List.of(), unsent());
        assertEquals(List.of(), drafts.of("here"));
        assertEquals(2, storage.master().count());
    }

    @Test
    void whoeverGoesAwayIsToldOnceWhatWaits() {
        List<String> gone = new ArrayList<>();
        model.depart(() -> gone.add("at once"));
        isLinked = false;
        create("Bo");
        model.depart(() -> gone.add("not yet"));
        assertEquals(
                Sentence.of("entry.depart", 1L),
                model.notes().departure().get().orElseThrow().text());

        model.depart(() -> gone.add("insisting"));

        assertEquals(List.of("at once", "insisting"), gone);
    }

    @Test
    void whatIsOnItsWayIsOnTheDiskWhenTheProgramEnds() {
        TestTasks steps = new TestTasks();
        EntryDrafts kept = new EntryDrafts(drafts, owner, steps.tasks(), () -> now);
        OpenRecord record = OpenRecord.made(JsonText.object());
        kept.wait(record, JsonText.object().put("name", "Bo"), draft -> {}, why -> {});

        kept.finish();

        assertEquals(1, drafts.of("here").size());
    }

    @Test
    void oneThatWasRefusedCanBeLeftAndIsThereAgain() {
        isLinked = false;
        refusal = Optional.of(REVOKED);
        create("Bo");
        model.open(model.unsent().getFirst());
        assertEquals(REVOKED, model.notes().failure().get());

        model.close();

        assertEquals(Optional.empty(), model.record().get());
        assertEquals(List.of("Bo status.refused"), unsent());
    }

    @Test
    void oneCanBeDiscarded() {
        isLinked = false;
        create("Bo");
        create("Chen");

        model.discard(model.unsent().getFirst());
        model.remove();

        assertEquals(List.of(), unsent());
        assertEquals(List.of(), drafts.of("here"));
        assertEquals(Optional.empty(), model.record().get());
    }

    @Test
    void whereItCannotBeKeptItIsSaidAndStaysInTheForm() {
        isLinked = false;
        drafts.isFull(true);

        create("Bo");

        assertEquals(Sentence.of("entry.away.full"), model.notes().failure().get());
        assertTrue(model.isDirty().get());
        assertEquals(List.of(), unsent());
    }

    private EntryViewModel model(UiTasks tasks) {
        return new EntryViewModel(
                storage,
                new EntryDrafts(drafts, owner, tasks, () -> now),
                tasks,
                () -> now,
                new SimpleObjectProperty<>(Language.ENGLISH),
                new Surroundings() {
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
                        told.add(fate.name());
                    }
                });
    }

    private void create(String name) {
        model.create("Person");
        if (model.editor().form().fields().isEmpty()) {
            model.editor().form().add("name", FieldKind.TEXT);
        }
        type(name);
        model.save();
    }

    private void answer(String id) {
        model.notes().question().get().orElseThrow().answers().stream()
                .filter(answer -> answer.id().equals(id))
                .forEach(answer -> answer.action().run());
    }

    private RecordId created() {
        return storage.master().allDocs(AllDocs.EVERYTHING).rows().stream()
                .map(Row::id)
                .filter(id -> !id.equals(ANA))
                .findFirst()
                .orElseThrow();
    }

    private void type(String name) {
        model.editor().form().type(Map.of("name", name));
    }

    private List<String> unsent() {
        return model.unsent().stream()
                .map(draft -> draft.body().get("name").stringValue() + " "
                        + switch (draft.standing()) {
                            case Standing.Typed() -> "is typed";
                            case Standing.Waiting waiting -> "waits";
                            case Standing.Refused(Sentence why) -> why.key();
                        })
                .toList();
    }
}
