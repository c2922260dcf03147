package org.skerry.slave.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.protocol.transfer.Transfer;
import org.skerry.protocol.transfer.Transfers;
import org.skerry.slave.ui.attach.FilePlaces;
import org.skerry.slave.ui.attach.Parcel;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.connect.StorageTransfers;
import org.skerry.slave.ui.entry.Draft;
import org.skerry.slave.ui.entry.DraftKey;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.person.SignInViewModel;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.work.WorkViewModel;

/** People sign in, switch and sign out. */
class PeopleTest {

    private static final RecordId SHIP = new RecordId("ship");

    private static final Drafts WATCHED = new Drafts() {
        @Override
        public List<Draft> of(String master) {
            ASKED.add(master);
            return List.of();
        }

        @Override
        public void keep(Map<DraftKey, Optional<Draft>> changes) {}
    };
    private static final List<String> ASKED = new ArrayList<>();

    private Instant now = Instant.parse("2026-11-28T10:00:00Z");

    private final FakeMaster master = FakeMaster.joined();
    private final DesktopSettings settings = new DesktopSettings(SavedSettings.defaults());
    private final UiTasks tasks = TestTasks.direct();

    @TempDir
    private Path folder;

    private MainViewModel model;

    @BeforeEach
    void begin() {
        ASKED.clear();
        model = new MainViewModel(
                (address, pairing, progress) -> master, tasks, settings, WATCHED, FilePlaces.in(folder), () -> now);
    }

    private void join() {
        model.connect().address().set("192.168.1.5");
        model.connect().connect();
    }

    private SignInViewModel signIn(String name, String secret) {
        SignInViewModel signIn = model.signIn().get().orElseThrow();
        signIn.name().set(name);
        signIn.secret().set(secret);
        signIn.signIn();
        return signIn;
    }

    @Test
    void whereNoPeopleAreKnownNobodySignsIn() {
        join();

        assertTrue(model.signIn().get().isEmpty());
        assertEquals("", model.work().get().orElseThrow().person());
        assertEquals(List.of("ws://192.168.1.5:9999/"), ASKED);
    }

    @Test
    void theWorkBeginsWhenSomebodyHasSignedIn() {
        master.knows("Ana", "secret");
        join();
        assertTrue(model.work().get().isEmpty());
        assertFalse(model.signIn().get().orElseThrow().maySignIn().get());

        SignInViewModel signIn = signIn("Ana", "wrong");
        assertEquals(Sentence.of("person.wrong"), signIn.failure().get());
        assertEquals("", signIn.secret().get());
        assertTrue(model.work().get().isEmpty());

        signIn("Ana", "secret");
        assertEquals("Ana", model.work().get().orElseThrow().person());
        assertTrue(model.signIn().get().isEmpty());
        assertEquals(List.of("Ana"), settings.people());
    }

    @Test
    void aPauseIsToldInPlace() {
        master.knows("Ana", "secret");
        master.refuseSignIn(new StorageException.TooMany("wait"));
        join();

        assertEquals(
                Sentence.of("person.pause"), signIn("Ana", "secret").failure().get());
    }

    @Test
    void aPauseIsCountedDown() {
        master.knows("Ana", "secret");
        master.refuseSignIn(new StorageException.TooMany("wait", Duration.ofMillis(119_001)));
        join();
        SignInViewModel signIn = signIn("Ana", "wrong");
        assertEquals(
                Sentence.of("person.pause.minutes", "2:00"), signIn.failure().get());

        now = now.plusSeconds(118);
        model.tick();
        assertEquals(Sentence.of("person.pause.seconds", 2L), signIn.failure().get());
        now = now.plusSeconds(2);
        model.tick();
        assertEquals(Sentence.of("person.pause.over"), signIn.failure().get());

        signIn("Ana", "wrong");
        assertEquals(
                Sentence.of("person.pause.minutes", "2:00"), signIn.failure().get());
    }

