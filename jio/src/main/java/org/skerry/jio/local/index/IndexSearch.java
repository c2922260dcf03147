package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryCache;
import org.apache.lucene.search.QueryCachingPolicy;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.local.index.QueryTranslator.WordsForm;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.FacetCounts;
import org.skerry.jio.query.Interrupts;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryEvaluator;
import org.skerry.jio.query.Row;
import org.skerry.jio.query.RowMaker;

/** Answers one request from one state of the index, on one thread. */
final class IndexSearch {

    /**
     * Up to so many rows the evaluator puts in order what the index cannot: values of unlike types have JavaScript's order, if
     * any.
     */
    private static final int FEW = 1_000;

    /** Up to so many rows are collected without counting the matches first. */
    private static final int MAX_UNCOUNTED = 2_500;

    /** So many matches are looked at one by one: to find out which may be passed over takes longer. */
    private static final int FEW_MATCHES = 1_000;

    /** A page, its facets and the next page ask the same patterns and words; all else is found faster than kept. */
    static final QueryCachingPolicy KEPT = new QueryCachingPolicy() {
        @Override
        public void onUse(Query query) {}

        @Override
        public boolean shouldCache(Query query) {
            return query instanceof LikeQuery || query instanceof WordMatches;
        }
    };

    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final FieldNames names;
    private final FieldMarks marks;
    private final KeySchema schema;
    private final SearchOrder order;
    private final QueryEvaluator evaluator;
    private final LuceneWords words;
    private final Cursors cursors;
    private final RecordSource records;

    IndexSearch(
            DirectoryReader reader,
            FieldNames names,
            FieldMarks marks,
            KeySchema schema,
            LuceneWords words,
            Cursors cursors,
            QueryCache cache,
            RecordSource records) {
        this.reader = reader;
        this.searcher = new StoppableSearcher(reader);
        this.searcher.setQueryCache(cache);
        this.searcher.setQueryCachingPolicy(KEPT);
        this.searcher.setSimilarity(LuceneWords.similarity());
        this.names = names;
        this.marks = marks;
        this.schema = schema;
        this.order = new SearchOrder(searcher, names, marks, schema);
        this.words = words;
        this.evaluator = new QueryEvaluator(schema, words);
        this.cursors = cursors;
        this.records = records;
    }

    /**
     * @throws SearchOrder.NotIndexed if only the evaluator can answer, or hidden fields would show
     * @throws RecordSource.Changed if a record was changed meanwhile
     * @throws StorageException if the request is wrong, too large, or stopped
     */
    Answer answer(AllDocs request) throws IOException, SearchOrder.NotIndexed {
        evaluator.check(request.query());
        if (request.view().hidesFrom(request)) {
            throw new SearchOrder.NotIndexed();
        }
        QueryTranslator translator = translator(WordsForm.RANKED);
        boolean isRanked = request.sortOn().isEmpty() && translator.hasWords(request.query());
        if (isRanked) {
            Optional<TopFieldDocs> exact =
                    translator.isExactFirst(request.filter()) ? exactFirst(request) : Optional.empty();
            if (exact.isPresent()) {
                return answer(request, exact.get(), translated(request, WordsForm.UNRANKED));
            }
        }
        Query query = translated(request, isRanked ? WordsForm.RANKED : WordsForm.UNRANKED);
        Sort sort;
        try {
            sort = isRanked ? SearchOrder.RANKED : order.of(request.sortOn(), query);
        } catch (SearchOrder.NotIndexed unsortable) {
            int count = searcher.count(query);
            if (count > FEW) {
                throw unsortable;
            }
            return sortedByEvaluator(request, query, count);
        }
        TopFieldDocs top = top(request, query, sort);
        long total = top.totalHits.value();
        if (total <= FEW && total > 1 && order.hasUnlikeTypes(request.sortOn())) {
            return sortedByEvaluator(request, query, total);
        }
        return answer(request, top, query);
    }

    private Answer sortedByEvaluator(AllDocs request, Query query, long total) throws IOException {
        return new Answer(evaluator.evaluate(request, all(query)).rows(), total, facets(request, query));
    }

    private Answer answer(AllDocs request, TopFieldDocs top, Query query) throws IOException {
        return new Answer(rows(request, top), top.totalHits.value(), facets(request, query));
    }

    private Query translated(AllDocs request, WordsForm form) throws IOException {
        return searcher.rewrite(translator(form).translate(request.filter()));
    }

    private List<FacetCounts> facets(AllDocs request, Query query) throws IOException {
        if (request.facets().isEmpty()) {
            return List.of();
        }
        return new FacetSearch(searcher, names, records).count(request.facets(), query);
    }

    private QueryTranslator translator(WordsForm form) {
        return new QueryTranslator(searcher, names, marks, schema, evaluator, words, records, form);
    }

    // Spelling mistakes and stems take time; the first rows of a result mostly have the very words.
    private Optional<TopFieldDocs> exactFirst(AllDocs request) throws IOException {
        long end = request.limit().from() + request.limit().count();
        if (request.limit().count() == 0 || end < 0 || end > MAX_UNCOUNTED) {
            return Optional.empty();
        }
        TopFieldDocs found = search(translated(request, WordsForm.EXACT), SearchOrder.RANKED, (int) end, null, 1);
        if (found.scoreDocs.length < end) {
            return Optional.empty();
        }
        int total = searcher.count(translated(request, WordsForm.UNRANKED));
        return Optional.of(new TopFieldDocs(
                new TotalHits(total, TotalHits.Relation.EQUAL_TO),
                Arrays.copyOfRange(found.scoreDocs, (int) request.limit().from(), (int) end),
                found.fields));
    }

