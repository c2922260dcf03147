package org.skerry.jio.local.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.skerry.jio.JsonText;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Facet;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.SortKey;
import tools.jackson.databind.JsonNode;

/** Requests about some records: what they hold, nearly what they hold, and what nobody holds. */
final class RandomRequests {

    static final KeySchema SCHEMA = KeySchema.read(
            JsonText.read("""
                    {"key_set": {
                        "alias": "title",
                        "alias_id": "__id",
                        "cast": {"read_from": "n", "cast_to": "text"},
                        "date": {"read_from": "mixed", "cast_to": "date"},
                        "plain": {"read_from": "tags"},
                        "first": {"read_from": "title", "equal_match": "first"}}}
                    """),
            Map.of(
                    "text",
                    value -> value.isMissingNode()
                            ? value
                            : JsonText.nodes()
                                    .stringNode(value.asString("other").toLowerCase(java.util.Locale.ROOT)),
                    "date",
                    KeySchema::castDateTime),
            Map.of(
                    "first",
                    (recordValue, queryValue) ->
                            JsonText.write(recordValue).regionMatches(1, JsonText.write(queryValue), 1, 1)));

    private static final List<String> SCHEMA_KEYS = List.of("alias", "alias_id", "cast", "date", "plain", "first");
    private static final int MANY_ROWS = 1_000;

    private final Random random;
    private final RandomRecords values;

    RandomRequests(Random random, RandomRecords values) {
        this.random = random;
        this.values = values;
    }

    /** Whether the schema, and not the value itself, says how rows are sorted by a name. */
    static boolean isCast(String name) {
        return !SCHEMA.sortsPlainly(name);
    }

    AllDocs request(List<StoredRecord> records) {
        return new AllDocs(
                query(records, 0),
                sortOn(),
                limit(records.size()),
                selectList(),
                random.nextInt(6) == 0,
                false,
                facets());
    }

    /** The page after a page, or one far from it. */
    AllDocs nextPage(AllDocs request) {
        Limit limit = request.limit();
        long count = limit.count() == 0 ? 10 : limit.count();
        long from = random.nextBoolean() && limit.from() < MANY_ROWS * 3 && count < MANY_ROWS
                ? limit.from() + count
                : random.nextInt(3 * MANY_ROWS);
        return new AllDocs(
                request.query(),
                request.sortOn(),
                new Limit(from, count),
                request.selectList(),
                request.includeDocs(),
                false,
                request.facets());
    }

    private Query query(List<StoredRecord> records, int depth) {
        int kind = random.nextInt(depth == 0 ? 12 : 8 + 4 * depth);
        if (depth > 3 || kind > 5) {
            return compare(records);
        }
        return switch (kind) {
            case 0 -> new Query.Not(query(records, depth + 1));
            case 1, 2 -> new Query.And(parts(records, depth));
            case 3, 4 -> new Query.Or(parts(records, depth));
            default -> depth > 0 && random.nextInt(4) > 0 ? compare(records) : Query.ALL;
        };
    }

