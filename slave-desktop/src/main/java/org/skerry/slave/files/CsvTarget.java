package org.skerry.slave.files;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.skerry.jio.JsonText;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records as CSV, a column for each key that any of them has. The columns are known only behind the last record, so
 * records wait as JSON lines in a file that is deleted afterwards.
 */
final class CsvTarget implements RecordTarget {

    private final OutputFile file;
    private final Path waiting;
    private final BufferedWriter waitingWriter;
    private final Set<String> columns = new LinkedHashSet<>();

    CsvTarget(Path path) {
        this.file = new OutputFile(path);
        columns.add(RecordSource.ID_COLUMN);
        try {
            waiting = Files.createTempFile("skerry-export", ".jsonl");
            waitingWriter = Files.newBufferedWriter(waiting);
        } catch (IOException unwritable) {
            file.close();
            throw file.failure(unwritable);
        }
    }

    @Override
    public void write(StoredRecord record) {
        record.body().propertyNames().forEach(this::addColumn);
        try {
            waitingWriter.write(JsonTarget.text(record));
            waitingWriter.newLine();
        } catch (IOException unwritable) {
            throw file.failure(unwritable);
        }
    }

    @Override
    public void finish() {
        try {
            waitingWriter.close();
            writeCsv();
            file.finish();
        } catch (IOException unwritable) {
            throw file.failure(unwritable);
        } catch (UncheckedIOException unwritable) {
            throw file.failure(unwritable.getCause());
        }
    }

    @Override
    public void close() {
        file.close();
        try {
            waitingWriter.close();
            Files.deleteIfExists(waiting);
        } catch (IOException unwritable) {
            throw file.failure(unwritable);
        }
    }

    private void addColumn(String key) {
        if (key.isEmpty() || key.indexOf(0) >= 0 || !JsonText.isWellFormed(key)) {
            throw new FileFailure("The key \"%s\" cannot be the name of a CSV column; export to a .jsonl file instead."
                    .formatted(key.replace('\0', '?')));
        }
        columns.add(key);
        if (columns.size() > CsvColumns.MAX_COLUMNS + 1) {
            throw new FileFailure(
                    "These records have more than %,d different keys, too many for the columns of one file; "
                                    .formatted(CsvColumns.MAX_COLUMNS)
                            + "export to a .jsonl file instead, or narrow the export with --type or --query.");
        }
    }

    private void writeCsv() throws IOException {
        CellQuotes quotes = new CellQuotes();
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(quotes)
                .build(file.writer());
        csv.writeRecord(columns);
        try (BufferedReader lines = Files.newBufferedReader(waiting)) {
            String line;
            while ((line = lines.readLine()) != null) {
                csv.writeRecord(quotes.row((ObjectNode) JsonText.read(line), columns));
            }
        }
        csv.flush();
    }

    /** Tells the CSV writer which cells of the row under way must stand between quotes. */
    private static final class CellQuotes implements QuoteStrategy {

        private List<CsvRow.Cell> cells = List.of();

        List<String> row(ObjectNode record, Set<String> columns) {
            cells = new ArrayList<>(columns.size());
            for (String column : columns) {
                JsonNode value = record.get(column);
                cells.add(value == null ? new CsvRow.Cell("", false) : ExportedCell.write(value));
            }
            return cells.stream().map(CsvRow.Cell::text).toList();
        }

        @Override
        public boolean quoteEmpty(int line, int field) {
            return quoteValue(line, field, "");
        }

        @Override
        public boolean quoteValue(int line, int field, String value) {
            return field < cells.size() && cells.get(field).isQuoted();
        }
    }
}
