package org.skerry.jio.local.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Bits;

/** What is in an index on disk that nobody has open. */
public final class IndexContents {

    private IndexContents() {}

    /** The sequence under which each record is known; an index is written with its first change. */
    public static Map<String, Long> of(Path folder) throws IOException {
        Map<String, Long> found = new TreeMap<>();
        try (Directory directory = new MMapDirectory(folder)) {
            if (!DirectoryReader.indexExists(directory)) {
                return found;
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                for (LeafReaderContext leaf : reader.leaves()) {
                    add(leaf.reader(), found);
                }
            }
        }
        return found;
    }

    private static void add(LeafReader segment, Map<String, Long> found) throws IOException {
        SortedDocValues ids = segment.getSortedDocValues(RecordDocument.ID);
        NumericDocValues sequences = segment.getNumericDocValues(RecordDocument.SEQUENCE);
        Bits live = segment.getLiveDocs();
        for (int document = 0; document < segment.maxDoc(); document++) {
            if (live == null || live.get(document)) {
                ids.advanceExact(document);
                sequences.advanceExact(document);
                String id = RecordDocument.id(ids.lookupOrd(ids.ordValue())).text();
                if (found.put(id, sequences.longValue()) != null) {
                    throw new AssertionError("two documents of record " + id);
                }
            }
        }
    }
}
