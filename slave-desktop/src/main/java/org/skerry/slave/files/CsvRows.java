package org.skerry.slave.files;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a CSV file (RFC 4180; blank lines do not count). A broken row is told, and reading goes on with the line
 * after the one where it began. Used by one thread.
 */
final class CsvRows implements AutoCloseable {

    private final CsvLines lines;
    private final char separator;
    private final Handler handler;
    private CloseableIterator<CsvRow.Cells> rows;

    /** @param maxColumns how many cells of a row are kept; what is behind them is only counted */
    CsvRows(TextFile file, char separator, int maxColumns) {
        this.lines = new CsvLines(new LineReader(file));
        this.separator = separator;
        this.handler = new Handler(maxColumns);
        this.rows = parser();
    }

    Optional<CsvRow> next() {
        try {
            if (!rows.hasNext()) {
                return Optional.empty();
            }
            CsvRow.Cells row = rows.next();
            return Optional.of(new CsvRow.Cells(lines.finishRow(), row.cells(), row.count()));
        } catch (CsvParseException broken) {
            if (broken.getCause() instanceof FileFailure unreadable) {
                throw unreadable;
            }
            return Optional.of(fault(reason(broken)));
        }
    }

    @Override
    public void close() {
        lines.close();
    }

    private CsvRow.Fault fault(String reason) {
        int column = handler.column();
        long line = lines.giveUpFirstLine();
        rows = parser();
        return new CsvRow.Fault(line, column, reason);
    }

    private static String reason(CsvParseException broken) {
        if (broken.getCause() instanceof CsvLines.TooLong) {
            return "The row is longer than %,d characters.".formatted(LineReader.MAX_LENGTH);
        }
        return String.valueOf(broken.getMessage()).contains("after closing quote")
                ? "There is text behind a closing quote; a quote inside a quoted cell is written twice."
                : "A quote is opened here and never closed.";
    }

    private CloseableIterator<CsvRow.Cells> parser() {
        handler.restart();
        return CsvReader.builder()
                .fieldSeparator(separator)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(4 * LineReader.MAX_LENGTH) // never reached: CsvLines is stricter
                .build(handler, lines)
                .iterator();
    }

    /** Collects the cells of a row. */
    private static final class Handler extends AbstractBaseCsvCallbackHandler<CsvRow.Cells> {

        private final int maxColumns;
        private List<CsvRow.Cell> cells = new ArrayList<>();
        private int count;

        Handler(int maxColumns) {
            this.maxColumns = maxColumns;
        }

        /** The column being read, from 0. */
        int column() {
            return count;
        }

        void restart() {
            cells = new ArrayList<>();
            count = 0;
        }

        @Override
        protected void handleField(int field, char[] buffer, int offset, int length, boolean isQuoted) {
            count++;
            if (cells.size() < maxColumns) {
                cells.add(new CsvRow.Cell(new String(buffer, offset, length), isQuoted));
            }
        }

        @Override
        protected CsvRow.Cells buildRecord() {
            CsvRow.Cells row = new CsvRow.Cells(0, cells, count);
            restart();
            return row;
        }
    }
}
