package org.skerry.jio.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.skerry.jio.JsonText;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Queries that ask for as much work as they can. */
final class HostileQueries {

    /** A request that may already be refused while it is read. */
    @FunctionalInterface
    interface Asked {
        AllDocs read();
    }

    private static final Map<String, Asked> ALL = made();

    private HostileQueries() {}

    static Map<String, Asked> all() {
        return ALL;
    }

    private static Map<String, Asked> made() {
        Map<String, Asked> all = new LinkedHashMap<>();
        wildcards(all);
        words(all);
        comparisons(all);
        nests(all);
        options(all);
        return all;
    }

    private static ObjectNode simple(String key, String operator, JsonNode value) {
        ObjectNode query =
                JsonText.object().put("type", "simple").put("key", key).put("operator", operator);
        query.set("value", value);
        return query;
    }

    private static ObjectNode text(String key, String value) {
        return simple(key, "", JsonText.nodes().stringNode(value));
    }

    private static ObjectNode complex(String operator, List<ObjectNode> parts) {
        ObjectNode query = JsonText.object().put("type", "complex").put("operator", operator);
        query.putArray("query_list").addAll(parts);
        return query;
    }

    private static ObjectNode options(JsonNode query) {
        ObjectNode options = JsonText.object();
        options.set("query", query);
        options.putArray("limit").add(0).add(20);
        return options;
    }

    private static void add(Map<String, Asked> all, String name, JsonNode query) {
        all.put(name, () -> AllDocsJson.read(options(query)));
    }

    private static void wildcards(Map<String, Asked> all) {
        Map<String, String> patterns = new LinkedHashMap<>();
        patterns.put("everything", "%");
        patterns.put("nothing", "%\uFFFF\uFFFE%");
        patterns.put("%a 2,000 times", "%a".repeat(2_000));
        patterns.put("%a% 30 times", "%a".repeat(30) + "%");
        patterns.put("_ 4,000 times", "_".repeat(4_000) + "%");
        patterns.put("%_ 2,000 times", "%_".repeat(2_000));
        patterns.put("%_%a 1,000 times", "%_%a".repeat(1_000));
        patterns.put("a 4,000 times", "%" + "a".repeat(4_000) + "%");
        patterns.put("ab 2,000 times and an end", "%" + "ab".repeat(2_000) + "c%");
        patterns.put("a million letters", "%" + "a".repeat(1_000_000));
        patterns.put("a million %", "%".repeat(1_000_000));
        patterns.put("one letter", "%a%");
        patterns.put("one digit", "%1%");
        patterns.put("one character", "%测%");
        patterns.put("half an emoji", "%\ud83d%");
        patterns.put("two letters", "%aa%");
        patterns.put("three letters", "%aaa%");
        patterns.put("ends with", "%9");
        patterns.put("begins with", "I%");
        patterns.put("begins and ends", "I%9");
        patterns.put("one character each", "It_m 1% _a_a %");
        patterns.put("U+0000", "%\u0000%");
        patterns.put("a right-to-left mark", "%\u200f%");
        patterns.put("combining marks", "%" + "\u0301".repeat(1_000) + "%");
        patterns.put("case folding", "%ßſKİς%");
        patterns.put(
                "all code units",
                "%" + IntStream.range(1, 4_000).mapToObj(Character::toString).collect(Collectors.joining()));
        for (String field : List.of("", "title", "u3", "long", "list", "__id", "unknown")) {
            patterns.forEach((name, pattern) ->
                    add(all, "like, " + (field.isEmpty() ? "any field" : field) + ": " + name, text(field, pattern)));
        }
    }

    private static void words(Map<String, Asked> all) {
        Random random = new Random(1);
        for (int comparisons : new int[] {1, 2, 16, 256}) {
            ObjectNode any = JsonText.object().put("type", "complex").put("operator", "OR");
            ArrayNode parts = any.putArray("query_list");
            for (int i = 0; i < comparisons; i++) {
                parts.add(text("SearchableText", longWords(random)));
            }
            add(all, comparisons + " times 64 words of 32 letters", any);
        }
    }