    private TopFieldDocs top(AllDocs request, Query query, Sort sort) throws IOException {
        Limit limit = request.limit();
        boolean isEndless = limit.count() == 0 || limit.from() > Long.MAX_VALUE - limit.count();
        long end = isEndless ? Long.MAX_VALUE : limit.from() + limit.count();
        if (end <= Cursors.MIN_PLACE) {
            return cut(request, new Page(query, 0, end, null), sort, end, Optional.empty());
        }
        Cursors.Key key = Cursors.Key.of(reader.getVersion(), request.filter(), request.sortOn());
        Cursors.Cursor cursor = cursors.before(key, limit.from());
        Page page = new Page(query, cursor.place(), end - cursor.place(), cursor.last());
        if (page.length() > MAX_UNCOUNTED) {
            long total = searcher.count(query);
            end = Math.clamp(end, cursor.place(), Math.max(total, cursor.place()));
            RowMaker.checkCount(end - limit.from());
            page = nearer(
                    new Page(query, cursor.place(), end - cursor.place(), cursor.last()), sort, limit, end, total);
        }
        return cut(request, page, sort, end, Optional.of(key));
    }

    /** What is collected: the first rows of a query, or the first after some row. */
    private record Page(
            Query query, long place, long length, @Nullable FieldDoc after) {}

    private Page nearer(Page page, Sort sort, Limit limit, long end, long total) throws IOException {
        if (limit.from() - page.place() <= MAX_UNCOUNTED) {
            return page;
        }
        return new DeepPage(searcher, page.query(), sort.getSort()[0], total)
                .before(limit.from())
                .map(start -> new Page(start.query(), start.place(), end - start.place(), null))
                .orElse(page);
    }

    // The collector holds as many as the page needs, and counts all matches where their number is not known.
    private TopFieldDocs cut(AllDocs request, Page page, Sort sort, long end, Optional<Cursors.Key> key)
            throws IOException {
        int wanted = Math.clamp(page.length(), 1, Math.max(1, reader.maxDoc()));
        int known = knownCount(page.query());
        Sort faster = key.isEmpty() ? order.ofFirstPage(request.sortOn(), sort, known) : sort;
        TopFieldDocs found =
                search(page.query(), faster, wanted, page.after(), known < 0 ? Integer.MAX_VALUE : FEW_MATCHES);
        ScoreDoc[] hits = found.scoreDocs;
        int skip = (int) Math.min(request.limit().from() - page.place(), hits.length);
        int stop = Math.clamp(end - page.place(), skip, Math.max(skip, hits.length));
        for (int last : new int[] {skip, stop}) {
            if (last > 0) {
                var cursor = new Cursors.Cursor(page.place() + last, (FieldDoc) hits[last - 1]);
                key.ifPresent(result -> cursors.keep(result, cursor));
            }
        }
        long counted = known < 0 ? found.totalHits.value() : known;
        long total = counted + (page.after() == null ? page.place() : 0);
        return new TopFieldDocs(
                new TotalHits(total, TotalHits.Relation.EQUAL_TO), Arrays.copyOfRange(hits, skip, stop), found.fields);
    }

    /** How many match, where that is known without looking at them, else -1. */
    private int knownCount(Query query) throws IOException {
        Weight weight = searcher.createWeight(query, ScoreMode.COMPLETE_NO_SCORES, 1);
        int sum = 0;
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            int count = weight.count(leaf);
            if (count < 0) {
                return -1;
            }
            sum += count;
        }
        return sum;
    }

    /** @param threshold with more matches than that, those that cannot be among the wanted may be passed over uncounted */
    private TopFieldDocs search(Query query, Sort sort, int wanted, @Nullable FieldDoc after, int threshold)
            throws IOException {
        return searcher.search(query, new TopFieldCollectorManager(sort, wanted, after, threshold));
    }

    /** All records that match, few, in the storage's order. */
    private List<StoredRecord> all(Query query) throws IOException {
        TopFieldDocs top = search(query, SearchOrder.IDS, FEW, null, Integer.MAX_VALUE);
        long[] sequences = new Hits(searcher.getLeafContexts(), top.scoreDocs).sequences();
        return Arrays.stream(sequences).mapToObj(records::at).toList();
    }

    private List<Row> rows(AllDocs request, TopFieldDocs top) throws IOException {
        RowMaker maker = new RowMaker(request, schema, words);
        Hits hits = new Hits(searcher.getLeafContexts(), top.scoreDocs);
        List<Row> rows = new ArrayList<>(top.scoreDocs.length);
        if (maker.needsBody()) {
            for (long sequence : hits.sequences()) {
                Interrupts.check();
                StoredRecord whole = records.at(sequence);
                rows.add(maker.row(new StoredRecord(whole.id(), request.view().shown(whole.body()))));
            }
        } else {
            for (RecordId id : hits.ids()) {
                rows.add(maker.row(id));
            }
        }
        return rows;
    }
}
