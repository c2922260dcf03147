package org.skerry.system.conformance;

import java.text.Normalizer;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skerry.jio.JsonText;
import org.skerry.jio.query.JioDate;
import org.skerry.jio.query.KeySchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/** The casts and comparisons that the corpus' key schemas name. */
final class CorpusSchema {

    private static final Pattern INTEGER = Pattern.compile("\\s*([+-]?\\d+)");
    private static final Pattern DECIMAL = Pattern.compile("\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)");
    private static final Pattern MARKS = Pattern.compile("[\\u0300-\\u036f]");

    private static final Map<String, String> STATES = Map.of("ouvert", "open", "fermé", "closed", "打开", "open");

    private static final Map<String, KeySchema.Cast> CASTS = Map.of(
            "jiodate", KeySchema.castJioDate(InstantSource.system()),
            "dateType", KeySchema::castDateTime,
            "intType", number(INTEGER),
            "floatType", number(DECIMAL),
            "lowerCase", text(value -> value.toLowerCase(Locale.ROOT)),
            "accentFold",
                    text(value -> MARKS.matcher(Normalizer.normalize(value, Normalizer.Form.NFD))
                            .replaceAll("")),
            "broken",
                    value -> {
                        throw new IllegalArgumentException("broken");
                    });

    private static final Map<String, KeySchema.EqualMatch> MATCHES = Map.of(
            "sameDay", same(JioDate.Precision.DAY),
            "sameMonth", same(JioDate.Precision.MONTH),
            "sameYear", same(JioDate.Precision.YEAR),
            "caseInsensitiveEqual", (value, asked) -> lower(value).equals(lower(asked)),
            "translatedState", (value, asked) -> value.asString("").equals(STATES.get(asked.asString(""))));

    private CorpusSchema() {}

    static KeySchema read(JsonNode keySchema) {
        return KeySchema.read(keySchema, CASTS, MATCHES);
    }

    private static String lower(JsonNode value) {
        return value.asString("").toLowerCase(Locale.ROOT);
    }

    // A text becomes the number it starts with, NaN when there is none; other values stay.
    private static KeySchema.Cast number(Pattern start) {
        return value -> {
            if (!value.isString()) {
                return value;
            }
            Matcher found = start.matcher(value.stringValue());
            return JsonText.nodes().numberNode(found.lookingAt() ? Double.parseDouble(found.group(1)) : Double.NaN);
        };
    }

    private static KeySchema.Cast text(UnaryOperator<String> change) {
        return value -> JsonText.nodes().stringNode(change.apply(value.stringValue()));
    }

    private static KeySchema.EqualMatch same(JioDate.Precision precision) {
        return (value, asked) -> value instanceof POJONode left
                && asked instanceof POJONode right
                && left.getPojo() instanceof JioDate a
                && right.getPojo() instanceof JioDate b
                && a.toPrecisionString(precision).equals(b.toPrecisionString(precision));
    }
}
