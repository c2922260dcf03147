package org.skerry.jio.local.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** Compares what an index has committed with the records, one after the other. Changes nothing. Used by one thread. */
public final class IndexCheck {

    private static final int MAX_TOLD = 200;

    private final Set<Long> sequences = new HashSet<>();
    private final List<String> differences = new ArrayList<>();
    private long committed;
    private @Nullable String remark;

    private IndexCheck() {}

    /** @param feed of the records; an index of another one is thrown away when the storage is opened */
    public static IndexCheck of(Path folder, String feed) {
        IndexCheck check = new IndexCheck();
        if (Files.notExists(folder)) {
            check.remark = "There is no index; it is made when the master starts.";
            return check;
        }
        LuceneIndex.load();
        try (Directory directory = new MMapDirectory(folder)) {
            check.read(directory, feed);
        } catch (IndexNotFoundException none) {
            check.remark = "There is no index yet; it is being made, or is made when the master starts.";
        } catch (IOException | RuntimeException | InternalError damaged) {
            check.remark = null;
            check.sequences.clear();
            check.differences.add("The index is damaged (%s); it is built again when the master starts."
                    .formatted(damaged.getMessage()));
        }
        return check;
    }

    private void read(Directory directory, String feed) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            var data = reader.getIndexCommit().getUserData();
            if (!LuceneIndex.isOf(data, feed)) {
                remark =
                        "The index is of another program or of other records; it is built again when the master starts.";
                return;
            }
            committed = LuceneIndex.sequence(data);
            for (LeafReaderContext segment : reader.leaves()) {
                segment.reader().checkIntegrity();
                NumericDocValues values = segment.reader().getNumericDocValues(RecordDocument.SEQUENCE);
                Bits live = segment.reader().getLiveDocs();
                while (values != null && values.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                    if (live == null || live.get(values.docID())) {
                        sequences.add(values.longValue());
                    }
                }
            }
        }
    }

    /** One record after the other, as its row says. */
    public void expect(long sequence, String id, boolean isRemoved) {
        boolean isThere = sequences.remove(sequence);
        if (sequence <= committed && isThere == isRemoved && differences.size() < MAX_TOLD) {
            differences.add(
                    isRemoved
                            ? "The index finds the record %s, which is removed; skerry reindex builds it again."
                                    .formatted(id)
                            : "The index does not find the record %s; skerry reindex builds it again.".formatted(id));
        }
    }

    /** @param last change of the records; in an index that is behind, older versions of records stand yet */
    public List<String> differences(long last) {
        if (!sequences.isEmpty() && committed >= last) {
            differences.add("The index finds %,d records that are not there; skerry reindex builds it again."
                    .formatted(sequences.size()));
        }
        return differences;
    }

    /** What is no difference, but may be known. */
    public Optional<String> remark() {
        return Optional.ofNullable(remark);
    }
}
