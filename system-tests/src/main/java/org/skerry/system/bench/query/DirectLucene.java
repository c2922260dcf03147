package org.skerry.system.bench.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Facet;

/**
 * Lucene called directly: no storage, no checks, no records, but the number of matches, the ids of a page, facets. One thread.
 */
final class DirectLucene {

    private final IndexSearcher searcher;

    /** For what does not count, and must not be kept in the cache of the other. */
    private final IndexSearcher unmeasured;

    private final LuceneMapping mapping;

    DirectLucene(IndexSearcher searcher, LuceneMapping mapping) {
        this.searcher = searcher;
        unmeasured = new IndexSearcher(searcher.getIndexReader());
        unmeasured.setQueryCache(null);
        this.mapping = mapping;
    }

    /** A request in Lucene's words; {@code before} is where the page before ended. */
    private record Prepared(
            Query query, Sort sort, @Nullable ScoreDoc before) {}

    /** How long an answer takes; to put the request into Lucene's words does not count. */
    long nanoseconds(Ask ask) {
        AllDocs request = request(ask);
        Prepared prepared = prepared(ask);
        return Repeats.timed(() -> answer(request, prepared));
    }

    /** How many match. */
    long count(Ask ask) {
        return answer(request(ask), prepared(ask));
    }

    private static AllDocs request(Ask ask) {
        return switch (ask) {
            case Ask.Find(var request) -> request;
            case Ask.FindNext(var _, var request) -> request;
            case Ask.Get get -> throw new IllegalArgumentException("no query: " + get);
        };
    }

    private Prepared prepared(Ask ask) {
        try {
            Prepared first = prepared(request(ask));
            if (!(ask instanceof Ask.FindNext(var before, var _))) {
                return first;
            }
            ScoreDoc[] page = unmeasured.search(first.query(), rows(before), first.sort()).scoreDocs;
            return new Prepared(first.query(), first.sort(), page[rows(before) - 1]);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Prepared prepared(AllDocs request) throws IOException {
        Query query = mapping.query(request);
        return new Prepared(query, mapping.sort(request, unmeasured.count(query)), null);
    }

    private long answer(AllDocs request, Prepared prepared) {
        try {
            long count = searcher.count(prepared.query());
            ScoreDoc[] found = page(request, prepared).scoreDocs;
            int from = prepared.before() == null ? (int) request.limit().from() : 0;
            mapping.readIds(searcher, Arrays.copyOfRange(found, Math.min(from, found.length), found.length));
            for (Facet facet : request.facets()) {
                facet(prepared.query(), facet.field());
            }
            return count;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private TopDocs page(AllDocs request, Prepared prepared) throws IOException {
        return prepared.before() == null
                ? searcher.search(prepared.query(), rows(request), prepared.sort())
                : searcher.searchAfter(
                        prepared.before(),
                        prepared.query(),
                        (int) request.limit().count(),
                        prepared.sort());
    }

    private int rows(AllDocs request) {
        return (int) Math.min(
                searcher.getIndexReader().maxDoc(),
                request.limit().from() + request.limit().count());
    }

    /** How many of the matching records have which value. */
    private Map<BytesRef, Integer> facet(Query query, String field) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        Map<BytesRef, Integer> counts = new HashMap<>();
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            SortedSetDocValues values = DocValues.getSortedSet(leaf.reader(), mapping.valuesOf(field));
            Scorer scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            int[] each = counts(scorer.iterator(), values);
            for (int ord = 0; ord < values.getValueCount(); ord++) {
                if (each[ord] > 0) {
                    counts.merge(BytesRef.deepCopyOf(values.lookupOrd(ord)), each[ord], Integer::sum);
                }
            }
        }
        return counts;
    }

    private static int[] counts(DocIdSetIterator matches, SortedSetDocValues values) throws IOException {
        int[] each = new int[(int) values.getValueCount()];
        SortedDocValues single = DocValues.unwrapSingleton(values);
        for (int doc = matches.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = matches.nextDoc()) {
            if (single != null) {
                if (single.advanceExact(doc)) {
                    each[single.ordValue()]++;
                }
            } else if (values.advanceExact(doc)) {
                for (int i = 0; i < values.docValueCount(); i++) {
                    each[(int) values.nextOrd()]++;
                }
            }
        }
        return each;
    }
}
