package org.skerry.slave.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.theme.Theme;

class SettingsFileTest {

    private static final SavedSettings CHOSEN = new SavedSettings(
            Language.CHINESE,
            Theme.DARK,
            Optional.of(new WindowPlace(-40, 12.5, 1200, 800, true)),
            List.of(new RecentMaster(
                    new MasterAddress("fd00::5", 9998), "前台", Instant.parse("2026-11-28T10:00:00.123Z"))),
            List.of("Ana", "李伟"),
            Map.of("City", List.of(new TableColumnSetting("name", 180), new TableColumnSetting("population", 90.5))));

    /** Held, as a logger that nobody holds forgets its level. */
    private static final Logger LOG = Logger.getLogger(SettingsFile.class.getName());

    @TempDir
    Path folder;

    private Path path;
    private SettingsFile file;

    @BeforeEach
    void place() {
        LOG.setLevel(Level.OFF); // a hundred damaged files are a hundred warnings
        path = folder.resolve("desktop.json");
        file = new SettingsFile(path);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        file.write(SavedSettings.defaults());
        file.write(CHOSEN);

        assertEquals(CHOSEN, file.read());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(path), files.toList());
        }
    }

    @Test
    void theFirstTimeTheDefaultsAreUsed() {
        assertEquals(SavedSettings.defaults(), file.read());
    }

    @Test
    void aFileThatWasCutAnywhereIsReadWithoutAFault() throws Exception {
        file.write(CHOSEN);
        byte[] whole = Files.readAllBytes(path);
        for (int length = 0; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));

            assertEquals(SavedSettings.defaults(), file.read(), "cut at " + length);
        }
    }

    @Test
    void aPartThatMakesNoSenseCostsNoOther() throws Exception {
        Files.write(path, """
                {"language": 7, "theme": "dark", "window": {"x": "left", "width": -1}, "later": {},
                 "recent_masters": [3, {"address": "no address"}, {"address": "10.0.0.7", "name": "Warehouse",
                                                                    "last_joined": "2026-11-28T10:00:00Z"}],
                 "people": ["Ana", 3, ""], "columns": {"City": [{"field": "name", "width": "wide"}, {"field": "country", "width": 60}], "Dog": 3}}
                """.getBytes(StandardCharsets.UTF_8));

        assertEquals(
                new SavedSettings(
                        SavedSettings.defaults().language(),
                        Theme.DARK,
                        Optional.empty(),
                        List.of(new RecentMaster(
                                new MasterAddress("10.0.0.7", 9999),
                                "Warehouse",
                                Instant.parse("2026-11-28T10:00:00Z"))),
                        List.of("Ana"),
                        Map.of("City", List.of(new TableColumnSetting("country", 60)), "Dog", List.of())),
                file.read());
    }
}
