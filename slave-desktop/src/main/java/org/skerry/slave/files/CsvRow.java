package org.skerry.slave.files;

import java.util.List;

/** One row of a CSV file as it stands there. */
sealed interface CsvRow {

    /** The line it begins in, from 1. */
    long line();

    /**
     * A row that could be read.
     *
     * @param cells the first of them
     * @param count how many there are
     */
    record Cells(long line, List<Cell> cells, int count) implements CsvRow {}

    /**
     * A row that could not be read.
     *
     * @param column where, from 0
     */
    record Fault(long line, int column, String reason) implements CsvRow {}

    /**
     * One cell.
     *
     * @param isQuoted whether it stood between quotes
     */
    record Cell(String text, boolean isQuoted) {}
}
