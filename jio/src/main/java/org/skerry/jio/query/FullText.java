package org.skerry.jio.query;

import java.util.List;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;

/** Finds words in records: what {@code SearchableText:"words"} means. May be used by any thread. */
public interface FullText {

    /** The key of a full-text query, ERP5's name for it; with an operator it is a field like any other. */
    String KEY = "SearchableText";

    /** How many words a query may look for: each costs up to some milliseconds and half a megabyte. */
    int MAX_WORDS = 64;

    /** What a query is told that looks for more. */
    static StorageException.BadRequest tooManyWords() {
        return new StorageException.BadRequest("Up to %d words can be looked for at a time.".formatted(MAX_WORDS));
    }

    /** Whether a comparison with a field of that name asks for words. */
    static boolean isMeant(String field, Query.Operator operator) {
        return field.equals(KEY) && operator == Query.Operator.DEFAULT;
    }

    /**
     * Reads what somebody looks for.
     *
     * @throws org.skerry.jio.StorageException.BadRequest if there are too many words
     */
    Words words(String text);

    /** What somebody looks for: every word must be somewhere in a record. May be used by one thread at a time. */
    interface Words {

        /** How many words there are. */
        int size();

        /** How well a record fits, more is better; 0 if it does not match. */
        double score(StoredRecord candidate);

        /** Whether a record matches, for one of whom many ask: what is found out about it is kept as long as the record is. */
        default boolean matches(StoredRecord candidate) {
            return score(candidate) > 0;
        }

        /** Where a text holds some of the words: in order, not touching each other. */
        List<Highlight.Mark> marks(String text);
    }
}
