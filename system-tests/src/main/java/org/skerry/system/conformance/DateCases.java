package org.skerry.system.conformance;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.JioDate;
import org.skerry.jio.query.KeySchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/** jIO's dates: reading, comparing, writing, and the cast of the query storage's date-time schema. */
final class DateCases implements CaseRunner {

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public String defaultLevel() {
        return "must";
    }

    @Override
    public Outcome run(JsonNode testCase) {
        ObjectNode actual;
        try {
            actual = actual(testCase);
        } catch (StorageException.BadRequest refusal) {
            return Outcome.of(testCase.has("error"), testCase::toString, refusal::getMessage);
        }
        if (testCase.has("error")) {
            return new Outcome.Failed(testCase.path("error").stringValue(), actual.toString());
        }
        ObjectNode expected = JsonText.object();
        actual.propertyNames().forEach(name -> expected.set(name, testCase.path(name)));
        return Outcome.equal(expected, actual);
    }

    private static ObjectNode actual(JsonNode testCase) {
        String text = testCase.path("text").asString("");
        ObjectNode actual = JsonText.object();
        return switch (testCase.path("topic").stringValue()) {
            case "parse" -> parsed(JioDate.parse(text));
            case "cmp" -> actual.put("cmp", date(testCase, "a").cmp(date(testCase, "b")));
            case "to-precision-string" -> {
                JioDate.Precision precision =
                        JioDate.Precision.of(testCase.path("precision").stringValue());
                yield actual.put("result", JioDate.parse(text).toPrecisionString(precision));
            }
            case "date-time-schema-cast" -> cast(testCase.path("text"));
            default -> throw new IllegalArgumentException("unknown topic " + testCase.path("topic"));
        };
    }

    private static JioDate date(JsonNode testCase, String name) {
        return JioDate.parse(testCase.path(name).stringValue());
    }

    private static ObjectNode parsed(JioDate date) {
        ObjectNode actual = JsonText.object()
                .put("precision", precision(date))
                .put("valid", date.moment().isPresent())
                .put("to_string", date.toString());
        date.moment()
                .ifPresent(
                        moment -> actual.put("instant", iso(moment)).put("precision_string", date.toPrecisionString()));
        return actual;
    }

    private static ObjectNode cast(JsonNode value) {
        if (KeySchema.castDateTime(value) instanceof POJONode node && node.getPojo() instanceof JioDate date) {
            return JsonText.object()
                    .put("instant", iso(date.moment().orElseThrow()))
                    .put("precision", precision(date));
        }
        throw new StorageException.BadRequest("Not a date.");
    }

    private static String precision(JioDate date) {
        return date.precision().name().toLowerCase(Locale.ROOT);
    }

    private static String iso(Instant moment) {
        return ISO.format(moment);
    }
}
