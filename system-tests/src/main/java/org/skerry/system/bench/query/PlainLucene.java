package org.skerry.system.bench.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.FSDirectory;
import org.skerry.jio.RecordId;
import org.skerry.jio.query.AllDocs;

/** The same records in an index of Lucene with a mapping made by hand for just these questions. One thread. */
final class PlainLucene implements AutoCloseable {

    private static final double BUFFER_MB = 128;

    private final FSDirectory folder;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final DirectLucene lucene;

    private PlainLucene(FSDirectory folder, Analyzer analyzer) throws IOException {
        this.folder = folder;
        reader = DirectoryReader.open(folder);
        searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null); // what is compared is the search, not what is left of the one before
        lucene = new DirectLucene(searcher, new PlainMapping(new PlainQueries(analyzer)));
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

    private record PlainMapping(PlainQueries queries) implements LuceneMapping {

        @Override
        public Query query(AllDocs request) {
            return queries.of(request.query());
        }

        @Override
        public Sort sort(AllDocs request, int matches) {
            return PlainQueries.sort(request);
        }

        @Override
        public void readIds(IndexSearcher searcher, ScoreDoc[] hits) throws IOException {
            for (ScoreDoc hit : hits) {
                searcher.storedFields().document(hit.doc);
            }
        }

        @Override
        public String valuesOf(String field) {
            return PlainFields.SORT + field;
        }
    }

    long nanoseconds(Ask ask) {
        return ask instanceof Ask.Get(var id) ? Repeats.timed(() -> get(id)) : lucene.nanoseconds(ask);
    }

    /** How many match. */
    long count(Ask ask) {
        return ask instanceof Ask.Get(var id) ? get(id) : lucene.count(ask);
    }

    private long get(RecordId id) {
        try {
            Query query = new TermQuery(new Term(PlainFields.ID, id.text()));
            TopDocs found = searcher.search(query, 1);
            searcher.storedFields().document(found.scoreDocs[0].doc);
            return found.scoreDocs.length;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
        folder.close();
    }
}
