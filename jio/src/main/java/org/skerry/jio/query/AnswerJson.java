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
            if (!row.highlights().isEmpty()) {
                json.set("highlights", highlights(row.highlights()));
            }
        }
        data.put("total_rows", answer.rows().size());
        data.put("total_count", answer.totalCount());
        if (!answer.facets().isEmpty()) {
            data.set("facets", facets(answer.facets()));
        }
        if (!answer.unread().isEmpty()) {
            ArrayNode unread = data.putArray("unread");
            answer.unread().forEach(unread::add);
        }
        return result;
    }

    private static ArrayNode highlights(List<Highlight> highlights) {
        ArrayNode list = JsonText.nodes().arrayNode();
        for (Highlight highlight : highlights) {
            ObjectNode json = list.addObject().put("field", highlight.field()).put("text", highlight.text());
            ArrayNode marks = json.putArray("marks");
            highlight.marks().forEach(mark -> marks.addArray().add(mark.from()).add(mark.to()));
        }
        return list;
    }

    private static ArrayNode facets(List<FacetCounts> facets) {
        ArrayNode list = JsonText.nodes().arrayNode();
        for (FacetCounts facet : facets) {
            ObjectNode json = list.addObject().put("field", facet.field()).put("distinct", facet.distinct());
            ArrayNode values = json.putArray("values");
            facet.values()
                    .forEach(value ->
                            values.addObject().put("value", value.value()).put("count", value.count()));
        }
        return list;
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
        return new Answer(
                rows,
                total.canConvertToLong() ? total.longValue() : rows.size(),
                readFacets(data.path("facets")),
                data.path("unread").valueStream().map(id -> id.asString("")).toList());
    }

    private static List<FacetCounts> readFacets(JsonNode facets) {
        List<FacetCounts> counts = new ArrayList<>();
        for (JsonNode facet : facets) {
            List<FacetCounts.ValueCount> values = new ArrayList<>();
            for (JsonNode value : facet.path("values")) {
                values.add(new FacetCounts.ValueCount(text(value, "value"), number(value, "count")));
            }
            counts.add(new FacetCounts(text(facet, "field"), values, number(facet, "distinct")));
        }
        return counts;
    }

    private static List<Highlight> readHighlights(JsonNode highlights) {
        List<Highlight> list = new ArrayList<>();
        for (JsonNode highlight : highlights) {
            List<Highlight.Mark> marks = new ArrayList<>();
            for (JsonNode mark : highlight.path("marks")) {
                if (!mark.path(0).isInt() || !mark.path(1).isInt()) {
                    throw unreadable();
                }
                marks.add(
                        new Highlight.Mark(mark.path(0).intValue(), mark.path(1).intValue()));
            }
            String text = text(highlight, "text");
            if (marks.stream()
                    .anyMatch(mark -> mark.from() < 0 || mark.to() <= mark.from() || mark.to() > text.length())) {
                throw unreadable();
            }
            list.add(new Highlight(text(highlight, "field"), text, marks));
        }
        return list;
    }

    private static String text(JsonNode object, String name) {
        if (!object.path(name).isString()) {
            throw unreadable();
        }
        return object.path(name).stringValue();
    }

    private static long number(JsonNode object, String name) {
        if (!object.path(name).canConvertToLong()) {
            throw unreadable();
        }
        return object.path(name).longValue();
    }

    private static Row row(JsonNode row) {
        if (!row.path("id").isString()) {
            throw unreadable();
        }
        ObjectNode value = object(row.path("value"));
        return new Row(
                new RecordId(row.path("id").stringValue()),
                value == null ? JsonText.object() : value,
                object(row.path("doc")),
                readHighlights(row.path("highlights")));
    }

    private static @Nullable ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : null;
    }

    private static StorageException.Failed unreadable() {
        return new StorageException.Failed("The other side's answer to allDocs cannot be read.");
    }
}
