package org.skerry.jio.query;

import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds up roughly how many bytes of memory the rows of an answer hold, and ends a query before they are too many.
 *
 * <p>Nothing weighs more than 12 times its JSON text in UTF-8: an answer of 8 MiB, the most that a message takes, is
 * never refused here.
 */
final class RowWeight {

    static final long MAX = 128L * 1024 * 1024;

    private static final int NODE = 24;
    private static final int PROPERTY = 48;
    static final int ROW = 200;
    private static final int MARK = 24;

    private long held;

    /** @throws StorageException.TooLarge if all rows together are too large to be held */
    void add(Row row) {
        ObjectNode doc = row.doc();
        held += ROW + text(row.id().text()) + of(row.value()) + (doc == null ? 0 : of(doc));
        for (Highlight highlight : row.highlights()) {
            held += ROW
                    + text(highlight.text())
                    + MARK * (long) highlight.marks().size();
        }
        if (held > MAX) {
            throw tooLarge();
        }
    }

    static StorageException.TooLarge tooLarge() {
        return new StorageException.TooLarge("The answer is too large; ask for fewer rows at a time with limit,"
                + " or for single fields with select_list.");
    }

    static long text(String text) {
        return 2L * text.length();
    }

    static long of(JsonNode value) {
        long weight = NODE;
        if (value.isString()) {
            weight += text(value.stringValue());
        } else if (value.isObject()) {
            for (var property : value.properties()) {
                weight += PROPERTY + text(property.getKey()) + of(property.getValue());
            }
        } else {
            for (JsonNode item : value) {
                weight += of(item);
            }
        }
        return weight;
    }
}
