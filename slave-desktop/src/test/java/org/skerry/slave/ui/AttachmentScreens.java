package org.skerry.slave.ui;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import org.skerry.jio.Attachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.local.index.LuceneWords;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.attach.FileSituations;
import org.skerry.slave.ui.attach.Pictures;
import org.skerry.slave.ui.attach.TestPlaces;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.work.WorkViewModel;
import tools.jackson.databind.node.ObjectNode;

/** Files of a record, in the situations in which they look different. */
final class AttachmentScreens {

    private static final RecordId SKERRY = new RecordId("skerry");

    private static final int CONTRACT = 2;
    private static final int NOTES = 3;
    private static final int PHOTO = 4;

    private AttachmentScreens() {}

    /** What happens, on the JavaFX thread. */
    private interface Situation {
        void of(WorkViewModel work, FakeMaster master, Held tasks);
    }

    /** Does what it is given at once, until it is told to hold it. */
    private static final class Held implements Executor {
        private final List<Runnable> held = new ArrayList<>();
        private boolean isHolding;

        @Override
        public void execute(Runnable work) {
            if (isHolding) {
                held.add(work);
            } else {
                work.run();
            }
        }

        void hold() {
            isHolding = true;
        }
    }

    private static MemoryStorage storage() {
        MemoryStorage storage = new MemoryStorage(new LuceneWords());
        storage.put(
                SKERRY,
                (ObjectNode)
                        JsonText.read(
                                "{\"portal_type\":\"Place\",\"title\":\"Skerry lighthouse 灯塔\",\"built\":\"1889-06-01\",\"keeper\":\"Ana Silva\"}"));
        storage.putAttachment(SKERRY, "budget 2027.xlsx", new Attachment("", new byte[48_200]));
        storage.putAttachment(SKERRY, "clean up.bat", new Attachment("", new byte[612]));
        storage.putAttachment(
                SKERRY,
                "contract with a very long name, as scanners and lawyers make them, second version.pdf",
                new Attachment("", new byte[1_840_000]));
        storage.putAttachment(
                SKERRY,
                "notes 笔记.txt",
                new Attachment(
                        "",
                        "灯塔维修记录\n二〇二六年十一月：更换灯泡，检查发电机。\nNext visit: in March, by boat.\n"
                                .repeat(2_000)
                                .getBytes(Charset.forName("GB18030"))));
        storage.putAttachment(SKERRY, "photo.png", new Attachment("image/png", Pictures.island("png", 1200, 800)));
        return storage;
    }

    static Parent open(DesktopSettings settings, Texts texts) {
        return scrolled(work(settings, texts, (work, master, tasks) -> {}));
    }

    /** Goes to the files, when all is laid out. */
    private static Parent scrolled(Parent screen) {
        Platform.runLater(() -> Platform.runLater(() -> {
            if (screen.lookup("#entry-files") instanceof Button button) {
                button.fire();
            }
        }));
        return screen;
    }

    static Parent onTheirWay(DesktopSettings settings, Texts texts) {
        return work(settings, texts, (work, master, tasks) -> {
            tasks.hold();
            FileSituations.onTheirWay(work.files(), SKERRY);
        });
    }

    static Parent leaving(DesktopSettings settings, Texts texts) {
        return work(settings, texts, (work, master, tasks) -> {
            tasks.hold();
            FileSituations.onTheirWay(work.files(), SKERRY);
            work.leave(() -> {});
        });
    }

    static Parent removing(DesktopSettings settings, Texts texts) {
        return scrolled(work(settings, texts, (work, master, tasks) -> FileSituations.remove(work.files(), CONTRACT)));
    }

    static Parent program(DesktopSettings settings, Texts texts) {
        return work(
                settings,
                texts,
                (work, master, tasks) -> work.files().open(work.files().files().get(1)));
    }

    static Parent away(DesktopSettings settings, Texts texts) {
        return scrolled(work(settings, texts, (work, master, tasks) -> master.state(LinkState.OFFLINE)));
    }

    static Parent unsaved(DesktopSettings settings, Texts texts) {
        return work(settings, texts, (work, master, tasks) -> {
            work.entry().create("Place");
            work.files().attach(List.of(Path.of("photo.png"), Path.of("plan.pdf")));
        });
    }

    static Parent dragged(DesktopSettings settings, Texts texts) {
        Parent screen = work(settings, texts, (work, master, tasks) -> {});
        Platform.runLater(() -> Platform.runLater(() -> FileSituations.drag(screen, 3))); // when it is laid out
        return screen;
    }

    static Parent ofAReader(DesktopSettings settings, Texts texts) {
        return scrolled(work(settings, texts, FakeMaster::forReaders, (work, master, tasks) -> {}));
    }

    static Parent ofAnOldMaster(DesktopSettings settings, Texts texts) {
        return scrolled(work(settings, texts, FakeMaster::withoutFiles, (work, master, tasks) -> {}));
    }

    static Parent picture(DesktopSettings settings, Texts texts) {
        return preview(settings, texts, PHOTO);
    }

    static Parent text(DesktopSettings settings, Texts texts) {
        return preview(settings, texts, NOTES);
    }

    static Parent notShown(DesktopSettings settings, Texts texts) {
        return preview(settings, texts, CONTRACT);
    }

    static Parent largePicture(DesktopSettings settings, Texts texts) {
        return work(settings, texts, (work, master, tasks) -> {
            master.storage().putAttachment(SKERRY, "a map.png", new Attachment("", new byte[5_800_000]));
            work.files().refresh();
            work.files().show(work.files().files().getFirst());
        });
    }

    private static Parent preview(DesktopSettings settings, Texts texts, int index) {
        return work(
                settings,
                texts,
                (work, master, tasks) -> work.files().show(work.files().files().get(index)));
    }

    private static Parent work(DesktopSettings settings, Texts texts, Situation situation) {
        return work(settings, texts, UnaryOperator.identity(), situation);
    }

    private static Parent work(
            DesktopSettings settings, Texts texts, UnaryOperator<FakeMaster> kind, Situation situation) {
        FakeMaster master = kind.apply(FakeMaster.with(storage()).knows("Ana Silva", "red mullet"));
        master.signIn("Ana Silva", "red mullet".toCharArray());
        Held workers = new Held();
        MainViewModel model = new MainViewModel(
                (address, pairing, progress) -> master,
                new UiTasks(workers, Runnable::run, delay -> {}, failure -> {
                    throw new AssertionError("nobody foresaw this", failure);
                }),
                settings,
                Drafts.NONE,
                TestPlaces.BUILD,
                InstantSource.fixed(Instant.parse("2026-11-28T10:00:00Z")));
        model.connect().address().set("192.168.1.5");
        model.connect().connect();
        MainView view = new MainView(model, texts);
        WorkViewModel work = model.work().get().orElseThrow();
        work.entry().open(SKERRY);
        situation.of(work, master, workers);
        return view;
    }
}