    @Test
    void whoComesNextSeesNoDraftOfWhoWasBefore() {
        master.knows("Ana", "secret").knows("Li", "other");
        join();
        signIn("Ana", "secret");
        model.switchTo("Li");
        assertTrue(model.work().get().isEmpty());
        assertEquals("Li", model.signIn().get().orElseThrow().name().get());
        assertEquals("", master.seat().person());

        signIn("Li", "other");

        assertEquals("Li", model.work().get().orElseThrow().person());
        assertEquals(
                List.of(
                        "ws://192.168.1.5:9999/ Ana",
                        "ws://192.168.1.5:9999/",
                        "ws://192.168.1.5:9999/ Li",
                        "ws://192.168.1.5:9999/"),
                ASKED);
        assertEquals(List.of("Li", "Ana"), settings.people());
        model.signOut();
        assertEquals("", model.signIn().get().orElseThrow().name().get());
    }

    @Test
    void whoComesNextFindsNoCopyOfAFile() throws IOException {
        master.knows("Ana", "secret");
        master.storage().put(SHIP, JsonText.object());
        master.storage().putAttachment(SHIP, "a.png", new Attachment("", new byte[] {1}));
        join();
        signIn("Ana", "secret");
        WorkViewModel work = model.work().get().orElseThrow();
        work.entry().open(SHIP);
        work.files().show(work.files().files().getFirst());
        assertEquals(1, copies());

        model.signOut();

        assertEquals(0, copies());
    }

    private long copies() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("copies"))) {
            return all.count();
        }
    }

    @Test
    void whoIsSignedInNoMoreIsAsked() {
        master.knows("Ana", "secret");
        join();
        signIn("Ana", "secret");

        tasks.run(
                () -> {
                    throw new StorageException.SignInNeeded("Sign in first.");
                },
                done -> {},
                failed -> {});

        assertTrue(model.work().get().isEmpty());
        assertEquals("Ana", model.signIn().get().orElseThrow().name().get());
    }

    @Test
    void filesThatHadNotArrivedGoOnWhenTheSamePersonIsBack() throws IOException {
        List<String> refused = new ArrayList<>(List.of("the first"));
        StorageTransfers done = new StorageTransfers(master.storage());
        master.transferring(new Transfers() {
            @Override
            public AttachmentInfo put(
                    Path file, RecordId id, String name, String type, ExpectedAttachment expected, Transfer transfer) {
                if (!refused.isEmpty()) {
                    refused.removeFirst();
                    throw new StorageException.SignInNeeded("Sign in first.");
                }
                return done.put(file, id, name, type, expected, transfer);
            }

            @Override
            public AttachmentInfo getNew(RecordId id, String name, Path target, Transfer transfer) {
                return done.getNew(id, name, target, transfer);
            }

            @Override
            public AttachmentInfo get(RecordId id, String name, Path target, Transfer transfer) {
                return done.get(id, name, target, transfer);
            }
        });
        master.knows("Ana", "secret").knows("Li", "other");
        master.storage().put(SHIP, JsonText.object());
        join();
        signIn("Ana", "secret");
        WorkViewModel work = model.work().get().orElseThrow();
        work.entry().open(SHIP);
        work.files()
                .attach(List.of(
                        Files.writeString(folder.resolve("a"), "x"), Files.writeString(folder.resolve("b"), "y")));
        assertTrue(model.work().get().isEmpty());

        signIn("Li", "other");
        assertEquals(List.of(), parcels());
        model.switchTo("Ana");
        signIn("Ana", "secret");

        assertEquals(
                List.of("a", "b"), parcels().stream().map(Parcel::shownName).toList());
        List.copyOf(parcels()).forEach(model.work().get().orElseThrow().files().courier()::again);
        assertEquals(List.of("a", "b"), master.storage().allAttachments(SHIP));
        assertEquals(List.of(), parcels());
    }

    private List<Parcel> parcels() {
        return model.work().get().orElseThrow().files().courier().parcels();
    }

    @Test
    void theMasterCanBeLeftWithoutSigningIn() {
        master.knows("Ana", "secret");
        join();

        model.leave();

        assertTrue(model.signIn().get().isEmpty());
        assertTrue(master.isClosed());
    }
}
