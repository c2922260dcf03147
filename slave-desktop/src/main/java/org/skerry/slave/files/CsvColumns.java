package org.skerry.slave.files;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.skerry.jio.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the header of a CSV file says, and which of its columns hold numbers. */
final class CsvColumns {

    /** As many as a record may have keys. */
    static final int MAX_COLUMNS = 2_000;

    /** How many names of columns a sentence lists. */
    private static final int NAMES_SHOWN = 20;

    // as JSON writes numbers, without exponent; 15 digits are what every program reads back exactly
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    private static final int MAX_DIGITS = 15;

    private final TextFile file;
    private final List<String> names;
    private final BitSet numbers = new BitSet();
    private final boolean isExported;

    /** @throws FileFailure if the header cannot name the keys of records */
    CsvColumns(TextFile file, CsvRow header) {
        this.file = file;
        if (header instanceof CsvRow.Fault(var line, var column, var reason)) {
            throw new FileFailure("The header of %s cannot be read: %s".formatted(file.path(), lowerFirst(reason)));
        }
        CsvRow.Cells row = (CsvRow.Cells) header;
        if (row.count() > MAX_COLUMNS + 1) {
            throw new FileFailure("The header of %s has %,d columns; a record may have up to %,d."
                    .formatted(file.path(), row.count(), MAX_COLUMNS));
        }
        names = row.cells().stream().map(CsvRow.Cell::text).toList();
        isExported = names.contains(RecordSource.ID_COLUMN);
        if (names.size() > MAX_COLUMNS && !isExported) {
            throw new FileFailure("The header of %s has %,d columns; a record may have up to %,d."
                    .formatted(file.path(), names.size(), MAX_COLUMNS));
        }
        checkNames();
    }

    int count() {
        return names.size();
    }

    String name(int column) {
        return column < names.size() ? names.get(column) : "";
    }

    /** The place of a column. */
    int indexOf(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new FileFailure(
                    "%s has no column \"%s\"; its columns are %s.".formatted(file.path(), name, listed()));
        }
        return index;
    }

    /** Whether Skerry wrote this file: cells are read by {@link ExportedCell} then. */
    boolean isExported() {
        return isExported;
    }

    /** Looks through all rows for the columns in which every cell that is not empty holds a number. */
    void detectNumbers(CsvRows rows) {
        BitSet seen = new BitSet();
        numbers.set(0, names.size());
        Optional<CsvRow> row;
        while (!numbers.isEmpty() && (row = rows.next()).isPresent()) {
            if (row.get() instanceof CsvRow.Cells cells && cells.count() <= names.size()) {
                for (int i = numbers.nextSetBit(0); i >= 0 && i < cells.cells().size(); i = numbers.nextSetBit(i + 1)) {
                    String text = cells.cells().get(i).text();
                    seen.set(i, seen.get(i) || !text.isEmpty());
                    numbers.set(i, text.isEmpty() || isNumber(text));
                }
            }
        }
        numbers.and(seen);
    }

    /** The record of a row; cells that are not there, or empty without quotes, are no fields. */
    ObjectNode record(List<CsvRow.Cell> cells, int leftOut) {
        ObjectNode record = JsonText.object();
        for (int i = 0; i < cells.size(); i++) {
            if (i != leftOut) {
                int column = i;
                value(i, cells.get(i)).ifPresent(value -> record.set(names.get(column), value));
            }
        }
        return record;
    }

    static boolean isNumber(String text) {
        long digits = text.chars().filter(c -> c >= '0' && c <= '9').count();
        return digits <= MAX_DIGITS && NUMBER.matcher(text).matches() && !isMinusZero(text);
    }

    /** A number would come back without the minus. */
    private static boolean isMinusZero(String text) {
        return text.startsWith("-") && text.chars().noneMatch(c -> c >= '1' && c <= '9');
    }

    private Optional<JsonNode> value(int column, CsvRow.Cell cell) {
        if (isExported) {
            return ExportedCell.read(cell);
        }
        if (cell.text().isEmpty() && (!cell.isQuoted() || numbers.get(column))) {
            return Optional.empty();
        }
        return Optional.of(
                numbers.get(column)
                        ? JsonText.read(cell.text())
                        : JsonText.nodes().stringNode(cell.text()));
    }

    private void checkNames() {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isEmpty()) {
                throw new FileFailure(
                        "Column %d has no name in the header of %s; give it one.".formatted(i + 1, file.path()));
            }
            Integer first = places.putIfAbsent(names.get(i), i + 1);
            if (first != null) {
                throw new FileFailure("The header of %s names \"%s\" twice, in columns %d and %d; rename one of them."
                        .formatted(file.path(), names.get(i), first, i + 1));
            }
        }
    }

    private String listed() {
        List<String> shown = new ArrayList<>(names.subList(0, Math.min(NAMES_SHOWN, names.size())));
        if (names.size() > NAMES_SHOWN) {
            shown.add("and %,d more".formatted(names.size() - NAMES_SHOWN));
        }
        return String.join(", ", shown);
    }

    private static String lowerFirst(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
