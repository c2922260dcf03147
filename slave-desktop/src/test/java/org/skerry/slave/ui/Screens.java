package org.skerry.slave.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Parent;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.index.LuceneWords;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.protocol.about.Notices;
import org.skerry.protocol.about.Release;
import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.LinkFailure.Door;
import org.skerry.slave.link.LinkFailure.Obstacle;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.link.LinkStep;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.ui.about.AboutView;
import org.skerry.slave.ui.about.AboutViewModel;
import org.skerry.slave.ui.attach.TestPlaces;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.connect.FakeMasters;
import org.skerry.slave.ui.connect.Masters;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.help.ShortcutsView;
import org.skerry.slave.ui.person.SignInViewModel;
import org.skerry.slave.ui.records.ColumnsView;
import org.skerry.slave.ui.records.FacetFilter;
import org.skerry.slave.ui.records.RecordsViewModel;
import org.skerry.slave.ui.records.Refusing;
import org.skerry.slave.ui.records.TypeChoice;
import org.skerry.slave.ui.report.ErrorView;
import org.skerry.slave.ui.report.RefusalView;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.RecentMaster;
import org.skerry.slave.ui.settings.SettingsView;
import org.skerry.slave.ui.settings.SettingsViewModel;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;
import tools.jackson.databind.node.ObjectNode;

/** All screens, each in the situations in which it looks different: a new one is one line here. */
final class Screens {

