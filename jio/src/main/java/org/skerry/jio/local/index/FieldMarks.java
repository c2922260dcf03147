package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;

/** What is special about fields in one state of the index. Looked up once; any thread may ask. */
final class FieldMarks {

    private final IndexReader reader;
    private final FieldNames names;
    private final Map<Mark, Boolean> known = new ConcurrentHashMap<>();

    private record Mark(int mark, String field) {}

    FieldMarks(IndexReader reader, FieldNames names) {
        this.reader = reader;
        this.names = names;
    }

    /** Whether any document has a mark of {@link RecordDocument} for a field. */
    boolean has(int mark, String field) throws IOException {
        if (!field.isEmpty() && !names.isOwn(field)) {
            return reader.docFreq(RecordDocument.isMarked(mark, field)) > 0; // any number of names may be asked for
        }
        Mark key = new Mark(mark, field);
        Boolean isKnown = known.get(key);
        if (isKnown == null) {
            isKnown = reader.docFreq(RecordDocument.isMarked(mark, field)) > 0;
            known.put(key, isKnown);
        }
        return isKnown;
    }
}
