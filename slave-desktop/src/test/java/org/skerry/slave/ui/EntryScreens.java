package org.skerry.slave.ui;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.attach.TestPlaces;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.entry.EntryViewModel;
import org.skerry.slave.ui.entry.MemoryDrafts;
import org.skerry.slave.ui.entry.RecordEditor.Face;
import org.skerry.slave.ui.forms.FormKind;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.work.WorkViewModel;
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

    private static final RecordId SEAGULL = new RecordId("seagull");

    private static final Map<RecordId, String> BOATS = Map.of(
            new RecordId("form/Boat"),
            """
            {"portal_type": "Form", "for": "Boat", "schema": {"required": ["title", "length"], "properties": {
              "title": {"type": "string", "x-title": {"en": "Name of the boat", "zh": "船名", "fr": "Nom du bateau"},
                "x-description": {"en": "As on the stern", "zh": "与船尾一致", "fr": "Comme sur la poupe"}},
              "length": {"type": "number", "x-title": {"en": "Length in metres", "zh": "长度（米）", "fr": "Longueur en mètres"},
                "minimum": 1, "maximum": 400},
              "crew": {"type": "integer", "x-title": {"en": "Crew", "zh": "船员", "fr": "Équipage"}},
              "rig": {"enum": ["sloop", "ketch", "junk"], "x-title": {"en": "Rig", "zh": "帆装", "fr": "Gréement"}},
              "built": {"type": "string", "format": "date", "x-title": {"en": "Built", "zh": "建造日期", "fr": "Construit le"}},
              "port": {"type": "string", "x-reference": "Port", "x-title": {"en": "Home port", "zh": "母港", "fr": "Port d’attache"}},
              "seen": {"type": "string", "format": "date-time", "x-title": {"en": "Last seen", "zh": "最后所见", "fr": "Vu le"}},
              "insured": {"type": "boolean", "x-title": {"en": "Insured", "zh": "已投保", "fr": "Assuré"}}}}}""",
            SEAGULL,
            """
            {"portal_type": "Boat", "title": "Seagull", "length": 9.5, "crew": 3, "rig": "ketch", "built": "1998-05-01",
             "port": "port-2", "insured": true, "colour": "white"}""",
            new RecordId("port-2"),
            "{\"portal_type\": \"Port\", \"title\": \"Marseille\"}");

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

    static Parent unsent(DesktopSettings settings, Texts texts) {
        return unsent(settings, texts, work -> {});
    }

    static Parent departing(DesktopSettings settings, Texts texts) {
        FakeMaster master = FakeMaster.joined();
        return screen(settings, texts, master, new MemoryDrafts(), (entry, storage) -> {
            entry.open(LI_WEI);
            type(entry, "title", "李薇");
            master.state(LinkState.OFFLINE);
            entry.save();
            entry.depart(() -> {});
        });
    }

    static Parent discarding(DesktopSettings settings, Texts texts) {
        return unsent(
                settings,
                texts,
                work -> Platform.runLater(
                        () -> { // one is selected when the list is shown
                            if (work.lookup("#unsent-discard") instanceof Button discard) {
                                discard.fire();
                            }
                        }));
    }

    private static Parent unsent(DesktopSettings settings, Texts texts, Consumer<Parent> then) {
        FakeMaster master = FakeMaster.joined();
        Parent screen = work(settings, texts, master, new MemoryDrafts(), (work, storage) -> {
            work.entry().open(LI_WEI);
            type(work.entry(), "title", "李薇");
            master.state(LinkState.OFFLINE);
            work.entry().save();
            storage.put(LI_WEI, storage.get(LI_WEI).deepCopy().put("active", false));
            work.entry().close();
            master.state(LinkState.LINKED);
            master.state(LinkState.OFFLINE);
            work.entry().create("Person");
            type(work.entry(), "title", "Ana Maria Silva dos Santos");
            work.entry().save();
            work.entry().create("Vehicle");
            type(work.entry(), "title", "Truck 8");
            work.entry().save();
            work.showUnsent();
        });
        then.accept(screen);
        return screen;
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

    static Parent formed(DesktopSettings settings, Texts texts) {
        return boats(settings, texts, (work, storage) -> work.entry().open(SEAGULL));
    }

    static Parent misfit(DesktopSettings settings, Texts texts) {
        return boats(settings, texts, (work, storage) -> {
            work.entry().create("Boat");
            type(work.entry(), "length", "900");
            type(work.entry(), "crew", "1.5");
            type(work.entry(), "port", "nowhere");
            work.entry().save();
        });
    }

    static Parent editor(DesktopSettings settings, Texts texts) {
        return boats(settings, texts, (work, storage) -> {
            work.entry().open(SEAGULL);
            work.editForm();
            work.formEditor()
                    .get()
                    .ifPresent(editor ->
                            editor.selected().set(Optional.of(editor.fields().get(1))));
        });
    }

    static Parent editorWrong(DesktopSettings settings, Texts texts) {
        return boats(settings, texts, (work, storage) -> {
            work.entry().open(SEAGULL);
            work.editForm();
            work.formEditor().get().ifPresent(editor -> {
                editor.add();
                editor.fields().getLast().name().set("rig2");
                editor.fields().getLast().kind().set(FormKind.CHOICE);
                editor.save();
            });
        });
    }

    static Parent editorNew(DesktopSettings settings, Texts texts) {
        return boats(settings, texts, (work, storage) -> {
            work.entry().open(LI_WEI);
            work.editForm();
        });
    }

    private interface WorkSituation {
        void bringAbout(WorkViewModel work, Storage storage);
    }

    private static Parent boats(DesktopSettings settings, Texts texts, WorkSituation situation) {
        FakeMaster master = FakeMaster.joined();
        BOATS.forEach((id, body) -> master.storage().put(id, (ObjectNode) JsonText.read(body)));
        return work(settings, texts, master, Drafts.NONE, situation);
    }

    private interface Situation {
        void bringAbout(EntryViewModel entry, Storage storage);
    }

    private static Parent screen(DesktopSettings settings, Texts texts, Situation situation) {
        return screen(settings, texts, FakeMaster.joined(), Drafts.NONE, situation);
    }

    private static Parent screen(
            DesktopSettings settings, Texts texts, FakeMaster master, Drafts drafts, Situation situation) {
        return work(settings, texts, master, drafts, (work, storage) -> situation.bringAbout(work.entry(), storage));
    }

    private static Parent work(
            DesktopSettings settings, Texts texts, FakeMaster master, Drafts drafts, WorkSituation situation) {
        PEOPLE.forEach((id, body) -> master.storage().put(id, (ObjectNode) JsonText.read(body)));
        MainViewModel model = new MainViewModel(
                (address, pairing, progress) -> master,
                TestTasks.direct(),
                settings,
                drafts,
                TestPlaces.BUILD,
                InstantSource.fixed(Instant.parse("2026-11-28T10:00:00Z")));
        model.connect().address().set("192.168.1.5");
        model.connect().connect();
        MainView view = new MainView(model, texts);
        situation.bringAbout(model.work().get().orElseThrow(), master.storage());
        return view;
    }

    private static void type(EntryViewModel entry, String name, String text) {
        entry.editor().form().fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .ifPresent(field -> field.text().set(text));
    }
}