    static final List<Screen> ALL = List.of(
            new Screen("connect, first time", (settings, texts) -> connect(settings, texts, "", new FakeMasters())),
            new Screen("connect, used before", Screens::usedBefore),
            new Screen(
                    "connect, wrong address",
                    (settings, texts) -> connect(settings, texts, "https://front-desk", new FakeMasters())),
            new Screen("connect, a link to a new master", Screens::linked),
            new Screen("connect, joining", Screens::joining),
            new Screen("connect, failed", Screens::failed),
            new Screen("connect, a code is wanted", (settings, texts) -> coded(settings, texts, Door.CODE_NEEDED)),
            new Screen("connect, another master", (settings, texts) -> coded(settings, texts, Door.OTHER_MASTER)),
            new Screen("work, no records", (settings, texts) -> work(settings, texts, 0)),
            new Screen("work, many records", (settings, texts) -> work(settings, texts, 150)),
            new Screen(
                    "work, a value is chosen",
                    (settings, texts) -> records(settings, texts, records -> {
                        records.types().selected().set(new TypeChoice.Named("Person"));
                        records.facets().toggle(new FacetFilter("town", "Beijing"));
                    })),
            new Screen(
                    "work, more values are offered",
                    (settings, texts) -> records(settings, texts, records -> {
                        records.types().selected().set(new TypeChoice.Named("Person"));
                        records.facets().open("since");
                    })),
            new Screen(
                    "work, words are searched",
                    (settings, texts) -> records(
                            settings, texts, records -> records.search().text().set("beijing longer"))),
            new Screen(
                    "work, a query with a mistake",
                    (settings, texts) -> records(
                            settings, texts, records -> records.search().text().set("town:(Beijing OR Paris"))),
            new Screen(
                    "work, nothing is found",
                    (settings, texts) -> records(
                            settings, texts, records -> records.search().text().set("no such words"))),
            new Screen("work, a search is refused", Screens::refused),
            new Screen("work, the master is away", Screens::away),
            new Screen("work, we are let in no more", (settings, texts) -> refusing(settings, texts, Door.REVOKED)),
            new Screen("work, another master", (settings, texts) -> refusing(settings, texts, Door.OTHER_MASTER)),
            new Screen("work, others have changed rows", Screens::changedByOthers),
            new Screen("sign in, first time", (settings, texts) -> signIn(settings, texts, signIn -> {})),
            new Screen("sign in, people of before", Screens::peopleOfBefore),
            new Screen("sign in, a wrong password", Screens::wrongPassword),
            new Screen("sign in, a pause", Screens::pause),
            new Screen("work, somebody is signed in", Screens::signedIn),
            new Screen("columns", Screens::columns),
            new Screen("work, a record is open", Screens::entry),
            new Screen("entry, new", EntryScreens::fresh),
            new Screen("unsent, waiting and refused", EntryScreens::unsent),
            new Screen("unsent, leaving", EntryScreens::departing),
            new Screen("unsent, to be discarded", EntryScreens::discarding),
            new Screen("entry, filled", EntryScreens::filled),
            new Screen("entry, a field is added", EntryScreens::adding),
            new Screen("entry, with problems", EntryScreens::wrong),
            new Screen("entry, mistake in the JSON", EntryScreens::wrongJson),
            new Screen("entry, two versions", EntryScreens::conflict),
            new Screen("entry, changed elsewhere", EntryScreens::changed),
            new Screen("entry, gone elsewhere", EntryScreens::gone),
            new Screen("entry, the master is away", EntryScreens::away),
            new Screen("entry, unsaved from before", EntryScreens::found),
            new Screen("entry, leaving", EntryScreens::leaving),
            new Screen("entry, deleted", EntryScreens::deleted),
            new Screen("entry, by a form", EntryScreens::formed),
            new Screen("entry, not as the form wants it", EntryScreens::misfit),
            new Screen("form editor", EntryScreens::editor),
            new Screen("form editor, with a mistake", EntryScreens::editorWrong),
            new Screen("form editor, no form yet", EntryScreens::editorNew),
            new Screen("history, of the open record", HistoryScreens::open),
            new Screen("history, now", HistoryScreens::now),
            new Screen("history, compared", HistoryScreens::compared),
            new Screen("history, a question", HistoryScreens::question),
            new Screen("history, not kept", HistoryScreens::notKept),
            new Screen("history, a conflict", HistoryScreens::conflict),
            new Screen("history, failed", HistoryScreens::failed),
            new Screen("history, the master is away", HistoryScreens::away),
            new Screen("history, restored", HistoryScreens::restored),
            new Screen("removed records", HistoryScreens::removed),
            new Screen("removed records, away with more", HistoryScreens::removedMore),
            new Screen("removed records, none", HistoryScreens::nothingRemoved),
            new Screen("files, of the open record", AttachmentScreens::open),
            new Screen("files, on their way", AttachmentScreens::onTheirWay),
            new Screen("files, leaving", AttachmentScreens::leaving),
            new Screen("files, one is removed", AttachmentScreens::removing),
            new Screen("files, a program", AttachmentScreens::program),
            new Screen("files, the master is away", AttachmentScreens::away),
            new Screen("files, for a record that is not saved", AttachmentScreens::unsaved),
            new Screen("files, dragged", AttachmentScreens::dragged),
            new Screen("files, of a reader", AttachmentScreens::ofAReader),
            new Screen("files, of an old master", AttachmentScreens::ofAnOldMaster),
            new Screen("file, a picture", AttachmentScreens::picture),
            new Screen("file, a text", AttachmentScreens::text),
            new Screen("file, not shown", AttachmentScreens::notShown),
            new Screen("file, a large picture", AttachmentScreens::largePicture),
            new Screen("admin, no backup on another disk", AdminScreens::noBackup),
            new Screen("admin, an old backup on another disk", AdminScreens::oldBackup),
            new Screen("admin, pcs", AdminScreens::pcs),
            new Screen("admin, a pc", AdminScreens::pc),
            new Screen("admin, this pc is to go", AdminScreens::here),
            new Screen("admin, a new pc", AdminScreens::adding),
            new Screen("admin, a code", AdminScreens::code),
            new Screen("admin, a pc has joined", AdminScreens::joined),
            new Screen("admin, not allowed any more", AdminScreens::forbidden),
            new Screen("admin, nobody", AdminScreens::nobody),
            new Screen("admin, the first person", AdminScreens::first),
            new Screen("admin, a person", AdminScreens::person),
            new Screen("admin, a pin", AdminScreens::pin),
            new Screen("settings", (settings, texts) -> new SettingsView(new SettingsViewModel(settings), texts)),
            new Screen("about", Screens::about),
            new Screen("about, a development build", Screens::aboutDevelopment),
            new Screen("shortcuts", (settings, texts) -> new ShortcutsView(texts)),
            new Screen(
                    "already open",
                    (settings, texts) -> new RefusalView(Sentence.of("report.alreadyOpen"), texts, () -> {})),
            new Screen(
                    "no folder",
                    (settings, texts) -> new RefusalView(
                            Sentence.of("report.noFolder", "/home/li-wei/.local/share/skerry/slave"), texts, () -> {})),
            new Screen("error", (settings, texts) -> new ErrorView("java.lang.Error: a fault", texts, () -> {})));

    private static final String ADDRESS = "192.168.1.5";

