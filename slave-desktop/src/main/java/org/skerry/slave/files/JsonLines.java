package org.skerry.slave.files;

import java.nio.charset.Charset;
import java.util.Optional;

/** The records of a file of JSON lines: one object in each line, blank lines do not count. */
final class JsonLines implements RecordSource {

    private final TextFile file;
    private final LineReader lines;
    private final JsonRow row;

    JsonLines(TextFile file, ReadOptions options) {
        this.file = file;
        this.lines = new LineReader(file);
        this.row = new JsonRow(options.idColumn());
    }

    @Override
    public Optional<SourceRow> next() {
        Optional<Line> line = lines.next();
        while (line.isPresent() && line.get().text().isBlank()) {
            line = lines.next();
        }
        return line.map(found -> found.isCut()
                ? new SourceRow.Broken(
                        found.number(), "", "The line is longer than %,d characters.".formatted(LineReader.MAX_LENGTH))
                : row.read(found.number(), found.text()));
    }

    @Override
    public double fraction() {
        return file.fraction();
    }

    @Override
    public String rowWord() {
        return "line";
    }

    @Override
    public Optional<Charset> guessedCharset() {
        return file.guessedCharset();
    }

    @Override
    public void close() {
        lines.close();
    }
}
