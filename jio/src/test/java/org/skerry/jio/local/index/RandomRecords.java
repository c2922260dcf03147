package org.skerry.jio.local.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Records of few names and few values, so that they meet; with all that is hard for an index. */
final class RandomRecords {

    /** Longer than an index keeps names. */
    private static final String LONG_NAME = "long name ".repeat(20);

    static final List<String> NAMES = List.of(
            "title",
            "title",
            "n",
            "n",
            "pure",
            "mixed",
            "tags",
            "long",
            "测试",
            "",
            "__id",
            "SearchableText",
            "_id",
            "a b:\"%_",
            "😀",
            "\ud800",
            "\u0000",
            LONG_NAME);

    private static final List<String> WORDS = List.of(
            "",
            "a",
            "A",
            "b",
            "ab",
            "aB",
            "abc",
            "ABC",
            "abcd",
            "bcd",
            "abc abc",
            "Wei",
            "wei",
            "Li Wei",
            "測試",
            "测试",
            "测",
            "中文数据库",
            "数据",
            "数a据",
            "a数据",
            "straße",
            "STRASSE",
            "ß",
            "ſ",
            "s",
            "S",
            "K",
            "\u212a",
            "k",
            "İ",
            "i",
            "I",
            "ı",
            "ς",
            "σ",
            "Σ",
            "Å",
            "å",
            "\u212b",
            "ǆ",
            "ǅ",
            "Ǆ",
            "µ",
            "μ",
            "ŉ",
            "😀",
            "😁",
            "😀😁",
            "\ud83d",
            "\ude00",
            "a\ud83d",
            "\uE000",
            "\uFFFF",
            "é",
            "e\u0301",
            "5",
            "05",
            "5.0",
            "9",
            "10",
            "1e3",
            "0x10",
            " 7 ",
            " ",
            "Infinity",
            "-Infinity",
            "NaN",
            "-0",
            "0",
            "1",
            "true",
            "false",
            "null",
            "undefined",
            "[object Object]",
            "a\nb",
            "a\r\nb",
            "\u2028",
            "a\u2029b",
            "\u0000",
            "a\u0000",
            "a\u0000b",
            "a\u0001",
            "\u0001",
            "%",
            "_",
            "100%",
            "a_b",
            "a%b",
            "9007199254740993",
            "9007199254740992",
            "1e+400",
            "1,2",
            "a,b",
            ",");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-0.0",
            "1",
            "-1",
            "2",
            "5",
            "9",
            "10",
            "100",
            "1000",
            "1e3",
            "1.0",
            "1.5",
            "0.1",
            "-2.5",
            "9007199254740991",
            "9007199254740992",
            "9007199254740993",
            "-9007199254740993",
            "1e400",
            "-1e400",
            "1e-400",
            "-1e-400",
            "1e21",
            "1e-7",
            "123456789012345678901234567890",
            "0.1000000000000000000001",
            "5e-324",
            "1.7976931348623157e308",
            "16",
            "7");

    private static final List<String> FINITE = NUMBERS.stream()
            .filter(number -> Double.isFinite(Double.parseDouble(number)))
            .toList();

    private static final int[] LENGTHS = {
        254, 255, 256, 257, 258, 339, 340, 341, 342, 343, 510, 1_018, 1_020, 1_021, 1_022, 1_023, 1_024, 1_025, 1_026,
        1_999, 2_000, 2_001, 2_100, 16_384, 16_385
    };

    private static final List<String> ENDS =
            List.of("", "", "a", "A", "b", "测", "\ud800", "\ud801", "\u0000", "K", "\u212a");

    private final Random random;
    private final int ids;
    private final int names;
    private final boolean hasManyValues;

    /**
     * @param ids how many different ids there are
     * @param names how many more names of fields there are
     * @param hasManyValues whether there is a field with so many distinct values that an index begins to look for parts
     */
    RandomRecords(Random random, int ids, int names, boolean hasManyValues) {
        this.random = random;
        this.ids = ids;
        this.names = names;
        this.hasManyValues = hasManyValues;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    RecordId id() {
        int number = random.nextInt(ids);
        return new RecordId(
                switch (number % 7) {
                    case 0 -> "测" + number;
                    case 1 -> "😀" + number;
                    case 2 -> "\uE000" + number;
                    case 3 -> "A" + number;
                    case 4 -> "a" + number;
                    case 5 -> "a\u0000" + number;
                    default -> Integer.toString(number);
                });
    }

    String name() {
        if (names > 0 && random.nextInt(3) == 0) {
            return "f" + random.nextInt(names);
        }
        return oneOf(NAMES);
    }

    StoredRecord record(RecordId id) {
        ObjectNode body = JsonText.object();
        int fields = random.nextInt(7);
        for (int i = 0; i < fields; i++) {
            String name = name();
            body.set(name, value(name));
        }
        if (hasManyValues) {
            ArrayNode many = body.putArray("many");
            for (int i = 0; i < 30; i++) {
                many.add(manyText());
            }
        }
        for (int i = 0; i < names / 50; i++) {
            body.set("f" + random.nextInt(names), scalar()); // so many that more have no room in an index
        }
        // as it comes from the disk
        return new StoredRecord(id, (ObjectNode) JsonText.read(JsonText.write(body)));
    }

    String manyText() {
        int number = random.nextInt(40_000);
        return switch (number % 4) {
            case 0 -> "数" + (char) ('一' + number % 97) + (char) ('一' + number / 97 % 89) + number % 10;
            case 1 -> "Item " + Integer.toString(number, 36);
            default -> Integer.toString(number, 26) + "-" + number % 7;
        };
    }

    private JsonNode value(String name) {
        return switch (name) {
            case "title" -> random.nextInt(8) == 0 ? any() : text();
            case "n" -> random.nextInt(8) == 0 ? any() : number();
            case "pure" -> JsonText.read(oneOf(FINITE));
            case "tags" -> list(0);
            case "long" -> random.nextInt(3) > 0 ? any() : longText();
            default -> any();
        };
    }

    JsonNode any() {
        return switch (random.nextInt(16)) {
            case 0 -> list(0);
            case 1 -> object(0);
            case 2 -> longText();
            default -> scalar();
        };
    }

    JsonNode scalar() {
        return switch (random.nextInt(8)) {
            case 0 -> JsonText.nodes().booleanNode(random.nextBoolean());
            case 1 -> JsonText.nodes().nullNode();
            case 2, 3, 4 -> number();
            default -> text();
        };
    }

    private JsonNode list(int depth) {
        ArrayNode list = JsonText.nodes().arrayNode();
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            list.add(
                    depth < 2 && random.nextInt(6) == 0
                            ? random.nextBoolean() ? list(depth + 1) : object(depth + 1)
                            : scalar());
        }
        return list;
    }

    private JsonNode object(int depth) {
        ObjectNode object = JsonText.object();
        if (random.nextInt(4) > 0) {
            object.set(
                    "content",
                    depth < 2 && random.nextInt(4) == 0
                            ? random.nextBoolean() ? list(depth + 1) : object(depth + 1)
                            : scalar());
        }
        return object;
    }

    JsonNode number() {
        return JsonText.read(oneOf(NUMBERS));
    }

    JsonNode text() {
        return JsonText.nodes().stringNode(word());
    }

    String word() {
        return random.nextInt(4) == 0 ? oneOf(WORDS) + oneOf(WORDS) : oneOf(WORDS);
    }

    JsonNode longText() {
        return JsonText.nodes().stringNode(longWord());
    }

    String longWord() {
        if (random.nextInt(3) == 0) {
            return "x".repeat(2_100) + oneOf(List.of("\ud800", "\ud801"));
        }
        int length = LENGTHS[random.nextInt(LENGTHS.length)];
        String filling = oneOf(List.of("x", "X", "测", "ab", "\u0000"));
        String end = oneOf(ENDS);
        StringBuilder text = new StringBuilder(filling.repeat(length)).delete(length, Integer.MAX_VALUE);
        if (random.nextInt(3) == 0) {
            String middle = oneOf(WORDS);
            int at = random.nextInt(length);
            text.replace(at, Math.min(length, at + middle.length()), middle);
            text.setLength(length);
        }
        return text.replace(length - end.length(), length, end).toString();
    }

    /** Values of a record in short: for a query that is to find it. */
    static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray() || value.isObject()) {
            value.forEach(item -> texts.addAll(texts(item)));
        } else {
            texts.add(value.asString(""));
        }
        return texts;
    }
}
