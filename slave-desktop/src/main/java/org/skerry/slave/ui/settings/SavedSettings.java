package org.skerry.slave.ui.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.theme.Theme;

/**
 * What the window remembers, as a value.
 *
 * @param recentMasters the latest first
 * @param people who signed in on this PC, the latest first
 * @param columns in their order, by record type
 */
public record SavedSettings(
        Language language,
        Theme theme,
        Optional<WindowPlace> window,
        List<RecentMaster> recentMasters,
        List<String> people,
        Map<String, List<TableColumnSetting>> columns) {

    public SavedSettings {
        recentMasters = List.copyOf(recentMasters);
        people = List.copyOf(people);
        columns = Map.copyOf(columns);
    }

    /** Of somebody who has not chosen anything. */
    public static SavedSettings defaults() {
        return new SavedSettings(Language.ofSystem(), Theme.SYSTEM, Optional.empty(), List.of(), List.of(), Map.of());
    }
}
