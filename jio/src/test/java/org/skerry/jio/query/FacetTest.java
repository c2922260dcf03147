package org.skerry.jio.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;

class FacetTest {

    private static final List<StoredRecord> RECORDS = Records.of(
            "{\"city\":\"Paris\",\"tag\":[\"b\",\"a\",\"b\"],\"n\":5}",
            "{\"city\":\"paris\",\"tag\":[],\"n\":\"5\"}",
            "{\"city\":\"Lyon\",\"tag\":[{\"content\":\"a\"},null],\"n\":null}",
            "{\"city\":\"Paris\",\"tag\":\"c\",\"n\":true,\"__id\":\"x\"}",
            "{\"n\":9007199254740993,\"tag\":\"\"}");

    private static String counted(String facets, String query) {
        StringBuilder text = new StringBuilder();
        for (FacetCounts facet : Records.answer(
                        "{\"facets\":%s,\"query\":\"%s\",\"limit\":[0,1]}".formatted(facets, query), RECORDS)
                .facets()) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(facet.field())
                    .append(' ')
                    .append(facet.distinct());
            facet.values()
                    .forEach(value ->
                            text.append(' ').append(value.value()).append('=').append(value.count()));
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"city\"] | `` | city 3 Paris=2 Lyon=1 paris=1",
                "[\"tag\"] | `` | tag 4 a=2 =1 b=1 c=1",
                "[\"n\"] | `` | n 4 5=2 9007199254740992=1 9007199254740993=1 true=1",
                "[{\"field\":\"city\",\"limit\":1}] | `` | city 3 Paris=2",
                "[{\"field\":\"city\",\"prefix\":\"pA\"}] | `` | city 2 Paris=2 paris=1",
                "[{\"field\":\"city\",\"prefix\":\"z\"}] | `` | city 0",
                "[\"nothing\",\"city\",\"city\"] | city:Lyon | nothing 0; city 1 Lyon=1; city 1 Lyon=1",
                "[\"__id\"] | n:5 | __id 0",
                "[\"tag\"] | city:nowhere | tag 0",
                "[] | `` | ``"
            })
    void valuesOfAllMatchingRecordsAreCounted(String facets, String query, String expected) {
        assertEquals(expected, counted(facets, query));
    }

    @Test
    void orderOfRowsChangesNothing() {
        List<FacetCounts> facets =
                Records.answer("{\"facets\":[\"tag\"]}", RECORDS).facets();

        assertEquals(
                facets,
                Records.answer("{\"facets\":[\"tag\"],\"sort_on\":[[\"n\",\"ascending\"]],\"limit\":[1,1]}", RECORDS)
                        .facets());
    }

    @Test
    void proseIsNotCounted() {
        String longest = "\uD83D\uDE00".repeat(Facet.MAX_VALUE_LENGTH / 2);
        Answer answer = Records.answer(
                "{\"facets\":[\"t\"]}",
                Records.of("{\"t\":\"" + longest + "\"}", "{\"t\":[\"" + longest + "x\",\"y\"]}"));

        assertEquals(
                List.of(new FacetCounts(
                        "t", List.of(new FacetCounts.ValueCount("y", 1), new FacetCounts.ValueCount(longest, 1)), 2)),
                answer.facets());
    }

    @Test
    void tooManyValuesAreRefused() {
        Iterable<StoredRecord> records = () -> LongStream.range(0, FacetCounter.MAX_DISTINCT + 1L)
                .mapToObj(i ->
                        new StoredRecord(new RecordId("r"), JsonText.object().put("n", i)))
                .iterator();
        AllDocs request = AllDocsJson.read(JsonText.read("{\"facets\":[\"n\"],\"limit\":[0,1]}"));
        QueryEvaluator evaluator = new QueryEvaluator(KeySchema.NONE);

        assertEquals(
                "The facets have too many different values to count; ask for fewer facets, or for fewer records with a"
                        + " query.",
                assertThrows(StorageException.TooLarge.class, () -> evaluator.evaluate(request, records))
                        .getMessage());
    }

    @Test
    void facetsComeBackFromJsonAsTheyWere() {
        String options = "{\"facets\":[{\"field\":\"city\",\"limit\":2,\"prefix\":\"p\"},\"tag\"]}";
        AllDocs request = AllDocsJson.read(JsonText.read(options));
        Answer answer = Records.answer(options, RECORDS);

        assertEquals(request, AllDocsJson.read(AllDocsJson.write(request)));
        assertEquals(
                JsonText.read("""
                        [{"field":"city","distinct":2,"values":[{"value":"Paris","count":2},{"value":"paris","count":1}]},
                         {"field":"tag","distinct":4,"values":[{"value":"a","count":2},{"value":"","count":1},
                          {"value":"b","count":1},{"value":"c","count":1}]}]"""),
                JsonText.read(JsonText.write(AnswerJson.write(answer)))
                        .path("data")
                        .path("facets"));
        assertEquals(answer, AnswerJson.read(AnswerJson.write(answer)));
    }
}
