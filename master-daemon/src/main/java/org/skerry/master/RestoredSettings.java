package org.skerry.master;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.skerry.jio.StorageException;

/**
 * The settings that a restored master had before, as long as they lie in its data folder: until somebody has decided, history
 * that they kept is not dropped.
 *
 * @param file where they are
 * @param historyDays how long they kept history, 0 for ever; empty where nobody can read them
 */
record RestoredSettings(Path file, OptionalInt historyDays) {

    private static final String NAME = "master.conf.restored";

    /** Empty where nothing is to be decided. */
    static Optional<RestoredSettings> in(Path data) {
        Path file = data.resolve(NAME);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RestoredSettings(
                    file,
                    OptionalInt.of(SettingsFile.read(file, SettingsFile.Reach.TEXT)
                            .historyDays()
                            .orElse(MasterSettings.DEFAULT_HISTORY_DAYS))));
        } catch (SettingsMistakes | StorageException unreadable) {
            return Optional.of(new RestoredSettings(file, OptionalInt.empty()));
        }
    }

    /** What the keeper has to decide, if they kept history for longer than is wanted now; empty if not. */
    Optional<String> warning(int daysNow) {
        if (daysNow == 0) {
            return Optional.empty();
        }
        if (historyDays.isEmpty()) {
            return Optional.of(
                    "No history is dropped now, because the settings of the master that was restored, %s, cannot be read, so nobody knows how long it was kept; those in force keep it %,d days. If that suffices, delete that file, else write history-days into those in force first; then start the master again."
                            .formatted(file, daysNow));
        }
        int days = historyDays.getAsInt();
        return days != 0 && days <= daysNow
                ? Optional.empty()
                : Optional.of(
                        "No history is dropped now, because the settings of the master that was restored, %s, keep it %s, and those in force %,d days. Write history-days = %d into those in force, or delete that file to have it dropped; then start the master again."
                                .formatted(file, days == 0 ? "for ever" : "%,d days".formatted(days), daysNow, days));
    }
}
