package org.skerry.jio.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.local.index.LuceneWords;

class FullTextTest {

    private final CountingWords fullText = new CountingWords();
    private final QueryEvaluator evaluator = new QueryEvaluator(KeySchema.NONE, fullText);

    private String ids(String options, List<StoredRecord> records) {
        return Records.ids(evaluator.evaluate(AllDocsJson.read(JsonText.read(options)), records));
    }

    private static final List<StoredRecord> RECORDS = Records.of(
            "{\"t\":\"reports and many more words of no use here\",\"n\":2}",
            "{\"t\":\"other\",\"n\":1}",
            "{\"t\":\"report\",\"n\":3}",
            "{\"t\":\"reprot\",\"n\":4}",
            "{\"t\":\"report report\",\"n\":1,\"SearchableText\":\"own words\"}",
            "{\"t\":\"report\",\"n\":5}");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SearchableText:report; ecfad",
                "SearchableText:report AND n:<4; eca",
                "NOT SearchableText:report; b",
                "NOT (NOT SearchableText:report AND NOT SearchableText:nowhere); acdef",
                "n:1 OR SearchableText:report; ecfadb",
                "SearchableText:report AND NOT SearchableText:words; cfd",
                "SearchableText:\"words report\"; ea",
                "SearchableText:=\"own words\"; e",
                "SearchableText:\"own words\"; e",
                "SearchableText:\"?\"; ''",
                "SearchableText:report AND SearchableText:report; ecfad",
                "t:report; cf"
            })
    void bestComesFirstThenTheStoragesOrder(String query, String expected) {
        assertEquals(expected, ids(AllDocsJson.write(request(query, Limit.NONE)).toString(), RECORDS));
        for (int from = 0; from < expected.length(); from++) {
            Answer page = evaluator.evaluate(request(query, new Limit(from, 1)), RECORDS);
            assertEquals(expected.substring(from, from + 1), Records.ids(page));
            assertEquals(expected.length(), page.totalCount());
        }
    }

    private static AllDocs request(String query, Limit limit) {
        return new AllDocs(QueryParser.parse(query), List.of(), limit, List.of(), false);
    }

    @Test
    void anotherOrderIsKept() {
        assertEquals(
                "eacdf", ids("{\"query\":\"SearchableText:report\",\"sort_on\":[[\"n\",\"ascending\"]]}", RECORDS));
    }

    @Test
    void withoutFullTextItIsAField() {
        assertEquals("e", Records.matching("SearchableText:\"own words\"", RECORDS));
        assertEquals("", Records.matching("SearchableText:report", RECORDS));
    }

    @Test
    void noSchemaRenamesIt() {
        KeySchema schema = KeySchema.read(
                JsonText.read("{\"key_set\":{\"SearchableText\":\"n\",\"text\":\"SearchableText\"}}"),
                Map.of(),
                Map.of());
        QueryEvaluator renamed = new QueryEvaluator(schema, fullText);

        assertEquals("ecfad", Records.ids(renamed.evaluate(request("SearchableText:report", Limit.NONE), RECORDS)));
        assertEquals("be", Records.ids(renamed.evaluate(request("SearchableText:=1", Limit.NONE), RECORDS)));
        assertEquals("", Records.ids(renamed.evaluate(request("text:report", Limit.NONE), RECORDS)));
    }

    @Test
    void queryObjectsMayHaveAnyValue() {
        assertEquals("d", ids("{\"query\":{\"type\":\"simple\",\"key\":\"SearchableText\",\"value\":4}}", RECORDS));
        assertEquals("", ids("{\"query\":{\"type\":\"simple\",\"key\":\"SearchableText\",\"value\":null}}", RECORDS));
        assertEquals("", ids("{\"query\":{\"type\":\"simple\",\"key\":\"SearchableText\"}}", RECORDS));
    }

    @Test
    void wordsAreReadOnceAndRecordsLookedAtOnce() {
        ids("{\"query\":\"n:<9 AND SearchableText:report\"}", RECORDS);

        assertEquals(2, fullText.read); // once to count the words
        assertEquals(RECORDS.size(), fullText.scored);
    }

    @Test
    void tooManyWordsAreRefused() {
        String options = "{\"query\":\"SearchableText:\\\"" + "a ".repeat(65) + "\\\"\"}";

        assertThrows(StorageException.BadRequest.class, () -> ids(options, RECORDS));
    }

    @Test
    void pagesOfManyRecordsFitTogether() {
        List<StoredRecord> records = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            records.addAll(Records.of("{\"t\":\"" + "word ".repeat(i % 7) + "\"}"));
        }
        Answer all = evaluator.evaluate(request("SearchableText:word", Limit.NONE), records);
        Answer first = evaluator.evaluate(request("SearchableText:word", new Limit(0, 10)), records);

        assertEquals(all.rows().subList(0, 10), first.rows());
        assertEquals(all.totalCount(), first.totalCount());
        assertTrue(evaluator.matches(QueryParser.parse("SearchableText:word"), records.get(1)));
    }

    /** Counts how often it is asked. */
    private static final class CountingWords implements FullText {

        private final FullText words = new LuceneWords();
        private int read;
        private int scored;

        @Override
        public Words words(String text) {
            read++;
            Words found = words.words(text);
            return new Words() {
                @Override
                public int size() {
                    return found.size();
                }

                @Override
                public double score(StoredRecord candidate) {
                    scored++;
                    return found.score(candidate);
                }

                @Override
                public List<Highlight.Mark> marks(String marked) {
                    return found.marks(marked);
                }
            };
        }
    }
}