    private static String longWords(Random random) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 64 * 32; i++) {
            words.append(i % 32 == 0 ? " " : "").append((char) ('a' + random.nextInt(26)));
        }
        return words.toString();
    }

    private static void comparisons(Map<String, Asked> all) {
        List<String> operands = List.of(
                "0",
                "-0",
                "5",
                "1e400",
                "-1e400",
                "1e-400",
                "9007199254740993",
                "null",
                "true",
                "[]",
                "{}",
                "\"\"",
                "\"NaN\"",
                "\"0x10\"",
                "\"a\"",
                "[1,[2,[3]]]",
                "{\"content\":1}");
        for (String operand : operands) {
            for (String operator : List.of("=", "!=", "<", ">=")) {
                for (String key : List.of("title", "n", "list")) {
                    add(all, key + operator + operand, simple(key, operator, JsonText.read(operand)));
                }
            }
        }
        add(
                all,
                "title= a million letters",
                simple("title", "=", JsonText.nodes().stringNode("x".repeat(1_000_000))));
        add(
                all,
                "title< a million letters",
                simple("title", "<", JsonText.nodes().stringNode("x".repeat(1_000_000))));
        add(all, "a key of a million letters", text("k".repeat(1_000_000), "x"));
        add(all, "__id!=", simple("__id", "!=", JsonText.nodes().stringNode("r1")));
        add(all, "__id<", simple("__id", "<", JsonText.nodes().stringNode("r5")));
    }

    private static ObjectNode nested(String operator, int depth) {
        ObjectNode query = text("title", "%1%");
        for (int i = 1; i < depth; i++) {
            query = complex(
                    operator, operator.equals("NOT") ? List.of(query) : List.of(query, text("u1", "%" + i % 10 + "%")));
        }
        return query;
    }

    private static void nests(Map<String, Asked> all) {
        for (String operator : List.of("NOT", "AND", "OR")) {
            for (int depth : List.of(10, 60, 199, 200, 201)) {
                if (depth < 60 || operator.equals("NOT") || depth > 200) {
                    all.put(operator + " nested " + depth, () -> AllDocsJson.read(options(nested(operator, depth))));
                }
            }
            all.put(
                    operator + " in brackets",
                    () -> AllDocsJson.read(
                            options(JsonText.nodes().stringNode("(".repeat(5_000) + "a" + ")".repeat(5_000)))));
        }
        for (String operator : List.of("AND", "OR")) {
            add(all, operator + " of 256 values", complex(operator, many("u1", "value", 256)));
            add(all, operator + " of 5,000 values", complex(operator, many("u1", "value", 5_000)));
            add(all, operator + " of 64 patterns", complex(operator, many("title", "%tem 1%", 64)));
            add(all, operator + " of 32 patterns in any field", complex(operator, many("", "z", 32)));
        }
        add(all, "5,000 words", JsonText.nodes().stringNode("a ".repeat(5_000)));
        add(all, "300 words", JsonText.nodes().stringNode("zz ".repeat(300)));
        add(all, "no query", JsonText.nodes().stringNode("))((AND OR NOT \"\"\" \u0000"));
    }

    private static List<ObjectNode> many(String key, String value, int count) {
        return IntStream.range(0, count).mapToObj(i -> text(key, value + i)).toList();
    }

    private static void options(Map<String, Asked> all) {
        for (String limit : List.of(
                "[0,0]",
                "[0,1000]",
                "[99990,10]",
                "[99999999999,10]",
                "[1e30,1e30]",
                "[-1,5]",
                "[0.5,1]",
                "[50000,50000]")) {
            all.put("limit " + limit, () -> withOption("limit", JsonText.read(limit)));
            all.put("limit " + limit + " sorted", () -> sorted(limit, List.of("u1", "n")));
        }
        all.put(
                "sorted by 100 fields",
                () -> sorted(
                        "[0,10]",
                        IntStream.range(0, 100).mapToObj(i -> "u" + i % 20).toList()));
        all.put(
                "sorted by 100 unknown",
                () -> sorted(
                        "[0,10]", IntStream.range(0, 100).mapToObj(i -> "x" + i).toList()));
        all.put("sorted by long values", () -> sorted("[0,10]", List.of("long")));
        all.put("sorted by lists", () -> sorted("[0,10]", List.of("list")));
        all.put(
                "everything with its records",
                () -> AllDocsJson.read(JsonText.object().put("include_docs", true)));
        all.put("20 facets", () -> withOption("facets", facets(20, "u")));
        all.put("21 facets", () -> withOption("facets", facets(21, "u")));
        all.put("20 facets of nothing", () -> withOption("facets", facets(20, "x")));
        all.put(
                "facets of ids",
                () -> withOption(
                        "facets", JsonText.nodes().arrayNode().add("__id").add("title")));
        all.put("10,000 selected fields", () -> withOption("select_list", selected()));
    }

    private static AllDocs withOption(String name, JsonNode value) {
        ObjectNode options = options(JsonText.nodes().stringNode(""));
        options.set(name, value);
        return AllDocsJson.read(options);
    }

    private static ArrayNode selected() {
        ArrayNode names = JsonText.nodes().arrayNode();
        IntStream.range(0, 10_000).forEach(i -> names.add("u" + i));
        return names;
    }

    private static ArrayNode facets(int count, String prefix) {
        ArrayNode facets = JsonText.nodes().arrayNode();
        IntStream.range(0, count)
                .forEach(i -> facets.addObject().put("field", prefix + i).put("limit", 1_000));
        return facets;
    }

    private static AllDocs sorted(String limit, List<String> names) {
        ObjectNode options = JsonText.object();
        options.set("limit", JsonText.read(limit));
        ArrayNode pairs = options.putArray("sort_on");
        names.forEach(name -> pairs.addArray().add(name).add("descending"));
        return AllDocsJson.read(options);
    }
}
