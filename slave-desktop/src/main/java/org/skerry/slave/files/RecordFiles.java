package org.skerry.slave.files;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Path;

/** Opens files of records. */
public final class RecordFiles {

    private RecordFiles() {}

    /**
     * Opens a file for reading. Its format is what its extension says, else what its first character suggests.
     *
     * @throws FileFailure if it cannot be used
     */
    public static RecordSource open(Path path, ReadOptions options) {
        TextFile file = new TextFile(path, options.encoding());
        return switch (Format.of(path).orElseGet(() -> guess(file))) {
            case CSV -> new CsvRecords(file, options);
            case JSON -> new JsonRecords(file, options);
            case JSON_LINES -> new JsonLines(file, options);
        };
    }

    /**
     * Makes a file for records, in the format that its extension says.
     *
     * @throws FileFailure if it says none, or the file cannot be made
     */
    public static RecordTarget create(Path path) {
        Format format = Format.of(path)
                .orElseThrow(() -> new FileFailure(
                        "%s: the name of an export ends in .csv, .json, .jsonl or .ndjson, with .gz behind it if it is to be packed."
                                .formatted(path)));
        return switch (format) {
            case CSV -> new CsvTarget(path);
            case JSON -> JsonTarget.list(path);
            case JSON_LINES -> JsonTarget.lines(path);
        };
    }

    /** Writes JSON lines to a stream that stays open, each as soon as it comes. */
    public static RecordTarget lines(PrintStream out) {
        return new LinesTarget(out);
    }

    private static Format guess(TextFile file) {
        try (Reader reader = file.reader()) {
            int c = reader.read();
            while (c >= 0 && Character.isWhitespace(c)) {
                c = reader.read();
            }
            return c == '[' ? Format.JSON : c == '{' ? Format.JSON_LINES : Format.CSV;
        } catch (IOException unreadable) {
            throw file.failure(unreadable);
        }
    }
}
