package org.skerry.slave.ui;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.Parent;
import org.skerry.jio.PastRecord.PastAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.attach.TestPlaces;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.history.HistoryViewModel;
import org.skerry.slave.ui.history.PastRecords;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.work.WorkViewModel;

/** What records were, in the situations in which it looks different. */
final class HistoryScreens {

    private static final RecordId LI_WEI = new RecordId("li-wei");
    private static final PastAttachment CONTRACT =
            new PastAttachment("contract 2026.pdf", "application/pdf", 240_000, "a");

    private HistoryScreens() {}

    private static PastRecords records() {
        return new PastRecords()
                .step(
                        "2026-03-02T08:15:00Z",
                        "",
                        "created",
                        "",
                        "li-wei",
                        "{\"portal_type\":\"Person\",\"title\":\"李薇 Li Wei\",\"born\":\"1988-03-14\",\"salary\":7200,\"town\":\"上海\"}")
                .step("2026-05-11T13:02:00Z", "Ana Silva", "changed", "", "li-wei", """
                        {"portal_type":"Person","title":"李薇 Li Wei","born":"1988-03-14","salary":8450.50,"town":"上海",
                         "phones":["+86 10 5555 0142","+86 138 0000 1234"]}""")
                .step("2026-11-27T09:40:00Z", "Ana Silva", "attached", "contract 2026.pdf", "li-wei", """
                        {"portal_type":"Person","title":"李薇 Li Wei","born":"1988-03-14","salary":8450.50,"town":"上海",
                         "phones":["+86 10 5555 0142","+86 138 0000 1234"]}""", CONTRACT)
                .step(
                        "2026-11-28T08:05:00Z",
                        "Marc-Antoine Lefèvre de la Rochefoucauld",
                        "changed",
                        "",
                        "li-wei",
                        """
                        {"portal_type":"Person","title":"Li Wei","born":"1988-03-14","salary":84505,"active":false,
                         "note":"采购部经理，负责华北地区。\\nPrefers calls in the morning."}""",
                        CONTRACT)
                .step("2026-02-01T08:00:00Z", "Ana Silva", "created", "", "truck", """
                        {"portal_type":"Vehicle","title":"Truck 7","plate":"京A 12345","since":"2019-04-01"}""")
                .step("2026-02-01T08:00:00Z", "Ana Silva", "created", "", "boat", """
                        {"portal_type":"Boat","title":"Seagull","length":9.5}""")
                .step("2026-09-30T16:20:00Z", "Ana Silva", "removed", "", "boat", null)
                .step("2026-11-27T15:45:00Z", "李薇", "removed", "", "truck", null);
    }

    static Parent compared(DesktopSettings settings, Texts texts) {
        return history(settings, texts, records(), history -> choose(history, 2));
    }

    static Parent now(DesktopSettings settings, Texts texts) {
        return history(settings, texts, records().page(3), history -> {});
    }

    static Parent question(DesktopSettings settings, Texts texts) {
        return history(settings, texts, records(), history -> {
            choose(history, 3);
            history.restore();
        });
    }

    static Parent notKept(DesktopSettings settings, Texts texts) {
        return history(settings, texts, records().forget(1), history -> choose(history, 3));
    }

    static Parent conflict(DesktopSettings settings, Texts texts) {
        PastRecords records = records();
        return history(settings, texts, records, history -> {
            choose(history, 3);
            history.restore();
            records.meanwhile(
                    () -> records.put(LI_WEI, records.get(LI_WEI).deepCopy().put("active", true)));
            sure(history);
        });
    }

    static Parent restored(DesktopSettings settings, Texts texts) {
        return history(settings, texts, records(), history -> {
            choose(history, 2);
            history.restore();
            sure(history);
        });
    }

    static Parent failed(DesktopSettings settings, Texts texts) {
        PastRecords records = records();
        return work(settings, texts, records, (work, master) -> {
            work.entry().open(LI_WEI);
            records.fail(Optional.of(new StorageException.Unreachable("cut")));
            work.showHistory();
        });
    }

    static Parent away(DesktopSettings settings, Texts texts) {
        return work(settings, texts, records(), (work, master) -> {
            work.entry().open(LI_WEI);
            master.state(LinkState.OFFLINE);
            work.showHistory();
        });
    }

    static Parent open(DesktopSettings settings, Texts texts) {
        return work(settings, texts, records(), (work, master) -> work.entry().open(LI_WEI));
    }

    static Parent removed(DesktopSettings settings, Texts texts) {
        return work(settings, texts, records(), (work, master) -> work.showRemoved());
    }

    static Parent removedMore(DesktopSettings settings, Texts texts) {
        return work(settings, texts, records().page(1), (work, master) -> {
            work.showRemoved();
            master.state(LinkState.OFFLINE);
            work.removed().get().ifPresent(removed -> removed.load());
        });
    }

    static Parent nothingRemoved(DesktopSettings settings, Texts texts) {
        return work(settings, texts, new PastRecords(), (work, master) -> work.showRemoved());
    }

    private static void choose(HistoryViewModel history, int index) {
        history.selected().set(Optional.of(history.steps().get(index)));
    }

    private static void sure(HistoryViewModel history) {
        history.question()
                .get()
                .ifPresent(note -> note.answers().getFirst().action().run());
    }

    private static Parent history(
            DesktopSettings settings, Texts texts, PastRecords records, Consumer<HistoryViewModel> then) {
        return work(settings, texts, records, (work, master) -> {
            work.entry().open(LI_WEI);
            work.showHistory();
            work.history().get().ifPresent(then);
        });
    }

    private static Parent work(
            DesktopSettings settings,
            Texts texts,
            PastRecords records,
            BiConsumer<WorkViewModel, FakeMaster> situation) {
        FakeMaster master = FakeMaster.with(records);
        MainViewModel model = new MainViewModel(
                (address, pairing, progress) -> master,
                TestTasks.direct(),
                settings,
                Drafts.NONE,
                TestPlaces.BUILD,
                InstantSource.fixed(Instant.parse("2026-11-28T10:00:00Z")));
        model.connect().address().set("192.168.1.5");
        model.connect().connect();
        MainView view = new MainView(model, texts);
        situation.accept(model.work().get().orElseThrow(), master);
        return view;
    }
}
