package org.skerry.jio.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.node.ObjectNode;

/** How much a query may hold: all that an answer of 8 MiB needs, and not a whole storage. */
@Timeout(120)
class HeldRowsTest {

    private static final int MESSAGE = 8 * 1024 * 1024;

    private static Answer answer(String options, long count, LongFunction<ObjectNode> body) {
        Iterable<StoredRecord> records = () -> LongStream.range(0, count)
                .mapToObj(i -> new StoredRecord(new RecordId("r" + i), body.apply(i)))
                .iterator();
        return new QueryEvaluator(KeySchema.NONE)
                .evaluate(
                        AllDocsJson.read(JsonText.read(options)),
                        records,
                        candidate -> again(Long.parseLong(candidate.id().text().substring(1)), body));
    }

    private static Supplier<StoredRecord> again(long number, LongFunction<ObjectNode> body) {
        return () -> new StoredRecord(new RecordId("r" + number), body.apply(number));
    }

    /** Shares its text, so that a test needs no memory for what a query must not hold. */
    private static LongFunction<ObjectNode> large(String text) {
        return i -> JsonText.object().put("n", -i).put("t", text);
    }

    @Test
    void answerThatNobodyCouldGetIsRefused() {
        LongFunction<ObjectNode> body = large("x".repeat(1_000_000));

        for (String options : List.of(
                "{\"include_docs\":true}",
                "{\"select_list\":[\"t\"]}",
                "{\"include_docs\":true,\"sort_on\":[[\"n\",\"ascending\"]]}",
                "{\"sort_on\":[[\"t\",\"ascending\"]]}")) {
            assertEquals(
                    "The answer is too large; ask for fewer rows at a time with limit, or for single fields with"
                            + " select_list.",
                    assertThrows(StorageException.TooLarge.class, () -> answer(options, 500, body))
                            .getMessage());
        }
    }

    @Test
    void pageIsAnsweredWhateverTheOthersWeigh() {
        LongFunction<ObjectNode> body = large("x".repeat(1_000_000));

        for (String sort : List.of("n", "t")) {
            Answer answer = answer(
                    "{\"include_docs\":true,\"limit\":[0,2],\"sort_on\":[[\"%s\",\"ascending\"],[\"n\",\"ascending\"]]}"
                            .formatted(sort),
                    1_500,
                    body);

            assertEquals("r1499r1498", Records.ids(answer));
            assertEquals(1_500, answer.totalCount());
            assertEquals(body.apply(1499), answer.rows().getFirst().doc());
        }
        assertEquals(
                "r5",
                Records.ids(answer(
                        "{\"include_docs\":true,\"limit\":[494,1],\"sort_on\":[[\"n\",\"ascending\"]]}", 500, body)));
    }

    @Test
    void whatFitsAMessageIsAnswered() {
        String zeroes = "0,".repeat(200_000);
        String lists = "[],".repeat(100_000);
        for (String body : List.of(
                "{}",
                "{\"a\":[" + zeroes + "0]}",
                "{\"a\":[" + lists + "[]]}",
                "{\"a\":\"" + "x".repeat(500_000) + "\"}",
                "{\"a\":{\"\":0,\"b\":0,\"c\":[]}}")) {
            ObjectNode doc = (ObjectNode) JsonText.read(body);
            int rowBytes = "{\"id\":\"r\",\"value\":{},\"doc\":},".length() + body.length();
            long count = MESSAGE / rowBytes;

            assertEquals(
                    count,
                    answer("{\"include_docs\":true}", count, i -> doc).rows().size());
            assertTrue(count > 0);
        }
    }
}