    private Screens() {}

    private static Parent usedBefore(DesktopSettings settings, Texts texts) {
        Instant yesterday = Instant.parse("2026-11-27T16:30:00Z");
        settings.joined(new RecentMaster(new MasterAddress("10.0.0.7", 9999), "仓库", yesterday));
        settings.joined(new RecentMaster(new MasterAddress(ADDRESS, 9999), "Front office", yesterday));
        return connect(settings, texts, "", new FakeMasters());
    }

    private static Parent linked(DesktopSettings settings, Texts texts) {
        MainViewModel model = model(settings, new FakeMasters(), TestTasks.direct());
        model.connect().open("skerry://front-desk.example/?code=271828");
        return new MainView(model, texts);
    }

    private static Parent about(DesktopSettings settings, Texts texts) {
        Release release =
                new Release("0.1.0", Optional.of("1a2b3c4d5e6f"), Optional.of(Instant.parse("2026-11-29T10:00:00Z")));
        return about(release, texts);
    }

    private static Parent aboutDevelopment(DesktopSettings settings, Texts texts) {
        return about(new Release("0.1.0", Optional.empty(), Optional.empty()), texts);
    }

    private static Parent about(Release release, Texts texts) {
        AboutViewModel model = new AboutViewModel(release, Notices::here, TestTasks.direct());
        model.read();
        return new AboutView(model, texts);
    }

    private static Parent joining(DesktopSettings settings, Texts texts) {
        FakeMasters masters = new FakeMasters();
        MainViewModel model = model(settings, masters, new TestTasks().tasks());
        model.connect().address().set(ADDRESS);
        model.connect().connect();
        masters.opened().getFirst().step(LinkStep.OPENING);
        return new MainView(model, texts);
    }

    private static Parent failed(DesktopSettings settings, Texts texts) {
        FakeMasters masters = new FakeMasters();
        masters.fail(new LinkFailure.Unreachable(Obstacle.NO_ANSWER, "no answer"));
        MainViewModel model = model(settings, masters, TestTasks.direct());
        model.connect().address().set(ADDRESS);
        model.connect().connect();
        return new MainView(model, texts);
    }

    private static Parent refusing(DesktopSettings settings, Texts texts, Door door) {
        FakeMaster master = FakeMaster.joined();
        fill(master, 150);
        MainViewModel model = joined(settings, master);
        master.refuse(door);
        return new MainView(model, texts);
    }

    private static Parent coded(DesktopSettings settings, Texts texts, Door door) {
        FakeMasters masters = new FakeMasters();
        masters.fail(new LinkFailure.NotAllowed(door, "not allowed"));
        MainViewModel model = model(settings, masters, TestTasks.direct());
        model.connect().address().set(ADDRESS);
        model.connect().connect();
        model.connect().code().code().set("271 828");
        return new MainView(model, texts);
    }

    private static Parent work(DesktopSettings settings, Texts texts, int records) {
        return new MainView(working(settings, records), texts);
    }

    private static Parent records(DesktopSettings settings, Texts texts, Consumer<RecordsViewModel> situation) {
        MainViewModel model = working(settings, 150);
        situation.accept(model.work().get().orElseThrow().records());
        return new MainView(model, texts);
    }

    private static Parent refused(DesktopSettings settings, Texts texts) {
        Storage storage = new MemoryStorage(new LuceneWords());
        FakeMaster master = FakeMaster.with(Refusing.queriesWith("town", storage));
        fill(master, 150);
        MainViewModel model = joined(settings, master);
        model.work().get().orElseThrow().records().search().text().set("town:\"Beijing\"");
        return new MainView(model, texts);
    }

    private static Parent changedByOthers(DesktopSettings settings, Texts texts) {
        FakeMaster master = FakeMaster.joined();
        fill(master, 150);
        UiTasks patient = new UiTasks(
                Runnable::run,
                Runnable::run,
                delay -> {
                    if (delay.compareTo(Duration.ofSeconds(1)) > 0) {
                        throw new InterruptedException(); // what would end after a while does not
                    }
                },
                unforeseen -> {});
        MainViewModel model = model(settings, (address, pairing, progress) -> master, patient);
        model.connect().address().set(ADDRESS);
        model.connect().connect();
        RecordsViewModel records = model.work().get().orElseThrow().records();
        for (String id : List.of("r2", "r4", "r5")) {
            ObjectNode body = master.storage().get(new RecordId(id)).deepCopy();
            master.storage().put(new RecordId(id), body.put("name", "王芳"));
        }
        records.refresh();
        records.selected().set(Optional.of(new RecordId("r4")));
        return new MainView(model, texts);
    }

