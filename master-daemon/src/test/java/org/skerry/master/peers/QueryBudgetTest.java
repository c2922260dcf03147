package org.skerry.master.peers;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.Query.Operator;
import org.skerry.jio.query.SortKey;
import org.skerry.protocol.storage.StorageRequest;
import tools.jackson.databind.node.ArrayNode;

class QueryBudgetTest {

    @Test
    void aPersonsQueryPasses() {
        assertDoesNotThrow(() ->
                check(new Query.And(List.of(compare("city", "%海%"), new Query.Not(compare("", "x"))))));
        assertDoesNotThrow(() -> check(compare("key", "_".repeat(200))), "an underscore alone is no wildcard");
    }

    @Test
    void eachLimitHasItsSentence() {
        Query nested = compare("a", "b");
        for (int i = 0; i < QueryBudget.MAX_DEPTH; i++) {
            nested = new Query.Not(nested);
        }

        assertEquals("A query may be nested up to 32 levels deep.", refusal(nested));
        assertEquals(
                "A query may have up to 256 comparisons.",
                refusal(new Query.Or(Collections.nCopies(257, compare("a", "b")))));
        assertEquals("A query may have up to 64 % and _.", refusal(compare("a", "%".repeat(65))));
        assertEquals("A query may have up to 64 % and _.", refusal(compare("", "_".repeat(65))));
        assertEquals("A value in a query may have up to 4,096 characters.", refusal(compare("a", "x".repeat(4_097))));
        assertEquals(
                "A query may sort by up to 16 fields.",
                refusal(new AllDocs(
                        Query.ALL,
                        Collections.nCopies(17, new SortKey("a", SortKey.Direction.ASCENDING)),
                        Limit.NONE,
                        List.of(),
                        false)));
        assertEquals(
                "A query may select up to 256 fields.",
                refusal(new AllDocs(Query.ALL, List.of(), Limit.NONE, Collections.nCopies(257, "a"), false)));
    }

    @Test
    void namesAreNotTooLong() {
        String sentence = "The name of a field in a query may have up to 1,024 characters.";
        String name = "x".repeat(QueryBudget.MAX_NAME_LENGTH + 1);

        assertEquals(sentence, refusal(compare(name, "a")));
        assertEquals(sentence, refusal(new AllDocs(Query.ALL, List.of(), Limit.NONE, List.of(name), false)));
        assertEquals(
                sentence,
                refusal(new AllDocs(
                        Query.ALL,
                        List.of(new SortKey(name, SortKey.Direction.ASCENDING)),
                        Limit.NONE,
                        List.of(),
                        false)));
        assertDoesNotThrow(() -> check(compare(name.substring(1), "a")));
    }

    @Test
    void listsAsValuesCountAsTheirTexts() {
        assertEquals("A query may have up to 64 % and _.", refusal(listed("%a".repeat(33), "%a".repeat(33))));
        assertEquals(
                "A value in a query may have up to 4,096 characters.",
                refusal(listed("x".repeat(2_048), "x".repeat(2_048))));
        assertDoesNotThrow(() -> check(listed("%a%", "b")));
    }

    private static Query listed(String... values) {
        ArrayNode list = JsonText.nodes().arrayNode();
        List.of(values).forEach(list::add);
        return new Query.Compare(
                Query.Key.of("a"),
                Operator.DEFAULT,
                JsonText.nodes().arrayNode().add(list));
    }

    private static Query compare(String key, String value) {
        return new Query.Compare(key, Operator.DEFAULT, value);
    }

    private static void check(Query query) {
        check(new AllDocs(query, List.of(), Limit.NONE, List.of(), false));
    }

    private static void check(AllDocs options) {
        QueryBudget.check(new StorageRequest.ListDocs(options));
    }

    private static String refusal(Query query) {
        return refusal(new AllDocs(query, List.of(), Limit.NONE, List.of(), false));
    }

    private static String refusal(AllDocs options) {
        return assertThrows(StorageException.BadRequest.class, () -> check(options))
                .getMessage();
    }
}