    private List<Query> parts(List<StoredRecord> records, int depth) {
        List<Query> parts = new ArrayList<>();
        int size = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            parts.add(query(records, depth + 1));
        }
        return parts;
    }

    private Query compare(List<StoredRecord> records) {
        Query.Operator[] operators = Query.Operator.values();
        Query.Operator operator =
                random.nextInt(3) == 0 ? Query.Operator.DEFAULT : operators[random.nextInt(operators.length)];
        String name = values.name();
        String text = values.word();
        if (!records.isEmpty() && random.nextInt(4) > 0) {
            StoredRecord one = records.get(random.nextInt(records.size()));
            List<String> names = new ArrayList<>(one.body().propertyNames());
            if (!names.isEmpty()) {
                name = names.get(random.nextInt(names.size()));
                List<String> texts = RandomRecords.texts(one.body().get(name));
                text = texts.isEmpty() ? text : texts.get(random.nextInt(texts.size()));
            }
            if (random.nextInt(12) == 0) {
                name = "__id";
                text = one.id().text();
            }
        } else if (random.nextInt(6) == 0) {
            text = values.longWord();
        } else if (random.nextInt(6) == 0) {
            name = "many";
            text = values.manyText();
        }
        Query.Key key = key(name);
        JsonNode operand = operand(text);
        boolean meansWords = key.equals(Query.Key.of("SearchableText")) && operator == Query.Operator.DEFAULT;
        return new Query.Compare(key, meansWords ? Query.Operator.EQUAL : operator, operand);
    }

    private Query.Key key(String name) {
        return switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> Query.Key.ANY_FIELD;
            case 4 -> Query.Key.of(values.oneOf(SCHEMA_KEYS));
            case 5 ->
                new Query.Key.Custom(
                        name,
                        random.nextInt(3) > 0 ? Optional.empty() : Optional.of("text"),
                        random.nextInt(3) > 0 ? Optional.empty() : Optional.of("first"));
            case 6 -> random.nextInt(4) == 0 ? Query.Key.NONE : Query.Key.of("unknown");
            case 7 -> Query.Key.of(values.name());
            default -> Query.Key.of(name);
        };
    }

    private JsonNode operand(String text) {
        return switch (random.nextInt(16)) {
            case 0, 1 -> values.scalar();
            case 2 -> random.nextBoolean() ? values.any() : JsonText.nodes().missingNode();
            case 3, 4, 5 -> JsonText.nodes().stringNode(text);
            default -> JsonText.nodes().stringNode(pattern(text));
        };
    }

    private String pattern(String text) {
        StringBuilder pattern = new StringBuilder(text);
        int from = random.nextInt(text.length() + 1);
        int to = from + random.nextInt(text.length() - from + 1);
        switch (random.nextInt(12)) {
            case 0, 1 ->
                pattern.delete(Math.min(to, random.nextInt(2 * ValueTerm.MAX_LENGTH)), pattern.length())
                        .append('%');
            case 2, 3, 4 -> {
                String part = text.substring(from, Math.min(to, from + 1 + random.nextInt(6)));
                return "%" + part + "%";
            }
            case 5 -> {
                return "%" + text.substring(from);
            }
            case 6 -> pattern.replace(from, to, "%");
            case 7 ->
                pattern.replace(from, Math.min(from + 1, pattern.length()), "_").append('%');
            case 8 ->
                pattern.insert(from, values.oneOf(List.of("%", "_", "%%", "_%", "a", "测")))
                        .append('%');
            case 9 -> {
                return random.nextBoolean()
                        ? text.toUpperCase(java.util.Locale.ROOT) + "%"
                        : LikePatternCase.flipped(text);
            }
            case 10 -> {
                return values.oneOf(List.of("%", "%%", "_%", "%_", "_", "%_%_%", "%a%b%", "%测%试%", "a%c", "%\u0000%"));
            }
            default -> pattern.append(values.oneOf(List.of("a", "\u0000", "测", " ")));
        }
        return pattern.toString();
    }

    private List<SortKey> sortOn() {
        List<SortKey> keys = new ArrayList<>();
        int size = random.nextInt(3) > 0 ? random.nextInt(3) : random.nextInt(4);
        for (int i = 0; i < size; i++) {
            String name = switch (random.nextInt(14)) {
                case 0 -> "unknown";
                case 1 -> "__id";
                case 2 -> random.nextInt(3) == 0 ? values.oneOf(SCHEMA_KEYS) : "n";
                case 3, 4, 5 -> "n";
                case 6, 7 -> "title";
                case 8 -> "mixed";
                case 9 -> "tags";
                default -> values.name();
            };
            keys.add(new SortKey(
                    name, random.nextBoolean() ? SortKey.Direction.ASCENDING : SortKey.Direction.DESCENDING));
        }
        return keys;
    }

    private Limit limit(int size) {
        return switch (random.nextInt(8)) {
            case 0 -> new Limit(random.nextInt(size + 5), 0);
            case 1 -> new Limit(random.nextInt(size + 1), 1 + random.nextInt(20));
            case 2 -> new Limit(0, 1 + random.nextInt(Math.max(1, 2 * size)));
            case 3 -> new Limit(size > MANY_ROWS ? MANY_ROWS : 2, 1 + random.nextInt(40));
            case 4 -> random.nextInt(8) == 0 ? new Limit(Long.MAX_VALUE, Long.MAX_VALUE) : new Limit(1, Long.MAX_VALUE);
            default -> size > MANY_ROWS ? new Limit(0, 50) : Limit.NONE;
        };
    }

    private List<String> selectList() {
        List<String> names = new ArrayList<>();
        if (random.nextInt(5) == 0) {
            for (int i = random.nextInt(4); i > 0; i--) {
                names.add(values.name());
            }
        }
        return names;
    }

    private List<Facet> facets() {
        List<Facet> facets = new ArrayList<>();
        if (random.nextInt(6) == 0) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                String prefix = random.nextInt(3) == 0 ? values.word() : "";
                int length = Math.min(prefix.length(), 2);
                facets.add(new Facet(
                        random.nextInt(10) == 0 ? "unknown" : values.name(),
                        1 + random.nextInt(12),
                        prefix.substring(0, length)));
            }
        }
        return facets;
    }

    /** Texts in another case. */
    private static final class LikePatternCase {
        private LikePatternCase() {}

        static String flipped(String text) {
            StringBuilder flipped = new StringBuilder("%");
            text.chars()
                    .forEach(c -> flipped.append(
                            (char) (Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))));
            return flipped.append('%').toString();
        }
    }
}
