package org.skerry.slave.ui.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;
import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.attach.FilePlaces;
import org.skerry.slave.ui.attach.TestPlaces;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.entry.Draft;
import org.skerry.slave.ui.entry.DraftKey;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.entry.FieldKind;
import org.skerry.slave.ui.entry.FieldViewModel;
import org.skerry.slave.ui.entry.FormViewModel;
import org.skerry.slave.ui.entry.MemoryDrafts;
import org.skerry.slave.ui.entry.Standing;
import org.skerry.slave.ui.records.TypeChoice;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

class WorkViewModelTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:42:00Z");
    private static final RecordId ANA = new RecordId("ana");

    @TempDir
    private Path folder;

    private final FakeMaster master = FakeMaster.joined();

    @Test
    void theRecordsOfTheMasterAreShownAtOnce() {
        master.storage().put(ANA, JsonText.object().put("name", "Ana"));

        WorkViewModel model = model();

        assertEquals(List.of(ANA), shown(model));
    }

    @Test
    void whatIsChosenInTheTableOpensInTheForm() {
        master.storage().put(ANA, JsonText.object().put("name", "Ana"));
        WorkViewModel model = model();

        model.records().selected().set(Optional.of(ANA));

        assertEquals(Optional.of(ANA), model.entry().record().get());
        assertEquals(
                Sentence.of("entry.heading", "Ana"), model.entry().heading().get());
    }

    @Test
    void whatIsSavedInTheFormShowsInTheTableAndInTheStatusBar() {
        WorkViewModel model = model();
        model.entry().create("");
        type(model, "李薇");

        model.entry().save();

        assertEquals(List.of(model.entry().record().get().orElseThrow()), shown(model));
        assertEquals(
                Sentence.of("status.saved", LocalTime.ofInstant(NOW, ZoneId.systemDefault())),
                model.status().lastWritten().get());
    }

    @Test
    void whatChangedWhileTheMasterWasAwayIsShownWhenItIsBack() {
        master.storage().put(ANA, JsonText.object().put("name", "Ana"));
        WorkViewModel model = model();
        model.entry().open(ANA);
        master.state(LinkState.OFFLINE);
        master.storage().put(ANA, JsonText.object().put("name", "Ana Silva"));

        master.state(LinkState.LINKED);

        assertEquals(
                Sentence.of("entry.heading", "Ana Silva"),
                model.entry().heading().get());
    }

    @Test
    void aMasterThatComesBackUnderAnotherNameIsCalledByIt() {
        WorkViewModel model = model();
        master.state(LinkState.OFFLINE);
        master.name("一号工地");

        master.state(LinkState.LINKED);

        assertEquals("一号工地", model.masterName().get());
    }

    @Test
    void whatWasRefusedAtTheDoorIsSentWhenTheMasterLetsUsInAgain() {
        WorkViewModel model = model(TestTasks.direct(), new MemoryDrafts());
        master.state(LinkState.OFFLINE);
        model.entry().create("");
        type(model, "李薇");
        model.entry().save();
        master.refuse(LinkFailure.Door.REVOKED);
        assertEquals(
                List.of(new Standing.Refused(model.status().connection().get())),
                model.entry().unsent().stream().map(Draft::standing).toList());

        master.state(LinkState.LINKED);

        assertEquals(List.of(), model.entry().unsent());
        assertEquals(1, master.storage().count());
    }

    @Test
    void whatSomebodyElseSavesIsShownInTheOpenForm() {
        master.storage().put(ANA, JsonText.object().put("name", "Ana"));
        WorkViewModel model = model();
        model.entry().open(ANA);
        master.storage().put(ANA, JsonText.object().put("name", "Ana Silva"));

        master.change();

        assertEquals(
                Sentence.of("entry.heading", "Ana Silva"),
                model.entry().heading().get());
    }

    @Test
    void aDeleteIsCalledOneInTheStatusBar() {
        master.storage().put(ANA, JsonText.object().put("name", "Ana"));
        WorkViewModel model = model();
        model.entry().open(ANA);

        model.entry().remove();

        assertEquals(
                Sentence.of("status.deleted", LocalTime.ofInstant(NOW, ZoneId.systemDefault())),
                model.status().lastWritten().get());
    }

    @Test
    void undoBeginsWithWhatWasDoneLast() {
        try (Storage storage = LocalStorage.open(folder)) {
            RecordId bo = new RecordId("bo");
            for (RecordId id : List.of(ANA, bo)) {
                storage.put(id, JsonText.object().put("name", id.text()));
            }
            storage.putAttachment(ANA, "a", new Attachment("", new byte[] {1}));
            AtomicLong seconds = new AtomicLong();
            WorkViewModel model = new WorkViewModel(
                    FakeMaster.with(storage),
                    TestTasks.direct(),
                    new DesktopSettings(SavedSettings.defaults()),
                    new MemoryDrafts(),
                    TestPlaces.BUILD,
                    () -> NOW.plusSeconds(seconds.incrementAndGet()));
            model.entry().open(ANA);
            model.files().remove(model.files().files().getFirst());
            model.entry().open(bo);
            model.entry().remove();
            assertEquals(List.of(), storage.allAttachments(ANA));
            assertEquals(1, storage.count());

            model.undo();
            assertEquals(2, storage.count());
            assertEquals(List.of(), storage.allAttachments(ANA));
            model.undo();

            assertEquals(List.of("a"), storage.allAttachments(ANA));
            model.files().finish();
        }
    }

    @Test
    void amongAllRecordsANewOneIsOfTheMostFrequentTypeThenOfTheTypeSavedLast() {
        for (String name : List.of("Ana", "Omar", "Marie")) {
            master.storage().put(new RecordId(name), typed(name.equals("Marie") ? "Boat" : "Person", name));
        }
        WorkViewModel model = model();
        List<String> types = new ArrayList<>();

        model.create();
        types.add(typeText(model));
        model.entry().editor().form().type().get().text().set("Boat");
        model.entry().save();
        model.create();
        types.add(typeText(model));
        model.records().types().selected().set(new TypeChoice.Named("Person"));
        model.create();
        types.add(typeText(model));
        model.records().types().selected().set(TypeChoice.WITHOUT);
        model.create();
        types.add(typeText(model));

        assertEquals(List.of("Person", "Boat", "Person", ""), types);
    }

    @Test
    void aNewRecordHasTheUsualFieldsOfItsTypeWithoutWaiting() {
        master.storage().put(ANA, typed("Person", "Ana"));
        TestTasks later = new TestTasks();
        WorkViewModel model = model(later.tasks());
        later.all();

        model.create();

        assertEquals(
                List.of("name"),
                model.entry().editor().form().fields().stream()
                        .map(FieldViewModel::name)
                        .toList());
    }

    private static ObjectNode typed(String type, String name) {
        return JsonText.object().put("portal_type", type).put("name", name);
    }

    private static String typeText(WorkViewModel model) {
        return model.entry().editor().form().type().get().text().get();
    }

    @Test
    void whatIsSavedWhileTheMasterIsAwayWaitsOnThisPc() {
        master.storage().put(ANA, JsonText.object().put("name", "Ana"));
        WorkViewModel model = model();
        model.entry().open(ANA);
        model.entry().editor().form().fields().getFirst().text().set("Ana Silva");
        master.state(LinkState.OFFLINE);

        model.entry().save();

        assertEquals(
                Sentence.of("entry.state.kept"), model.entry().notes().state().get());
        assertEquals("Ana", master.storage().get(ANA).get("name").stringValue());

        master.state(LinkState.LINKED);

        assertEquals("Ana Silva", master.storage().get(ANA).get("name").stringValue());
        assertEquals(List.of(), model.entry().unsent());
    }

    private static void type(WorkViewModel model, String name) {
        FormViewModel form = model.entry().editor().form();
        form.add("name", FieldKind.TEXT);
        form.fields().getFirst().text().set(name);
    }

    private WorkViewModel model() {
        return model(TestTasks.direct());
    }

    private WorkViewModel model(UiTasks tasks) {
        return model(tasks, Drafts.NONE);
    }

    @Test
    void atTheEndWhatIsTypedIsWrittenBeforeCopiesAreDeleted() throws IOException {
        List<String> seen = new ArrayList<>();
        Drafts full = new Drafts() {
            @Override
            public List<Draft> of(String master) {
                return List.of();
            }

            @Override
            public void keep(Map<DraftKey, Optional<Draft>> changes) {
                seen.add("written with %d copies".formatted(copies()));
                throw new StorageException.Full("full");
            }
        };
        master.storage().put(ANA, JsonText.object().put("name", "Ana"));
        master.storage().putAttachment(ANA, "a.png", new Attachment("", new byte[] {1}));
        WorkViewModel model = new WorkViewModel(
                master,
                TestTasks.direct(),
                new DesktopSettings(SavedSettings.defaults()),
                full,
                FilePlaces.in(folder),
                InstantSource.fixed(NOW));
        model.entry().open(ANA);
        model.files().show(model.files().files().getFirst());
        type(model, "Li");
        seen.clear();

        assertThrows(StorageException.Full.class, model::finish);

        assertEquals(List.of("written with 1 copies"), seen);
        assertEquals(0, copies());
    }

    private long copies() {
        try (Stream<Path> all = Files.list(folder.resolve("copies"))) {
            return all.count();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    private WorkViewModel model(UiTasks tasks, Drafts drafts) {
        return new WorkViewModel(
                master,
                tasks,
                new DesktopSettings(SavedSettings.defaults()),
                drafts,
                TestPlaces.BUILD,
                InstantSource.fixed(NOW));
    }

    private static List<RecordId> shown(WorkViewModel model) {
        return model.records().rows().stream()
                .map(number -> model.records().row(number).getValue().id().orElseThrow())
                .toList();
    }
}
