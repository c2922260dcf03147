package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;

/** The full-text parts of one query, each compiled once; those that are not under NOT make its rows' order. */
final class FullTextParts {

    private final Optional<FullText> fullText;
    private final List<Part> scored = new ArrayList<>();
    private final boolean isOfFew;

    /** @param fullText empty where {@link FullText#KEY} is a field like any other */
    FullTextParts(Optional<FullText> fullText) {
        this(fullText, false);
    }

    private FullTextParts(Optional<FullText> fullText, boolean isOfFew) {
        this.fullText = fullText;
        this.isOfFew = isOfFew;
    }

    /** Of a query that is asked about a few records of which many others are asked as well. */
    static FullTextParts ofFew(Optional<FullText> fullText) {
        return new FullTextParts(fullText, true);
    }

    /** The words that a comparison looks for in the whole record, if it does. */
    static Optional<FullText.Words> words(Query.Compare compare, Optional<FullText> fullText) {
        boolean isFullText = compare.key() instanceof Query.Key.Field(var name)
                && FullText.isMeant(name, compare.operator())
                && !compare.operand().isMissingNode()
                && !compare.operand().isNull();
        return isFullText ? fullText.map(finder -> finder.words(JsText.of(compare.operand()))) : Optional.empty();
    }

    /**
     * Counts the words of a whole query before anything is made of them.
     *
     * @throws StorageException.BadRequest if there are more than {@link FullText#MAX_WORDS}
     */
    static void check(Query query, Optional<FullText> fullText) {
        count(query, fullText, 0);
    }

    private static int count(Query query, Optional<FullText> fullText, int before) {
        int count = before;
        switch (query) {
            case Query.All() -> {}
            case Query.And(var parts) -> {
                for (Query part : parts) {
                    count = count(part, fullText, count);
                }
            }
            case Query.Or(var parts) -> {
                for (Query part : parts) {
                    count = count(part, fullText, count);
                }
            }
            case Query.Not(var part) -> count = count(part, fullText, count);
            case Query.Compare compare ->
                count += words(compare, fullText).map(FullText.Words::size).orElse(0);
        }
        if (count > FullText.MAX_WORDS) {
            throw FullText.tooManyWords();
        }
        return count;
    }

    /** Parts of the same full text that do not count for the order: those under NOT. */
    FullTextParts unscored() {
        return new FullTextParts(fullText, isOfFew);
    }

    /** A matcher for a comparison that is full text. */
    Optional<RecordMatcher> add(Query.Compare compare) {
        return words(compare, fullText).map(words -> {
            Part part = new Part(words);
            scored.add(part);
            return isOfFew ? words::matches : part;
        });
    }

    /** Whether rows come by {@link #score} where nothing else is asked for. */
    boolean areRanked() {
        return !scored.isEmpty();
    }

    double score(StoredRecord candidate) {
        double sum = 0;
        for (Part part : scored) {
            sum += part.score(candidate);
        }
        return sum;
    }

    /** Looks at a record once, though it is asked for a match and for a score. */
    private static final class Part implements RecordMatcher {

        private final FullText.Words words;
        private @Nullable StoredRecord last;
        private double lastScore;

        Part(FullText.Words words) {
            this.words = words;
        }

        @Override
        public boolean matches(StoredRecord candidate) {
            return score(candidate) > 0;
        }

        double score(StoredRecord candidate) {
            if (candidate != last) {
                lastScore = words.score(candidate);
                last = candidate;
            }
            return lastScore;
        }
    }
}
