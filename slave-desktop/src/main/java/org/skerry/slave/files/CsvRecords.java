package org.skerry.slave.files;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.slave.files.ReadOptions.Numbers;

/** The records of a CSV file whose first row names the keys. */
final class CsvRecords implements RecordSource {

    private static final int NONE = -1;

    private final TextFile file;
    private final CsvRows rows;
    private final CsvColumns columns;
    private final int idColumn;
    private final int leftOut;

    CsvRecords(TextFile file, ReadOptions options) {
        this.file = file;
        char separator = options.separator().orElseGet(() -> separator(file));
        this.columns = header(file, separator);
        if (options.numbers() == Numbers.DETECT && !columns.isExported()) {
            try (CsvRows all = new CsvRows(file, separator, CsvColumns.MAX_COLUMNS + 1)) {
                all.next();
                columns.detectNumbers(all);
            }
        }
        this.leftOut = columns.isExported() ? columns.indexOf(ID_COLUMN) : NONE;
        this.idColumn = options.idColumn().map(columns::indexOf).orElse(leftOut);
        this.rows = new CsvRows(file, separator, CsvColumns.MAX_COLUMNS + 1);
        rows.next();
    }

    @Override
    public Optional<SourceRow> next() {
        return rows.next().map(row -> switch (row) {
            case CsvRow.Fault(var line, var column, var reason) ->
                new SourceRow.Broken(line, columns.name(column), reason);
            case CsvRow.Cells cells -> read(cells);
        });
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
        rows.close();
    }

    private SourceRow read(CsvRow.Cells row) {
        if (row.count() > columns.count()) {
            return new SourceRow.Broken(
                    row.line(), "", "The row has %,d cells, the header %,d.".formatted(row.count(), columns.count()));
        }
        if (idColumn == NONE) {
            return new SourceRow.Read(row.line(), Optional.empty(), columns.record(row.cells(), leftOut));
        }
        String text = idColumn < row.cells().size() ? row.cells().get(idColumn).text() : "";
        if (text.isEmpty()) {
            return new SourceRow.Broken(
                    row.line(), columns.name(idColumn), "The cell is empty, but it names the record.");
        }
        try {
            RecordId id = new RecordId(text);
            return new SourceRow.Read(row.line(), Optional.of(id), columns.record(row.cells(), leftOut));
        } catch (StorageException.BadRequest noId) {
            return new SourceRow.Broken(row.line(), columns.name(idColumn), noId.getMessage());
        }
    }

    private static CsvColumns header(TextFile file, char separator) {
        try (CsvRows rows = new CsvRows(file, separator, CsvColumns.MAX_COLUMNS + 1)) {
            return new CsvColumns(
                    file,
                    rows.next()
                            .orElseThrow(
                                    () -> new FileFailure("%s holds nothing but blank lines.".formatted(file.path()))));
        }
    }

    /** Comma, semicolon or tab: what the header has most of; in doubt the comma. */
    private static char separator(TextFile file) {
        try (LineReader lines = new LineReader(file)) {
            Optional<Line> line = lines.next();
            while (line.isPresent() && line.get().isBlank()) {
                line = lines.next();
            }
            String header = line.map(Line::text).orElse("").replaceAll("\"[^\"]*\"", "");
            char best = ',';
            for (char candidate : List.of(',', ';', '\t')) {
                best = count(header, candidate) > count(header, best) ? candidate : best;
            }
            return best;
        }
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
