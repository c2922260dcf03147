package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers a query by looking at every record: what it answers is what a query means, here and in any index.
 *
 * <p>Semantics are jIO's (its quirks in the way its users would want): filter, sort, limit, select. Immutable; may be used
 * by any thread.
 */
public final class QueryEvaluator {

    private final KeySchema schema;
    private final Optional<FullText> fullText;

    /** Without full text: {@code SearchableText} is a field like any other. */
    public QueryEvaluator(KeySchema schema) {
        this(schema, Optional.empty());
    }

    public QueryEvaluator(KeySchema schema, FullText fullText) {
        this(schema, Optional.of(fullText));
    }

    private QueryEvaluator(KeySchema schema, Optional<FullText> fullText) {
        this.schema = schema;
        this.fullText = fullText;
    }

    /**
     * The rows that a request selects.
     *
     * @param records read once, in the storage's own order, which rows keep where the request does not sort
     * @throws StorageException.Unreachable if the thread is interrupted
     * @throws StorageException.TooLarge if the rows would hold too much memory
     */
    public Answer evaluate(AllDocs request, Iterable<StoredRecord> records) {
        return evaluate(request, records, candidate -> () -> candidate);
    }

    /**
     * The same where records are not in memory already: while they are sorted, no more of them is held than the values
     * they are sorted by.
     *
     * @param again how to read a record once more, the same as it was the first time
     */
    public Answer evaluate(
            AllDocs request, Iterable<StoredRecord> records, Function<StoredRecord, Supplier<StoredRecord>> again) {
        RecordMatcher matcher = RecordMatcher.of(request.query(), schema);
        Limit limit = request.limit();
        long end = limit.count() == 0 ? Long.MAX_VALUE : saturatedSum(limit.from(), limit.count());
        return request.sortOn().isEmpty()
                ? inOrder(request, records, matcher, end)
                : sorted(request, records, matcher, again, end);
    }

    /** Whether one record matches a query. */
    public boolean matches(Query query, StoredRecord candidate) {
        return RecordMatcher.of(query, schema).matches(candidate);
    }

    /**
     * The same as {@link #matches} for many records.
     *
     * @throws StorageException.BadRequest if the query uses a key that the schema has wrong
     */
    public Predicate<StoredRecord> matcher(Query query) {
        return RecordMatcher.of(query, schema)::matches;
    }

    private static Answer inOrder(AllDocs request, Iterable<StoredRecord> records, RecordMatcher matcher, long end) {
        List<Row> rows = new ArrayList<>();
        RowWeight weight = new RowWeight();
        long found = 0;
        for (StoredRecord candidate : records) {
            Interrupts.check();
            if (matcher.matches(candidate)) {
                if (found >= request.limit().from() && found < end) {
                    Row row = row(request, candidate);
                    weight.add(row);
                    rows.add(row);
                }
                found++;
            }
        }
        return new Answer(rows, found);
    }

    private Answer sorted(
            AllDocs request,
            Iterable<StoredRecord> records,
            RecordMatcher matcher,
            Function<StoredRecord, Supplier<StoredRecord>> again,
            long end) {
        RowSorter sorter = new RowSorter(request.sortOn(), schema, end);
        long found = 0;
        for (StoredRecord candidate : records) {
            Interrupts.check();
            if (matcher.matches(candidate)) {
                sorter.add(candidate, again);
                found++;
            }
        }
        List<RowSorter.Found> chosen = sorter.sorted();
        int from = (int) Math.min(request.limit().from(), chosen.size());
        return new Answer(rows(request, chosen.subList(from, chosen.size())), found);
    }

    private static List<Row> rows(AllDocs request, List<RowSorter.Found> chosen) {
        List<Row> rows = new ArrayList<>(chosen.size());
        RowWeight weight = new RowWeight();
        boolean needsBody = request.includeDocs() || !request.selectList().isEmpty();
        for (RowSorter.Found found : chosen) {
            Interrupts.check();
            Row row = needsBody ? row(request, found.record().get()) : new Row(found.id(), JsonText.object(), null);
            weight.add(row);
            rows.add(row);
        }
        return rows;
    }

    private static Row row(AllDocs request, StoredRecord chosen) {
        ObjectNode value = JsonText.object();
        for (String name : request.selectList()) {
            JsonNode field = chosen.body().get(name);
            if (field != null && !name.equals(RecordMatcher.ID)) {
                value.set(name, field);
            }
        }
        return new Row(chosen.id(), value, request.includeDocs() ? chosen.body() : null);
    }

    private static long saturatedSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