    private static Parent signIn(DesktopSettings settings, Texts texts, Consumer<SignInViewModel> situation) {
        MainViewModel model = joined(settings, FakeMaster.joined().knows("Ana", "secret"));
        situation.accept(model.signIn().get().orElseThrow());
        return new MainView(model, texts);
    }

    private static Parent peopleOfBefore(DesktopSettings settings, Texts texts) {
        for (String name : List.of("王芳", "Marie-Claire Dupont", "李伟", "Jean", "Ana", "Alexander von Humboldt")) {
            settings.signedIn(name);
        }
        return signIn(settings, texts, signIn -> signIn.name().set("Ana"));
    }

    private static Parent wrongPassword(DesktopSettings settings, Texts texts) {
        settings.signedIn("Ana");
        return signIn(settings, texts, signIn -> signIn(signIn, "wrong"));
    }

    private static Parent pause(DesktopSettings settings, Texts texts) {
        FakeMaster master = FakeMaster.joined().knows("Ana", "secret");
        master.refuseSignIn(new StorageException.TooMany("wait", Duration.ofSeconds(30)));
        MainViewModel model = joined(settings, master);
        signIn(model.signIn().get().orElseThrow(), "secret");
        return new MainView(model, texts);
    }

    private static Parent signedIn(DesktopSettings settings, Texts texts) {
        FakeMaster master = FakeMaster.joined().knows("Ana", "secret");
        fill(master, 150);
        MainViewModel model = joined(settings, master);
        signIn(model.signIn().get().orElseThrow(), "secret");
        model.work().get().orElseThrow().status().saved(LocalTime.of(10, 28));
        return new MainView(model, texts);
    }

    private static void signIn(SignInViewModel signIn, String secret) {
        signIn.name().set("Ana");
        signIn.secret().set(secret);
        signIn.signIn();
    }

    private static Parent away(DesktopSettings settings, Texts texts) {
        FakeMaster master = FakeMaster.joined();
        fill(master, 150);
        MainViewModel model = joined(settings, master);
        master.state(LinkState.OFFLINE);
        return new MainView(model, texts);
    }

    private static Parent columns(DesktopSettings settings, Texts texts) {
        MainViewModel model = working(settings, 150);
        return new ColumnsView(model.work().get().orElseThrow().records().columns(), texts);
    }

    private static Parent entry(DesktopSettings settings, Texts texts) {
        MainViewModel model = working(settings, 3);
        model.work().get().orElseThrow().entry().open(new RecordId("r1"));
        return new MainView(model, texts);
    }

    private static Parent connect(DesktopSettings settings, Texts texts, String typed, FakeMasters masters) {
        MainViewModel model = model(settings, masters, TestTasks.direct());
        model.connect().address().set(typed);
        return new MainView(model, texts);
    }

    private static MainViewModel working(DesktopSettings settings, int records) {
        FakeMaster master = FakeMaster.joined();
        fill(master, records);
        return joined(settings, master);
    }

    private static void fill(FakeMaster master, int records) {
        for (int i = 0; i < records; i++) {
            master.storage()
                    .put(
                            new RecordId("r" + i),
                            JsonText.object()
                                    .put("portal_type", i % 7 == 0 ? "Organisation" : "Person")
                                    .put("name", "李薇 " + i)
                                    .put("town", i % 3 == 0 ? "Beijing" : "Saint-Étienne")
                                    .put("since", "2026-03-%02d".formatted(1 + i % 28))
                                    .put("visits", i * 977)
                                    .put("note", "A text that is much longer than any column is wide, on purpose"));
        }
    }

    private static MainViewModel joined(DesktopSettings settings, FakeMaster master) {
        MainViewModel model = model(settings, (address, pairing, progress) -> master, TestTasks.direct());
        model.connect().address().set(ADDRESS);
        model.connect().connect();
        return model;
    }

    private static MainViewModel model(DesktopSettings settings, Masters masters, UiTasks tasks) {
        return new MainViewModel(
                masters,
                tasks,
                settings,
                Drafts.NONE,
                TestPlaces.BUILD,
                InstantSource.fixed(Instant.parse("2026-11-28T10:00:00Z")));
    }
}
