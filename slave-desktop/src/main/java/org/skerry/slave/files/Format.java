package org.skerry.slave.files;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** How records lie in a file. */
public enum Format {
    CSV,
    JSON,
    JSON_LINES;

    /** What the name's extension says; {@code .gz} behind it does not count. */
    public static Optional<Format> of(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        String plain = isPacked(path) ? name.substring(0, name.length() - ".gz".length()) : name;
        return switch (plain.substring(plain.lastIndexOf('.') + 1)) {
            case "csv", "tsv" -> Optional.of(CSV);
            case "json" -> Optional.of(JSON);
            case "jsonl", "ndjson" -> Optional.of(JSON_LINES);
            default -> Optional.empty();
        };
    }

    static boolean isPacked(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    }
}
