package org.skerry.system.conformance;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.QueryEvaluator;
import org.skerry.jio.query.Row;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Recognises the wanted deviations among answers to query cases. */
final class QueryDeviations {

    /** What every JavaScript object has, so that jIO takes it for a field. */
    private static final Set<String> INHERITED = Set.of(
            "constructor",
            "hasOwnProperty",
            "isPrototypeOf",
            "propertyIsEnumerable",
            "toLocaleString",
            "toString",
            "valueOf",
            "__proto__");

    private QueryDeviations() {}

    /** An answer where jIO refuses or answers otherwise. */
    static Optional<Deviation> ofAnswer(
            JsonNode options, List<StoredRecord> records, JsonNode expectedError, Answer answer) {
        if (expectedError.path("message").asString("").contains("'include'")) {
            return hasDocs(options, records, answer) ? Optional.of(Deviation.INCLUDE_DOCS) : Optional.empty();
        }
        JsonNode query = options.path("query");
        if (query.isObject() && hasNegatedList(query)) {
            AllDocs explicit = AllDocsJson.read(((ObjectNode) options.deepCopy()).set("query", withAnd(query)));
            return ids(answer).equals(ids(new QueryEvaluator(KeySchema.NONE).evaluate(explicit, records)))
                    ? Optional.of(Deviation.NEGATED_LIST)
                    : Optional.empty();
        }
        return expectedError.isMissingNode() && isOwnField(options, records, answer)
                ? Optional.of(Deviation.OWN_FIELDS)
                : Optional.empty();
    }

    /** A refusal where jIO answers. */
    static Optional<Deviation> ofRefusal(JsonNode options, StorageException refusal) {
        if (!(refusal instanceof StorageException.BadRequest)) {
            return Optional.empty();
        }
        for (JsonNode number : options.path("limit")) {
            if (!number.isNull()
                    && (!number.isIntegralNumber() || number.decimalValue().signum() < 0)) {
                return Optional.of(Deviation.STRICT_LIMIT);
            }
        }
        boolean isNonsense = hasEmptyNot(options.path("query"))
                || options.path("sort_on").valueStream().anyMatch(QueryDeviations::hasNoDirection);
        return isNonsense ? Optional.of(Deviation.EARLY_REFUSAL) : Optional.empty();
    }

    private static boolean hasNoDirection(JsonNode sortKey) {
        String direction = sortKey.path(1).asString("");
        return !direction.equals("ascending") && !direction.equals("descending");
    }

    private static boolean hasDocs(JsonNode options, List<StoredRecord> records, Answer answer) {
        boolean wanted = options.path("include_docs").asBoolean(false);
        AllDocs plain = AllDocsJson.read(((ObjectNode) options.deepCopy()).without("include_docs"));
        return ids(answer).equals(ids(new QueryEvaluator(KeySchema.NONE).evaluate(plain, records)))
                && answer.rows().stream()
                        .allMatch(row -> wanted ? row.doc() != null && isRecord(row, records) : row.doc() == null);
    }

    private static boolean isRecord(Row row, List<StoredRecord> records) {
        return records.contains(new StoredRecord(row.id(), Objects.requireNonNull(row.doc())));
    }

    private static Set<String> ids(Answer answer) {
        return new HashSet<>(ExpectedRows.ids(answer));
    }

    private static boolean isNot(JsonNode query) {
        return query.path("operator").asString("").equalsIgnoreCase("NOT");
    }

    private static boolean hasEmptyNot(JsonNode query) {
        return query.path("type").asString("").equals("complex")
                && (isNot(query) && query.path("query_list").isEmpty()
                        || query.path("query_list").valueStream().anyMatch(QueryDeviations::hasEmptyNot));
    }

    private static boolean hasNegatedList(JsonNode query) {
        return isNot(query) && query.path("query_list").size() > 1
                || query.path("query_list").valueStream().anyMatch(QueryDeviations::hasNegatedList);
    }

    private static JsonNode withAnd(JsonNode query) {
        if (!query.path("query_list").isArray()) {
            return query;
        }
        ObjectNode complex = (ObjectNode) query.deepCopy();
        var parts = complex.putArray("query_list");
        query.path("query_list").forEach(part -> parts.add(withAnd(part)));
        if (!isNot(query) || parts.size() < 2) {
            return complex;
        }
        ObjectNode and = JsonText.object().put("type", "complex").put("operator", "AND");
        and.set("query_list", parts.deepCopy());
        complex.putArray("query_list").add(and);
        return complex;
    }

    private static boolean isOwnField(JsonNode options, List<StoredRecord> records, Answer answer) {
        String query = options.path("query").asString("");
        int colon = query.indexOf(':');
        String field = colon < 0 ? "" : query.substring(0, colon).strip();
        if (!INHERITED.contains(field)) {
            return false;
        }
        Set<String> withField = new HashSet<>();
        records.stream()
                .filter(stored -> stored.body().has(field))
                .forEach(stored -> withField.add(stored.id().text()));
        return withField.containsAll(ids(answer));
    }
}
