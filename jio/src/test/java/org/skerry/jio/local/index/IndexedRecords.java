package org.skerry.jio.local.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.jio.Change;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Facet;
import org.skerry.jio.query.FacetCounts;
import org.skerry.jio.query.FieldView;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.LikePattern;
import org.skerry.jio.query.QueryEvaluator;

/** Records in memory with an index of them on disk: what the evaluator and the index say. Used by one thread. */
final class IndexedRecords implements AutoCloseable {

    private static final String FEED = "feed";

    private final Path folder;
    private final KeySchema schema;
    private final LuceneWords words = new LuceneWords();
    private final QueryEvaluator evaluator;
    private final TreeMap<RecordId, Long> sequences = new TreeMap<>();
    private final Map<Long, StoredRecord> bySequence = new HashMap<>();
    private final Map<RecordId, Change> pending = new LinkedHashMap<>();
    private long last;
    private int reads;
    private LuceneIndex index;

    IndexedRecords(Path folder, KeySchema schema) throws IOException {
        this.folder = folder;
        this.schema = schema;
        this.evaluator = new QueryEvaluator(schema, words);
        this.index = LuceneIndex.open(folder, FEED, new Sequence(0));
    }

    void put(StoredRecord record) {
        forget(record.id());
        last++;
        sequences.put(record.id(), last);
        bySequence.put(last, record);
        pending.put(record.id(), new Change.Stored(new Sequence(last), record));
    }

    void remove(RecordId id) {
        if (sequences.containsKey(id)) {
            forget(id);
            last++;
            pending.put(id, new Change.Removed(new Sequence(last), id));
        }
    }

    private void forget(RecordId id) {
        Long sequence = sequences.remove(id);
        if (sequence != null) {
            bySequence.remove(sequence);
        }
        pending.remove(id);
    }

    /** Hands the index what changed, and makes it visible: a segment of its own. */
    void index() throws IOException {
        if (!pending.isEmpty()) {
            index.apply(new ArrayList<>(pending.values()));
            pending.clear();
        }
        index.refresh();
    }

    /** Closes the index with all that is in it, and opens it again. */
    void reopen() throws IOException {
        index();
        index.commit();
        index.close();
        index = LuceneIndex.open(folder, FEED, new Sequence(last));
        if (!index.applied().equals(new Sequence(last))) {
            throw new AssertionError("the index was thrown away at " + last);
        }
    }

    List<StoredRecord> records() {
        List<StoredRecord> records = new ArrayList<>(sequences.size());
        sequences.values().forEach(sequence -> records.add(bySequence.get(sequence)));
        return records;
    }

    int size() {
        return sequences.size();
    }

    /** @throws SearchOrder.NotIndexed if the index does not know */
    Answer answer(AllDocs request) throws IOException, SearchOrder.NotIndexed {
        try (LuceneIndex.View view = index.acquire()) {
            return view.search(schema, words, this::at).answer(request);
        }
    }

    /** How many records the index read. */
    int reads() {
        return reads;
    }

    private StoredRecord at(long sequence) {
        reads++;
        StoredRecord record = bySequence.get(sequence);
        if (record == null) {
            throw new AssertionError("the index knows a record that is no more: sequence " + sequence);
        }
        return record;
    }

    /** What the answer must be. */
    Answer specified(AllDocs request) {
        return specified(evaluator, request, records());
    }

    static Answer specified(QueryEvaluator evaluator, AllDocs request, Collection<StoredRecord> records) {
        Answer answer = evaluator.evaluate(request, records);
        if (request.facets().isEmpty()) {
            return answer;
        }
        List<StoredRecord> matching =
                records.stream().filter(evaluator.matcher(request.query())).toList();
        return new Answer(
                answer.rows(),
                answer.totalCount(),
                request.facets().stream().map(facet -> counts(facet, matching)).toList());
    }

    // In other words than the program's: this says what is counted.
    private static FacetCounts counts(Facet facet, List<StoredRecord> matching) {
        Map<String, Long> counts = new TreeMap<>();
        String prefix = LikePattern.fold(facet.prefix());
        for (StoredRecord record : matching) {
            var field = record.body().get(facet.field());
            if (field != null && !facet.field().equals(FieldView.ID)) {
                for (String text : new HashSet<>(FieldView.of(field).texts())) {
                    if (text.length() <= Facet.MAX_VALUE_LENGTH
                            && LikePattern.fold(text).startsWith(prefix)) {
                        counts.merge(text, 1L, Long::sum);
                    }
                }
            }
        }
        List<FacetCounts.ValueCount> values = new ArrayList<>();
        counts.forEach((value, count) -> values.add(new FacetCounts.ValueCount(value, count)));
        values.sort((a, b) -> Long.compare(b.count(), a.count())); // stable: the others by value
        return new FacetCounts(facet.field(), values.subList(0, Math.min(facet.limit(), values.size())), counts.size());
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
