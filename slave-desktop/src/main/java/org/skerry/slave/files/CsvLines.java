package org.skerry.slave.files;

import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Feeds a CSV parser one line at a time, and remembers the lines of the row under way, so that reading can go on behind
 * the first of them when the row turns out to be broken. Used by one thread.
 */
final class CsvLines extends Reader {

    /** A row, or a line of it, is longer than any record may be. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final LineReader lines;
    private final Deque<Line> pushedBack = new ArrayDeque<>();
    private final Deque<Line> row = new ArrayDeque<>();
    private long rowLength;
    private String current = "";
    private int at;

    CsvLines(LineReader lines) {
        this.lines = lines;
    }

    /** Gives at most the rest of one line, so that nothing behind a complete row is asked for. */
    @Override
    public int read(char[] buffer, int offset, int length) {
        if (at == current.length() && !advance()) {
            return -1;
        }
        int count = Math.min(length, current.length() - at);
        current.getChars(at, at + count, buffer, offset);
        at += count;
        return count;
    }

    /** The row under way is complete; says where it began. */
    long finishRow() {
        dropBlanks();
        long line = row.isEmpty() ? 0 : row.getFirst().number();
        row.clear();
        rowLength = 0;
        return line;
    }

    /** The row under way is broken: its first line is given up, and the lines behind it will come again. */
    long giveUpFirstLine() {
        dropBlanks();
        long line = row.removeFirst().number();
        while (!row.isEmpty()) {
            pushedBack.addFirst(row.removeLast());
        }
        rowLength = 0;
        current = "";
        at = 0;
        return line;
    }

    @Override
    public void close() {
        lines.close();
    }

    private boolean advance() {
        Optional<Line> next = pushedBack.isEmpty() ? lines.next() : Optional.of(pushedBack.removeFirst());
        if (next.isEmpty()) {
            return false;
        }
        row.addLast(next.get());
        rowLength += next.get().text().length();
        if (next.get().isCut() || rowLength > LineReader.MAX_LENGTH) {
            throw new TooLong();
        }
        current = next.get().text();
        at = 0;
        return true;
    }

    private void dropBlanks() {
        while (row.size() > 1 && row.getFirst().isBlank()) {
            row.removeFirst();
        }
    }
}
