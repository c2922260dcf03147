package org.skerry.jio.local.index;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.QueryCache;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.MMapDirectory;
import org.skerry.jio.Change;
import org.skerry.jio.Sequence;
import org.skerry.jio.query.KeySchema;

/**
 * The Lucene index in a folder, with how far it is. One thread writes; any thread may {@link #acquire} what is visible.
 *
 * <p>Each commit tells the feed, the form of documents and the last change that it holds. What is not of this form or feed, or
 * does not read well, is thrown away.
 */
final class LuceneIndex implements AutoCloseable {

    private static final String KEY_FORMAT = "format";
    private static final String KEY_FEED = "feed";
    private static final String KEY_SEQUENCE = "sequence";
    private static final String KEY_FULL = "names_full";

    /** How much new documents may hold in memory before they are written, in MB. */
    private static final double BUFFER_MEGABYTES = 48;

    /** How many segments of a size there may be before they are merged: each costs every query some 10 microseconds. */
    private static final double SEGMENTS_OF_A_SIZE = 5;

    /** Which records match the patterns that were asked last: a bit for each record, or less. */
    private static final int CACHED_QUERIES = 256;

    private static final long CACHE_BYTES = 32L * 1024 * 1024;

    /** Beside a part of a query that selects few records, a pattern is not gone through as a whole only to be kept. */
    private static final float CACHE_COST_FACTOR = 10;

    /** Fewer changes are not worth a second thread. */
    private static final int MIN_SHARED = 200;

    private static final System.Logger LOG = System.getLogger(LuceneIndex.class.getName());

    private static final Logger VECTORS = Logger.getLogger("org.apache.lucene.internal.vectorization");

    static {
        VECTORS.setLevel(Level.OFF); // it would warn at each start that vectors, of which there are none here, are slow
        IndexSearcher.setMaxClauseCount(1 << 20); // queries are bounded before they come here
    }

