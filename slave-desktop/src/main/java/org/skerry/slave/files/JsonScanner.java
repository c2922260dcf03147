package org.skerry.slave.files;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * Cuts a list of JSON values, or values one behind the other, into the texts of the single values, by counting brackets.
 * Whether such a text is JSON is for its reader to say. Used by one thread.
 */
final class JsonScanner implements AutoCloseable {

    /**
     * One value.
     *
     * @param isCut it was longer than allowed; the text is its beginning
     */
    record Value(String text, boolean isCut) {}

    /** The values end where they should not; nothing behind this place can be read. */
    static final class Disorder extends Exception {
        private static final long serialVersionUID = 1L;

        Disorder(String sentence) {
            super(sentence);
        }
    }

    private final TextFile file;
    private final Reader reader;
    private final char[] buffer = new char[16 * 1024];
    private final boolean isList;
    private int at;
    private int end;
    private boolean isFirst = true;
    private boolean isDone;

    JsonScanner(TextFile file) {
        this.file = file;
        this.reader = file.reader();
        this.isList = peekSolid() == '[';
        if (isList) {
            at++;
        }
    }

    /** The next value; empty behind the last. */
    Optional<Value> next() throws Disorder {
        if (isDone) {
            return Optional.empty();
        }
        try {
            isDone = isList ? atEndOfList() : peekSolid() < 0;
        } catch (Disorder disorder) {
            isDone = true;
            throw disorder;
        }
        isFirst = false;
        return isDone ? Optional.empty() : Optional.of(value());
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException unreadable) {
            throw file.failure(unreadable);
        }
    }

    private boolean atEndOfList() throws Disorder {
        int c = peekSolid();
        if (c == ']') {
            at++;
            if (peekSolid() >= 0) {
                throw new Disorder("There is something behind the end of the list.");
            }
            return true;
        }
        if (!isFirst && c == ',') {
            at++;
            c = peekSolid();
        } else if (!isFirst && c >= 0) {
            throw new Disorder("A comma is missing in front of this.");
        }
        if (c < 0) {
            throw new Disorder("The file ends in the middle of the list.");
        }
        if (c == ']' || c == ',') {
            throw new Disorder("There is a comma too many in front of this.");
        }
        return false;
    }

    private Value value() throws Disorder {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        boolean inText = false;
        boolean isCut = false;
        int c;
        while ((c = peek()) >= 0 && !(depth == 0 && !inText && endsValue(c, text))) {
            at++;
            if (text.length() < LineReader.MAX_LENGTH) {
                text.append((char) c);
            } else {
                isCut = true;
            }
            if (inText && c == '\\') {
                if (peek() >= 0) {
                    text.append((char) peek());
                    at++;
                }
            } else if (c == '"') {
                inText = !inText;
            } else if (!inText) {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            }
        }
        if (depth > 0 || inText) {
            isDone = true;
            throw new Disorder("The file ends in the middle of this.");
        }
        return new Value(text.toString(), isCut);
    }

    /** Outside of brackets and quotes: a blank, a comma, the end of the list, or the beginning of the next object. */
    private static boolean endsValue(int c, StringBuilder value) {
        return !value.isEmpty() && (isBlank(c) || c == ',' || c == ']' || c == '{' || c == '[');
    }

    private int peekSolid() {
        int c = peek();
        while (c >= 0 && isBlank(c)) {
            at++;
            c = peek();
        }
        return c;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private int peek() {
        if (at == end) {
            try {
                end = Math.max(0, reader.read(buffer));
                at = 0;
            } catch (IOException unreadable) {
                throw file.failure(unreadable);
            }
        }
        return at == end ? -1 : buffer[at];
    }
}
