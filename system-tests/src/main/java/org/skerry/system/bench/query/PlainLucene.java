package org.skerry.system.bench.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.Weight;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.RecordId;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Facet;

/** The same records in an index of Lucene and nothing else: no storage, no checks, no records. One thread. */
final class PlainLucene implements AutoCloseable {

    private static final double BUFFER_MB = 128;

    private final FSDirectory folder;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final PlainQueries queries;

    private PlainLucene(FSDirectory folder, Analyzer analyzer) throws IOException {
        this.folder = folder;
        reader = DirectoryReader.open(folder);
        searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null); // what is compared is the search, not what is left of the one before
        queries = new PlainQueries(analyzer);
    }

    static PlainLucene build(Path path, Dataset dataset) throws IOException {
        FSDirectory folder = FSDirectory.open(path);
        Analyzer analyzer = PlainFields.words();
        IndexWriterConfig config = new IndexWriterConfig(analyzer).setRAMBufferSizeMB(BUFFER_MB);
        try (IndexWriter writer = new IndexWriter(folder, config)) {
            dataset.forEach(one -> {
                try {
                    writer.addDocument(PlainFields.document(one));
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
        return new PlainLucene(folder, analyzer);
    }

    /** How long an answer takes: the number of matches, the ids of a page, facets. */
    long nanoseconds(Ask ask) {
        @Nullable ScoreDoc before = before(ask);
        return Repeats.timed(() -> answer(ask, before));
    }

    /** How many match. */
    long count(Ask ask) {
        return answer(ask, before(ask));
    }

    /** Where the page before ended. */
    private @Nullable ScoreDoc before(Ask ask) {
        try {
            return ask instanceof Ask.FindNext(var before, var _)
                    ? page(before, null).scoreDocs[rows(before) - 1]
                    : null;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private long answer(Ask ask, @Nullable ScoreDoc before) {
        try {
            return switch (ask) {
                case Ask.Get(var id) -> get(id);
                case Ask.Find(var request) -> find(request, before);
                case Ask.FindNext(var _, var request) -> find(request, before);
            };
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private long get(RecordId id) throws IOException {
        Query query = new TermQuery(new Term(PlainFields.ID, id.text()));
        TopDocs found = searcher.search(query, 1);
        searcher.storedFields().document(found.scoreDocs[0].doc);
        return found.scoreDocs.length;
    }

    private long find(AllDocs request, @Nullable ScoreDoc before) throws IOException {
        long count = searcher.count(queries.of(request.query()));
        ScoreDoc[] found = page(request, before).scoreDocs;
        int from = before == null ? (int) request.limit().from() : 0;
        for (int i = from; i < found.length; i++) {
            searcher.storedFields().document(found[i].doc);
        }
        for (Facet facet : request.facets()) {
            facet(queries.of(request.query()), facet.field());
        }
        return count;
    }

    private TopDocs page(AllDocs request, @Nullable ScoreDoc before) throws IOException {
        Query query = queries.of(request.query());
        Sort sort = PlainQueries.sort(request);
        return before == null
                ? searcher.search(query, rows(request), sort)
                : searcher.searchAfter(before, query, (int) request.limit().count(), sort);
    }

    private int rows(AllDocs request) {
        return (int) Math.min(
                reader.maxDoc(), request.limit().from() + request.limit().count());
    }

    /** How many of the matching records have which value. */
    private Map<String, Integer> facet(Query query, String field) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        Map<String, Integer> counts = new HashMap<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            SortedDocValues values = DocValues.getSorted(leaf.reader(), PlainFields.SORT + field);
            Scorer scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            int[] each = new int[Math.max(1, values.getValueCount())];
            DocIdSetIterator matches = scorer.iterator();
            for (int doc = matches.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = matches.nextDoc()) {
                if (values.advanceExact(doc)) {
                    each[values.ordValue()]++;
                }
            }
            for (int ord = 0; ord < values.getValueCount(); ord++) {
                if (each[ord] > 0) {
                    counts.merge(values.lookupOrd(ord).utf8ToString(), each[ord], Integer::sum);
                }
            }
        }
        return counts;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        folder.close();
    }
}
