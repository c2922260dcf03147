package org.skerry.jio.query;

import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the rows of one answer as its request wants them, and ends it before they hold too much memory. */
public final class RowMaker {

    private final AllDocs request;
    private final Highlighter highlighter;
    private final RowWeight weight = new RowWeight();

    /** Where {@link FullText#KEY} is a field like any other. */
    RowMaker(AllDocs request, KeySchema schema) {
        this.request = request;
        highlighter = request.highlight() ? Highlighter.of(request.query(), schema) : Highlighter.NONE;
    }

    public RowMaker(AllDocs request, KeySchema schema, FullText fullText) {
        this.request = request;
        highlighter = request.highlight() ? Highlighter.of(request.query(), schema, fullText) : Highlighter.NONE;
    }

    /** @throws StorageException.TooLarge if so many rows are too many for an answer, whatever is in them */
    public static void checkCount(long rows) {
        if (rows > RowWeight.MAX / RowWeight.ROW) {
            throw RowWeight.tooLarge();
        }
    }

    /** Whether rows tell more of a record than its id: {@link #row(RecordId)} will not do. */
    public boolean needsBody() {
        return request.includeDocs()
                || request.highlight()
                || !request.selectList().isEmpty();
    }

    /**
     * The row of a record.
     *
     * @throws StorageException.TooLarge if all rows together would hold too much
     */
    public Row row(StoredRecord chosen) {
        return weighed(new Row(
                chosen.id(),
                selected(chosen.body()),
                request.includeDocs() ? chosen.body() : null,
                highlighter.of(chosen)));
    }

    /** The row of a record of which nothing else is wanted. */
    public Row row(RecordId chosen) {
        return weighed(new Row(chosen, JsonText.object(), null));
    }

    private ObjectNode selected(ObjectNode body) {
        ObjectNode value = JsonText.object();
        for (String name : request.selectList()) {
            JsonNode field = body.get(name);
            if (field != null && !name.equals(FieldView.ID)) {
                value.set(name, field);
            }
        }
        return value;
    }

    private Row weighed(Row row) {
        weight.add(row);
        return row;
    }
}
