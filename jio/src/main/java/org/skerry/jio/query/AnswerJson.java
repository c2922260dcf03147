package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The result of jIO's {@code allDocs} as JSON: {@code {"data": {"rows", "total_rows", "total_count"}}}. */
public final class AnswerJson {

    private AnswerJson() {}

    /** jIO's {@code total_rows} is the number of rows here; {@code total_count} tells how many there are without a limit. */
    public static ObjectNode write(Answer answer) {
        ObjectNode result = JsonText.object();
        ObjectNode data = result.putObject("data");
        ArrayNode rows = data.putArray("rows");
        for (Row row : answer.rows()) {
            ObjectNode json = rows.addObject().put("id", row.id().text());
            json.set("value", row.value());
            if (row.doc() != null) {
                json.set("doc", row.doc());
            }
        }
        data.put("total_rows", answer.rows().size());
        data.put("total_count", answer.totalCount());
        return result;
    }

    /**
     * Reads what {@link #write} wrote, or another jIO: without {@code total_count} the number of rows is taken.
     *
     * @throws StorageException.Failed if it is not such a result
     */
    public static Answer read(JsonNode result) {
        JsonNode data = result.path("data");
        if (!data.path("rows").isArray()) {
            throw unreadable();
        }
        List<Row> rows = new ArrayList<>();
        for (JsonNode row : data.path("rows")) {
            rows.add(row(row));
        }
        JsonNode total = data.path("total_count");
        return new Answer(rows, total.canConvertToLong() ? total.longValue() : rows.size());
    }

    private static Row row(JsonNode row) {
        if (!row.path("id").isString()) {
            throw unreadable();
        }
        ObjectNode value = object(row.path("value"));
        return new Row(
                new RecordId(row.path("id").stringValue()),
                value == null ? JsonText.object() : value,
                object(row.path("doc")));
    }

    private static @Nullable ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : null;
    }

    private static StorageException.Failed unreadable() {
        return new StorageException.Failed("The other side's answer to allDocs cannot be read.");
    }
}
