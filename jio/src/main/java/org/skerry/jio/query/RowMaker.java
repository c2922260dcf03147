package org.skerry.jio.query;

import org.skerry.jio.*;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the rows of an answer. */
public final class RowMaker {
    private final AllDocs request;

    public RowMaker(AllDocs request, KeySchema schema, FullText fullText) {
        this.request = request;
    }

    /** @throws StorageException.TooLarge if so many rows are too many for an answer, whatever is in them */
    public static void checkCount(long rows) {
        if (rows > RowWeight.MAX / RowWeight.ROW) {
            throw RowWeight.tooLarge();
        }
    }

    public boolean needsBody() {
        return request.includeDocs() || !request.selectList().isEmpty() || request.highlight();
    }

    public Row row(RecordId id) {
        return new Row(id, JsonText.object(), null);
    }

    public Row row(StoredRecord chosen) {
        ObjectNode value = JsonText.object();
        for (String name : request.selectList()) {
            JsonNode field = chosen.body().get(name);
            if (field != null && !name.equals(RecordMatcher.ID)) {
                value.set(name, field);
            }
        }
        return new Row(chosen.id(), value, request.includeDocs() ? chosen.body() : null);
    }
}
