package org.skerry.slave.ui.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Sentence;

class WorkViewModelTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:42:00Z");
    private static final RecordId ANA = new RecordId("ana");

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
                JsonText.object().put("name", "Ana"),
                JsonText.read(model.entry().text().get()));
    }

    @Test
    void whatIsSavedInTheFormShowsInTheTableAndInTheStatusBar() {
        WorkViewModel model = model();
        model.entry().create();
        model.entry().text().set("{\"name\": \"李薇\"}");

        model.entry().save();

        assertEquals(List.of(model.entry().record().get().orElseThrow()), shown(model));
        assertEquals(
                Sentence.of("status.saved", LocalTime.ofInstant(NOW, ZoneId.systemDefault())),
                model.status().lastSaved().get());
    }

    @Test
    void aRecordThatSomebodyElseChangedIsNotOverwritten() {
        master.storage().put(ANA, JsonText.object().put("name", "Ana"));
        WorkViewModel model = model();
        model.entry().open(ANA);
        master.storage().put(ANA, JsonText.object().put("name", "Ana Silva"));
        model.entry().text().set("{\"name\": \"Anna\"}");

        model.entry().save();

        assertEquals(Sentence.of("failure.conflict"), model.entry().failure().get());
        assertEquals(
                JsonText.object().put("name", "Ana Silva"), master.storage().get(ANA));
    }

    private WorkViewModel model() {
        return new WorkViewModel(
                master, TestTasks.direct(), new DesktopSettings(SavedSettings.defaults()), InstantSource.fixed(NOW));
    }

    private static List<RecordId> shown(WorkViewModel model) {
        return model.records().rows().stream()
                .map(number -> model.records().row(number).getValue().id().orElseThrow())
                .toList();
    }
}
