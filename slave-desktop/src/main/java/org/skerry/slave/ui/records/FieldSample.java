package org.skerry.slave.ui.records;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.skerry.jio.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a few records tell about the fields of all.
 *
 * @param fields in the order in which they are worth a look: what names a record first, then the most frequent ones
 */
public record FieldSample(List<Field> fields) {

    static final FieldSample NONE = new FieldSample(List.of());

    /** What people call a record by. */
    private static final List<String> NAMES = List.of("title", "name", "first", "last");

    /** A column is as wide as nine values in ten need. */
    private static final int MOST_IN_TEN = 9;

    private static final int FIRST_COLUMNS = 6;
    private static final int MAX_FACETS = 8;

    /** Longer values are prose, which nobody picks from a list. */
    private static final int LONGEST_VALUE = 40;

    /** From here on digits are hard to read without groups. */
    private static final double GROUPED_FROM = 10_000;

    /**
     * What the names of numbers are called with which nobody reckons. A number does not tell by itself what it is: 1689510 may
     * be the people of a town or the id of one, so the name decides, in the languages of this window and in those of codes.
     */
    private static final Set<String> CODES = Set.of(
            "id",
            "ids",
            "uid",
            "gid",
            "key",
            "code",
            "codes",
            "number",
            "no",
            "nr",
            "num",
            "numero",
            "numéro",
            "ref",
            "reference",
            "référence",
            "serial",
            "version",
            "revision",
            "year",
            "years",
            "année",
            "annee",
            "an",
            "phone",
            "telephone",
            "téléphone",
            "tel",
            "mobile",
            "fax",
            "zip",
            "postcode",
            "postal",
            "plz",
            "siren",
            "siret",
            "ean",
            "isbn",
            "gtin",
            "sku",
            "iban",
            "port",
            "geonameid");

    /** The same in Chinese, where words have no gaps. */
    private static final List<String> CHINESE_CODES =
            List.of("编号", "号码", "代码", "编码", "序号", "电话", "手机", "邮编", "年份", "年度");

    /** In fewer records nothing can be told from what comes again. */
    private static final int FEW = 8;

    public FieldSample {
        fields = List.copyOf(fields);
    }

    static FieldSample of(List<ObjectNode> records) {
        Map<String, List<JsonNode>> values = new LinkedHashMap<>();
        for (ObjectNode record : records) {
            record.properties()
                    .forEach(field -> values.computeIfAbsent(field.getKey(), first -> new ArrayList<>())
                            .add(field.getValue()));
        }
        List<Field> fields = new ArrayList<>();
        values.forEach((name, all) -> fields.add(field(name, all)));
        fields.sort(Comparator.comparingInt(FieldSample::rank)
                .thenComparing(Comparator.comparingInt(Field::records).reversed()));
        return new FieldSample(fields);
    }

    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** Columns for somebody who has not chosen any. */
    List<Field> firstColumns(TypeChoice type) {
        return fields.stream()
                .filter(field -> type.ofNew().isEmpty() || !field.name().equals(TypeChoice.FIELD))
                .limit(FIRST_COLUMNS)
                .toList();
    }

    /** Fields whose values are worth counting, as far as a sample can tell. The type is counted beside. */
    List<String> facets() {
        return fields.stream()
                .filter(Field::mayRepeat)
                .map(Field::name)
                .filter(name -> !name.equals(TypeChoice.FIELD))
                .limit(MAX_FACETS)
                .toList();
    }

    /** By the words of a name such as {@code zipCode} or {@code order-no}; a number_of something is an amount. */
    private static boolean isCode(String name) {
        List<String> words = Stream.of(name.split("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        return !words.contains("of")
                && (words.stream().anyMatch(CODES::contains)
                        || CHINESE_CODES.stream().anyMatch(name::contains));
    }

    private static int rank(Field field) {
        int place = NAMES.indexOf(field.name());
        return place < 0 ? NAMES.size() : place;
    }

    private static Field field(String name, List<JsonNode> values) {
        List<JsonNode> elements = new ArrayList<>();
        values.forEach(value -> (value.isArray() ? value.values() : List.of(value)).forEach(elements::add));
        List<JsonNode> told = elements.stream()
                .filter(value -> !value.isNull()
                        && !(value.isString() && value.stringValue().isBlank()))
                .toList();
        Set<String> different = new HashSet<>();
        List<Integer> lengths = new ArrayList<>();
        for (JsonNode value : told) {
            String text = value.isString() ? value.stringValue() : JsonText.write(value);
            different.add(text);
            lengths.add(CellText.letters(text));
        }
        boolean isNumber = !told.isEmpty() && told.stream().allMatch(JsonNode::isNumber);
        boolean isAmount = isNumber
                && !isCode(name)
                && told.stream().anyMatch(value -> Math.abs(value.doubleValue()) >= GROUPED_FROM);
        boolean comesAgain = told.size() < FEW || different.size() * 10 <= told.size() * 9;
        boolean isPlain = told.stream()
                .allMatch(
                        value -> value.isString() || value.isBoolean() || value.isNumber() && value.isIntegralNumber());
        lengths.sort(Comparator.naturalOrder());
        int longest = lengths.isEmpty() ? 0 : lengths.getLast();
        int length = lengths.isEmpty() ? 0 : lengths.get((lengths.size() - 1) * MOST_IN_TEN / 10);
        return new Field(
                name,
                values.size(),
                isNumber,
                isAmount,
                length,
                !told.isEmpty() && isPlain && comesAgain && longest <= LONGEST_VALUE);
    }
}
