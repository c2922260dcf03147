package org.skerry.system.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Row;
import tools.jackson.databind.JsonNode;

/** What a query case says of the answer: ids, their order up to ties, values of rows. */
record ExpectedRows(JsonNode expected) {

    /** Whether the order in which records were put decides which rows are in the answer. */
    boolean dependsOnInsertion(JsonNode options) {
        String basis = expected.path("order_basis").asString("");
        return basis.equals("insertion") || basis.equals("sort+insertion") && options.has("limit");
    }

    boolean isMetBy(Answer answer) {
        List<String> ids = ids(answer);
        List<String> wanted = wantedIds();
        boolean sameIds = expected.path("ordered").asBoolean(false)
                ? groups(ids).equals(groups(wanted)) && sameSet(ids, wanted)
                : sameSet(ids, wanted);
        return sameIds
                && answer.rows().size() == expected.path("total_rows").intValue()
                && answer.totalCount() >= answer.rows().size()
                && hasValues(answer);
    }

    private static boolean sameSet(List<String> ids, List<String> wanted) {
        return ids.size() == wanted.size() && new HashSet<>(ids).equals(new HashSet<>(wanted));
    }

    private List<String> wantedIds() {
        return expected.path("ids").valueStream().map(JsonNode::stringValue).toList();
    }

    // Ids that compare equal under all sort keys count as one.
    private List<String> groups(List<String> ids) {
        Map<String, String> groupOf = new HashMap<>();
        for (JsonNode tie : expected.path("ties")) {
            tie.forEach(id -> groupOf.put(id.stringValue(), tie.toString()));
        }
        return ids.stream().map(id -> groupOf.getOrDefault(id, id)).toList();
    }

    private boolean hasValues(Answer answer) {
        Map<String, JsonNode> values = new HashMap<>();
        answer.rows().forEach(row -> values.put(row.id().text(), row.value()));
        for (JsonNode row : expected.path("rows")) {
            if (!row.path("value").equals(values.get(row.path("id").stringValue()))) {
                return false;
            }
        }
        return true;
    }

    static List<String> ids(Answer answer) {
        List<String> ids = new ArrayList<>();
        for (Row row : answer.rows()) {
            ids.add(row.id().text());
        }
        return ids;
    }
}