    private final Directory directory;
    private final IndexWriter writer;
    private final String feedId;
    private final FieldNames names;
    private final Cursors cursors = new Cursors();
    private final QueryCache cache = newCache();
    private final ExecutorService helper = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("index-helper").daemon().factory());

    /** Documents up to here are new to an index that was empty: no older ones need to be looked for. */
    private final long emptyUntil;

    /** The writing thread's; volatile for whoever asks how far it is. */
    private volatile Sequence applied;

    /** Guarded by this. */
    private DirectoryReader visible;

    private FieldMarks visibleMarks;

    private Sequence visibleSequence;
    private Sequence committed;

    /** What a query sees; to be closed. */
    static final class View implements AutoCloseable {
        private final LuceneIndex index;
        private final DirectoryReader reader;
        private final FieldMarks marks;
        private final Sequence sequence;

        private View(LuceneIndex index, DirectoryReader reader, FieldMarks marks, Sequence sequence) {
            this.index = index;
            this.reader = reader;
            this.marks = marks;
            this.sequence = sequence;
        }

        /** Every change up to this one is in it. */
        Sequence sequence() {
            return sequence;
        }

        IndexSearch search(KeySchema schema, LuceneWords words, RecordSource records) {
            return new IndexSearch(reader, index.names, marks, schema, words, index.cursors, index.cache, records);
        }

        @Override
        public void close() {
            try {
                reader.decRef();
            } catch (IOException closedAnyway) {
                throw new IllegalStateException(closedAnyway);
            }
        }
    }

    static QueryCache newCache() {
        return new LRUQueryCache(CACHED_QUERIES, CACHE_BYTES, segment -> true, CACHE_COST_FACTOR);
    }

    private LuceneIndex(Directory directory, String feedId, Sequence last) throws IOException {
        this.directory = directory;
        this.feedId = feedId;
        IndexWriterConfig config = new IndexWriterConfig(LuceneWords.analyzer());
        config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
        config.setCommitOnClose(false);
        config.setMergePolicy(new TieredMergePolicy().setSegmentsPerTier(SEGMENTS_OF_A_SIZE));
        config.setSimilarity(LuceneWords.similarity());
        this.writer = new IndexWriter(directory, config);
        try {
            Map<String, String> data = data(writer.getLiveCommitData());
            this.applied = new Sequence(Long.parseLong(data.getOrDefault(KEY_SEQUENCE, "0")));
            this.emptyUntil = applied.equals(Sequence.START) ? last.number() : 0;
            this.visible = DirectoryReader.open(writer);
            this.visibleSequence = applied;
            this.committed = applied;
            this.names = new FieldNames(visible, Boolean.parseBoolean(data.get(KEY_FULL)));
            this.visibleMarks = new FieldMarks(visible, names);
        } catch (IOException | RuntimeException unusable) {
            writer.rollback();
            throw unusable;
        }
    }

    /**
     * Opens the index of a folder. All of its files are read once, to know that they are whole.
     *
     * @param last the last change that there is
     * @throws IOException if a new one cannot be made either
     */
    static LuceneIndex open(Path folder, String feedId, Sequence last) throws IOException {
        Files.createDirectories(folder);
        if (!isWell(folder, feedId, last)) {
            delete(folder);
        }
        Directory directory = new MMapDirectory(folder);
        try {
            return new LuceneIndex(directory, feedId, last);
        } catch (IOException | RuntimeException unusable) {
            directory.close();
            throw unusable;
        }
    }

    private static boolean isWell(Path folder, String feedId, Sequence last) {
        try (Directory directory = new MMapDirectory(folder)) {
            if (Set.of(IndexWriter.WRITE_LOCK_NAME).containsAll(List.of(directory.listAll()))) {
                return false; // the first start, or nothing was ever written
            }
            SegmentInfos commit = SegmentInfos.readLatestCommit(directory);
            for (String name : commit.files(true)) {
                checkSum(directory, name);
            }
            Map<String, String> data = commit.getUserData();
            if (isOf(data, feedId) && sequence(data) <= last.number()) {
                deleteOlder(directory, commit);
                return true;
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The index is of another program or of other records; it is built again");
        } catch (IndexNotFoundException unfinished) {
            LOG.log(System.Logger.Level.WARNING, "The index was not finished, or files are gone; it is built again");
        } catch (IOException | RuntimeException | InternalError damaged) {
            LOG.log(System.Logger.Level.WARNING, "The index is damaged; it is built again", damaged);
        }
        return false;
    }

    /** Whether a commit is of documents and of a feed that can be used. */
    static boolean isOf(Map<String, String> commit, String feedId) {
        return RecordDocument.FORMAT.equals(commit.get(KEY_FORMAT)) && feedId.equals(commit.get(KEY_FEED));
    }

    /** Has what stands above done: nobody is warned of vectors. */
    static void load() {}

    /** The last change that a commit has. */
    static long sequence(Map<String, String> commit) {
        return Long.parseLong(commit.getOrDefault(KEY_SEQUENCE, "0"));
    }

    /**
     * Deletes the commits before the last one. After a power cut one may still have its name and no files any more, which
     * Lucene takes for damage.
     */
    private static void deleteOlder(Directory directory, SegmentInfos last) throws IOException {
        for (String name : directory.listAll()) {
            if (name.startsWith(IndexFileNames.SEGMENTS) && !name.equals(last.getSegmentsFileName())) {
                directory.deleteFile(name);
            }
        }
    }

    /** Reads a file from its first byte to its last. */
    private static void checkSum(Directory directory, String name) throws IOException {
        try (IndexInput file = directory.openInput(name, IOContext.READONCE)) {
            CodecUtil.checksumEntireFile(file);
        }
    }

    /** Deletes an index that nobody uses. */
    static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException nothingThere) {
            // as wished
        }
    }

    private static Map<String, String> data(Iterable<Map.Entry<String, String>> entries) {
        Map<String, String> data = new HashMap<>();
        if (entries != null) {
            entries.forEach(entry -> data.put(entry.getKey(), entry.getValue()));
        }
        return data;
    }

    /** The last change that was applied; it may not be visible yet. */
    Sequence applied() {
        return applied;
    }

    /** Applies changes, in order. The writing thread only. */
    void apply(List<Change> changes) throws IOException {
        if (changes.size() < MIN_SHARED) {
            addAll(changes);
        } else {
            addShared(changes);
        }
        applied = changes.getLast().sequence();
    }

    // In one batch of a feed each record occurs once, so that the order within does not matter.
    private void addShared(List<Change> changes) throws IOException {
        int middle = changes.size() / 2;
        Future<?> half = helper.submit(() -> {
            addAll(changes.subList(0, middle));
            return null;
        });
        IOException failure = null;
        try {
            addAll(changes.subList(middle, changes.size()));
        } finally {
            failure = awaited(half);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static IOException awaited(Future<?> half) {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    half.get();
                    return null;
                } catch (InterruptedException later) {
                    isInterrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            return new IOException(failed.getCause());
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void addAll(List<Change> changes) throws IOException {
        for (Change change : changes) {
            switch (change) {
                case Change.Removed removed -> writer.deleteDocuments(RecordDocument.id(removed.id()));
                case Change.Stored stored -> {
                    var document = RecordDocument.of(stored.sequence(), stored.record(), names);
                    if (stored.sequence().number() <= emptyUntil) {
                        writer.addDocument(document);
                    } else {
                        writer.updateDocument(RecordDocument.id(stored.id()), document);
                    }
                }
            }
        }
    }

    /** Takes records out whose last changes have these sequences; visible after the next refresh. The writing thread only. */
    void drop(List<Long> sequences) throws IOException {
        for (long sequence : sequences) {
            writer.deleteDocuments(NumericDocValuesField.newSlowExactQuery(RecordDocument.SEQUENCE, sequence));
        }
    }

    /** Makes what was applied visible. The writing thread only. */
    void refresh() throws IOException {
        Sequence sequence = applied;
        DirectoryReader newer = DirectoryReader.openIfChanged(visible, writer, true);
        synchronized (this) {
            if (newer != null) {
                DirectoryReader older = visible;
                visible = newer;
                visibleMarks = new FieldMarks(newer, names);
                older.decRef();
            }
            visibleSequence = sequence;
        }
    }

    /** What is visible now. */
    synchronized View acquire() {
        visible.incRef();
        return new View(this, visible, visibleMarks, visibleSequence);
    }

    synchronized Sequence visibleSequence() {
        return visibleSequence;
    }

    /** Makes what was applied durable, if it is not yet. The writing thread only. */
    void commit() throws IOException {
        if (committed.equals(applied)) {
            return;
        }
        writer.setLiveCommitData(Map.of(
                        KEY_FORMAT,
                        RecordDocument.FORMAT,
                        KEY_FEED,
                        feedId,
                        KEY_SEQUENCE,
                        applied.toString(),
                        KEY_FULL,
                        Boolean.toString(names.isFull()))
                .entrySet());
        writer.commit();
        committed = applied;
    }

    /** Ends the index as it was committed last. The writing thread only. */
    @Override
    public void close() throws IOException {
        helper.shutdownNow();
        synchronized (this) {
            visible.close();
        }
        try {
            writer.rollback();
        } finally {
            directory.close();
        }
    }
}
