package org.skerry.slave.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.theme.Theme;

class DesktopSettingsTest {

    private final DesktopSettings settings = new DesktopSettings(SavedSettings.defaults());

    @Test
    void theLatestMasterComesFirstAndNoneComesTwice() {
        for (int host : List.of(1, 2, 3, 1, 4, 5, 6, 7)) {
            settings.joined(master(host));
        }

        assertEquals(List.of(7, 6, 5, 4, 1, 3).stream().map(this::master).toList(), settings.recentMasters());
    }

    @Test
    void eachChangeIsTold() {
        List<SavedSettings> kept = new ArrayList<>();
        settings.language().set(Language.ENGLISH);
        settings.onChange(() -> kept.add(settings.saved()));
        kept.clear();

        settings.language().set(Language.FRENCH);
        settings.theme().set(Theme.DARK);
        settings.window().set(Optional.of(new WindowPlace(0, 0, 800, 600, false)));
        settings.joined(master(1));
        settings.columns().put("City", List.of(new TableColumnSetting("name", 100)));

        assertEquals(5, kept.size());
        assertEquals(settings.saved(), kept.getLast());
    }

    private RecentMaster master(int host) {
        return new RecentMaster(new MasterAddress("10.0.0." + host, 9999), "Master " + host, Instant.EPOCH);
    }
}
