package org.skerry.slave.files;

import java.nio.charset.Charset;
import java.util.Optional;

/** The records of a JSON file: a list of objects, or objects one behind the other. */
final class JsonRecords implements RecordSource {

    private final TextFile file;
    private final JsonScanner values;
    private final JsonRow row;
    private long number;

    JsonRecords(TextFile file, ReadOptions options) {
        this.file = file;
        this.values = new JsonScanner(file);
        this.row = new JsonRow(options.idColumn());
    }

    @Override
    public Optional<SourceRow> next() {
        number++;
        try {
            return values.next()
                    .map(value -> value.isCut()
                            ? new SourceRow.Broken(
                                    number,
                                    "",
                                    "The record is longer than %,d characters.".formatted(LineReader.MAX_LENGTH))
                            : row.read(number, value.text()));
        } catch (JsonScanner.Disorder disorder) {
            return Optional.of(new SourceRow.Broken(number, "", disorder.getMessage()));
        }
    }

    @Override
    public double fraction() {
        return file.fraction();
    }

    @Override
    public String rowWord() {
        return "record";
    }

    @Override
    public Optional<Charset> guessedCharset() {
        return file.guessedCharset();
    }

    @Override
    public void close() {
        values.close();
    }
}
