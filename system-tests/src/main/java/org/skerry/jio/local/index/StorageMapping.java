package org.skerry.jio.local.index;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.skerry.jio.local.index.QueryTranslator.WordsForm;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.QueryEvaluator;
import org.skerry.system.bench.query.LuceneMapping;

/** The same queries as a storage asks, on its index as it was committed last: how fast Lucene is without the storage. */
public final class StorageMapping implements LuceneMapping, AutoCloseable {

    private final FSDirectory folder;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final FieldNames names;
    private final FieldMarks marks;
    private final LuceneWords words = new LuceneWords();

    private StorageMapping(FSDirectory folder) throws IOException {
        this.folder = folder;
        reader = DirectoryReader.open(folder);
        searcher = new IndexSearcher(reader);
        searcher.setQueryCache(LuceneIndex.newCache());
        searcher.setQueryCachingPolicy(IndexSearch.KEPT);
        searcher.setSimilarity(LuceneWords.similarity());
        names = new FieldNames(reader, true);
        marks = new FieldMarks(reader, names);
    }

    /** @param data of a storage, which may be open */
    public static StorageMapping of(Path data) throws IOException {
        return new StorageMapping(FSDirectory.open(data.resolve("index")));
    }

    /** With the settings and the kept sets of records that a storage has. */
    public IndexSearcher searcher() {
        return searcher;
    }

    @Override
    public Query query(AllDocs request) throws IOException {
        return withoutPlaces(translator().translate(request.query()));
    }

    /** As somebody would write it down: to look terms up in the index is part of Lucene's work. */
    private static Query withoutPlaces(Query query) {
        return switch (query) {
            case TermQuery term -> new TermQuery(term.getTerm());
            case ConstantScoreQuery constant -> new ConstantScoreQuery(withoutPlaces(constant.getQuery()));
            case BooleanQuery parts -> {
                BooleanQuery.Builder same =
                        new BooleanQuery.Builder().setMinimumNumberShouldMatch(parts.getMinimumNumberShouldMatch());
                parts.forEach(part -> same.add(withoutPlaces(part.query()), part.occur()));
                yield same.build();
            }
            default -> query;
        };
    }

    private QueryTranslator translator() {
        QueryEvaluator evaluator = new QueryEvaluator(KeySchema.NONE, words);
        RecordSource none = sequence -> {
            throw new IllegalStateException("Lucene alone has no records");
        };
        return new QueryTranslator(searcher, names, marks, KeySchema.NONE, evaluator, words, none, WordsForm.RANKED);
    }

    @Override
    public Sort sort(AllDocs request, int matches) throws IOException {
        SearchOrder order = new SearchOrder(searcher, names, marks, KeySchema.NONE);
        try {
            return isRanked(request)
                    ? SearchOrder.RANKED
                    : order.ofFirstPage(request.sortOn(), order.of(request.sortOn(), query(request)), matches);
        } catch (SearchOrder.NotIndexed unsortable) {
            throw new IllegalArgumentException("not in order in the index: " + request.sortOn(), unsortable);
        }
    }

    private boolean isRanked(AllDocs request) {
        return request.sortOn().isEmpty() && translator().hasWords(request.query());
    }

    @Override
    public void readIds(IndexSearcher same, ScoreDoc[] hits) throws IOException {
        new Hits(same.getLeafContexts(), hits).ids();
    }

    @Override
    public String valuesOf(String field) {
        return FieldNames.values(field);
    }

    @Override
    public void close() throws IOException {
        reader.close();
        folder.close();
    }
}
