package org.skerry.jio.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.jio.query.Records.ids;
import static org.skerry.jio.query.Records.matching;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;

class QueryEvaluatorTest {

    @Test
    void textsCompareByCodeUnitNumbersByValue() {
        List<StoredRecord> records = Records.of(
                "{\"v\":9}", "{\"v\":\"9\"}", "{\"v\":10}", "{\"v\":\"10\"}", "{\"v\":true}", "{\"v\":\"x\"}");

        assertEquals("cf", matching("v:>9", records));
        assertEquals("de", matching("v:<9", records));
        assertEquals("ab", matching("v:9", records));
        assertEquals("", matching("v:09", records));
        assertEquals("bf", matching("v:>=x OR v:>=\"9\" AND v:<\"9 \" AND NOT v:<=8", records));
    }

    @Test
    void missingFieldMatchesNothingNotEvenUnequal() {
        List<StoredRecord> records = Records.of("{\"a\":\"x\"}", "{\"b\":1}", "{\"a\":\"y\"}");

        assertEquals("c", matching("a:!=x", records));
        assertEquals("bc", matching("NOT a:x", records));
        assertEquals("ac", matching("a:%", records));
    }

    @Test
    void nullAndEmptyListsMatchNothingButUnequal() {
        List<StoredRecord> records = Records.of("{\"a\":null}", "{\"a\":[]}", "{\"a\":[null,\"1\"]}", "{\"a\":\"1\"}");

        assertEquals("cd", matching("a:1", records));
        assertEquals("cd", matching("a:%", records));
        assertEquals("d", matching("a:<2", records));
        assertEquals("ab", matching("a:!=1", records));
        assertEquals("", matching("a:null", records));
    }

    @Test
    void listsMatchByAnyElementOrderByTheFirst() {
        List<StoredRecord> records = Records.of(
                "{\"t\":[\"a\",\"b\"]}", "{\"t\":[{\"content\":\"B\"},\"c\"]}", "{\"t\":{\"content\":\"b\"}}");

        assertEquals("ac", matching("t:b", records));
        assertEquals("abc", matching("t:b%", records));
        assertEquals("b", matching("t:<a", records));
    }

    @Test
    void anyFieldSearchesTruthyValuesButNotTheId() {
        List<StoredRecord> records = Records.of(
                "{\"x\":\"Test POST\"}", "{\"x\":0,\"y\":false}", "{\"x\":2016}", "{\"x\":{\"y\":\"test\"}}");

        assertEquals("a", matching("post", records));
        assertEquals("c", matching("201", records));
        assertEquals("", matching("0 AND false", records));
        assertEquals("a", matching("!= \"test post\"", records));
        assertEquals("", matching("zz", records));
    }

    @Test
    void idIsAKey() {
        List<StoredRecord> records = Records.of("{}", "{}", "{\"__id\":\"a\"}");

        assertEquals("bc", matching("__id:>a", records));
        assertEquals("cba", ids("{\"sort_on\":[[\"__id\",\"descending\"]]}", records));
    }

    @Test
    void numbersBeyondJavaScriptAreFoundByTheirExactText() {
        List<StoredRecord> records = Records.of("{\"n\":9007199254740993}", "{\"n\":9007199254740992}");

        assertEquals("a", matching("n:9007199254740993", records));
        assertEquals("ab", matching("n:9007199254740992", records));
        assertEquals("a", matching("%993", records));
    }

    @Test
    void limitSkipsAndCutsAndTotalCountIsWithoutIt() {
        List<StoredRecord> records = Records.of("{\"n\":3}", "{\"n\":1}", "{\"n\":2}", "{\"n\":1}", "{}");

        assertEquals("ebdca", ids("{\"sort_on\":[[\"n\",\"ascending\"]]}", records));
        assertEquals("bd", ids("{\"sort_on\":[[\"n\",\"ascending\"]],\"limit\":[1,2]}", records));
        assertEquals("de", ids("{\"limit\":[3]}", records));
        assertEquals("", ids("{\"limit\":[9,1]}", records));
        assertEquals(5, Records.answer("{\"limit\":[1,2]}", records).totalCount());
        assertEquals(
                4,
                Records.answer("{\"query\":\"n:%\",\"limit\":[0,1],\"sort_on\":[[\"n\",\"descending\"]]}", records)
                        .totalCount());
    }

    @Test
    void selectTakesOwnFieldsOnly() {
        Answer answer = Records.answer(
                "{\"select_list\":[\"n\",\"toString\",\"n\",\"__id\"]}", Records.of("{\"n\":[1,null],\"m\":2}"));

        assertEquals(JsonText.read("{\"n\":[1,null]}"), answer.rows().getFirst().value());
    }

    @Test
    void aliasAndCastAndEqualMatchOfASchemaApply() {
        KeySchema schema = KeySchema.read(
                JsonText.read("""
                {"key_set":{"name":"title","day":{"read_from":"date","cast_to":"date"},
                 "ci":{"read_from":"title","equal_match":"ignoreCase"},"odd":{"read_from":"title","cast_to":"unknown"}}}"""),
                Map.of("date", KeySchema.castJioDate(InstantSource.fixed(Instant.EPOCH))),
                Map.of("ignoreCase", (value, asked) -> value.asString("").equalsIgnoreCase(asked.asString(""))));
        List<StoredRecord> records = Records.of(
                "{\"title\":\"X\",\"date\":\"2011-03\"}", "{\"title\":\"x\",\"date\":\"2012\"}", "{\"title\":5}");
        QueryEvaluator evaluator = new QueryEvaluator(schema);

        assertEquals("a", matchingWith(evaluator, "name:X", records));
        assertEquals("ab", matchingWith(evaluator, "ci:x", records));
        assertEquals("a", matchingWith(evaluator, "day:2011", records));
        assertEquals("bc", matchingWith(evaluator, "day:!=2011-03-04", records));
        assertEquals("", matchingWith(evaluator, "odd:x", records));
    }

    private static String matchingWith(QueryEvaluator evaluator, String query, List<StoredRecord> records) {
        return Records.ids(evaluator.evaluate(
                new AllDocs(QueryParser.parse(query), List.of(), Limit.NONE, List.of(), false), records));
    }

    @Test
    void rowsWithoutAReadableDateSortAsMissing() {
        KeySchema schema =
                KeySchema.ofQueryStorage(JsonText.read("{\"date\":{\"type\":\"string\",\"format\":\"date-time\"}}"));
        List<StoredRecord> records = Records.of(
                "{\"date\":\"2017\"}", "{\"date\":\"garbage\"}", "{\"date\":\"Fri, 08 Sep 2006 07:46:27 GMT\"}", "{}");

        Answer answer = new QueryEvaluator(schema)
                .evaluate(AllDocsJson.read(JsonText.read("{\"sort_on\":[[\"date\",\"ascending\"]]}")), records);

        assertEquals("bdca", Records.ids(answer));
    }

    @Test
    void otherSchemasOfAQueryStorageAreRefused() {
        StorageException.BadRequest refusal = assertThrows(
                StorageException.BadRequest.class,
                () -> KeySchema.ofQueryStorage(JsonText.read("{\"date\":{\"type\":\"string\"}}")));

        assertEquals("Wrong schema for property: date", refusal.getMessage());
    }

    @Test
    void interruptStopsAQuery() {
        Thread.currentThread().interrupt();

        assertThrows(StorageException.Unreachable.class, () -> matching("a:b", Records.of("{}")));
        assertTrue(Thread.interrupted());
    }
}
