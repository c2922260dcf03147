package org.skerry.slave.ui;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.control.TextField;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.entry.EntryViewModel;
import org.skerry.slave.ui.entry.MemoryDrafts;
import org.skerry.slave.ui.entry.RecordEditor.Face;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Texts;
import tools.jackson.databind.node.ObjectNode;

/** The form in the situations in which it looks different. */
final class EntryScreens {

    private static final RecordId LI_WEI = new RecordId("li-wei");

    private static final Map<RecordId, String> PEOPLE = Map.of(
            LI_WEI,
            """
            {"portal_type": "Person", "title": "李薇 Li Wei", "born": "1988-03-14", "salary": 8450.50, "active": true,
             "phones": ["+86 10 5555 0142", "+86 138 0000 1234"], "note": "采购部经理，负责华北地区。\\nPrefers calls in the morning.",
             "address": {"city": "北京", "street": "长安街 12"}}""",
            new RecordId("ana"),
            "{\"portal_type\": \"Person\", \"title\": \"Ana Silva\", \"born\": \"1991-07-02\", \"salary\": 7900, \"active\": false}",
            new RecordId("truck"),
            "{\"portal_type\": \"Vehicle\", \"title\": \"Truck 7\", \"plate\": \"京A 12345\"}");

    private EntryScreens() {}

    static Parent fresh(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, (entry, storage) -> entry.create("Person"));
    }

    static Parent filled(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, (entry, storage) -> entry.open(LI_WEI));
    }

    static Parent adding(DesktopSettings settings, Texts texts) {
        Parent screen = screen(settings, texts, (entry, storage) -> entry.create(""));
        Platform.runLater(
                () -> { // the field has no place before the window is shown
                    if (screen.lookup("#field-add-name") instanceof TextField name) {
                        name.requestFocus();
                        name.setText("plate");
                    }
                });
        return screen;
    }

    static Parent wrong(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, (entry, storage) -> {
            entry.open(LI_WEI);
            type(entry, "born", "next spring");
            type(entry, "salary", "8,450");
            entry.save();
        });
    }

    static Parent wrongJson(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, (entry, storage) -> {
            entry.open(LI_WEI);
            entry.editor().turnTo(Face.JSON);
            entry.editor().json().set(entry.editor().json().get().replaceFirst(",", ""));
            entry.editor().turnTo(Face.FORM);
        });
    }

    static Parent conflict(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, (entry, storage) -> {
            entry.open(LI_WEI);
            type(entry, "title", "李薇");
            type(entry, "born", "1988-03-15");
            ObjectNode theirs = storage.get(LI_WEI).deepCopy();
            storage.put(LI_WEI, theirs.put("title", "Li Wei (李薇)").put("active", false));
            entry.save();
        });
    }

    static Parent changed(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, (entry, storage) -> {
            entry.open(LI_WEI);
            type(entry, "title", "李薇");
            storage.put(LI_WEI, storage.get(LI_WEI).deepCopy().put("active", false));
            entry.recheck();
        });
    }

    static Parent gone(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, (entry, storage) -> {
            entry.open(LI_WEI);
            type(entry, "title", "李薇");
            storage.remove(LI_WEI);
            entry.recheck();
        });
    }

    static Parent away(DesktopSettings settings, Texts texts) {
        FakeMaster master = FakeMaster.joined();
        return screen(settings, texts, master, Drafts.NONE, (entry, storage) -> {
            entry.open(LI_WEI);
            type(entry, "title", "李薇");
            master.state(LinkState.OFFLINE);
            entry.save();
        });
    }

    static Parent found(DesktopSettings settings, Texts texts) {
        Drafts drafts = new MemoryDrafts();
        screen(settings, texts, FakeMaster.joined(), drafts, (entry, storage) -> {
            entry.open(LI_WEI);
            type(entry, "title", "李薇");
        });
        return screen(settings, texts, FakeMaster.joined(), drafts, (entry, storage) -> {});
    }

    static Parent leaving(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, (entry, storage) -> {
            entry.open(LI_WEI);
            type(entry, "title", "李薇");
            entry.close();
        });
    }

    static Parent deleted(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, (entry, storage) -> {
            entry.open(LI_WEI);
            entry.remove();
        });
    }

    private interface Situation {
        void bringAbout(EntryViewModel entry, Storage storage);
    }

    private static Parent screen(DesktopSettings settings, Texts texts, Situation situation) {
        return screen(settings, texts, FakeMaster.joined(), Drafts.NONE, situation);
    }

    private static Parent screen(
            DesktopSettings settings, Texts texts, FakeMaster master, Drafts drafts, Situation situation) {
        PEOPLE.forEach((id, body) -> master.storage().put(id, (ObjectNode) JsonText.read(body)));
        MainViewModel model = new MainViewModel(
                (address, pairing, progress) -> master,
                TestTasks.direct(),
                settings,
                drafts,
                InstantSource.fixed(Instant.parse("2026-11-28T10:00:00Z")));
        model.connect().address().set("192.168.1.5");
        model.connect().connect();
        MainView view = new MainView(model, texts);
        situation.bringAbout(model.work().get().orElseThrow().entry(), master.storage());
        return view;
    }

    private static void type(EntryViewModel entry, String name, String text) {
        entry.editor().form().fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .ifPresent(field -> field.text().set(text));
    }
}
