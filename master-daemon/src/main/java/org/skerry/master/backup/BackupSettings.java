package org.skerry.master.backup;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * How a master makes backups by itself.
 *
 * @param folder for them; empty for {@code backups} in the data folder
 * @param time of the day; empty for none at all
 * @param isEncrypted whether the records in them are encrypted to the recovery code, too
 */
public record BackupSettings(Optional<Path> folder, Optional<LocalTime> time, boolean isEncrypted) {

    /** In the night, where few save anything. */
    public static final LocalTime USUAL_TIME = LocalTime.of(2, 30);

    private static final DateTimeFormatter HOURS_AND_MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** What is said where there are to be none. */
    private static final String OFF = "off";

    /**
     * A time of day as people write it, such as 02:30; empty for {@code off}.
     *
     * @throws IllegalArgumentException in a plain sentence, if it is none
     */
    public static Optional<LocalTime> time(String text) {
        if (text.equals(OFF)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalTime.parse(text.length() == 4 ? "0" + text : text, HOURS_AND_MINUTES));
        } catch (DateTimeException noTime) {
            throw new IllegalArgumentException(
                    "backup-time is a time of day like 02:30, or off, not \"%s\".".formatted(text), noTime);
        }
    }

    public static final BackupSettings USUAL = new BackupSettings(Optional.empty(), Optional.of(USUAL_TIME), false);
}
