package org.skerry.master;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be set in a settings file: the options of {@code skerry master} by their names. */
enum SettingsKey {
    NAME,
    PORT,
    BIND,
    DATA,
    STORAGE,
    OPEN,
    PASSPHRASE_FILE,
    HISTORY_DAYS,
    BACKUP_FOLDER,
    BACKUP_TIME,
    BACKUP_ENCRYPT;

    /** As it is written. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<SettingsKey> of(String written) {
        return Arrays.stream(values()).filter(key -> key.text().equals(written)).findFirst();
    }

    /** The one that was probably meant, or all there are. */
    static String advice(String written) {
        SettingsKey nearest = NAME;
        int least = Integer.MAX_VALUE;
        for (SettingsKey key : values()) {
            int distance = distance(written.toLowerCase(Locale.ROOT), key.text());
            if (distance < least) {
                least = distance;
                nearest = key;
            }
        }
        return least <= nearest.text().length() / 2
                ? "Did you mean %s?".formatted(nearest.text())
                : "The keys are %s."
                        .formatted(
                                Arrays.stream(values()).map(SettingsKey::text).collect(Collectors.joining(", ")));
    }

    /** How many letters have to be put in, taken out or changed (Levenshtein). */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + changed);
            }
            above = row;
        }
        return above[other.length()];
    }
}
