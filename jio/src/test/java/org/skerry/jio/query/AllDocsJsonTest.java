package org.skerry.jio.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;

class AllDocsJsonTest {

    private static AllDocs read(String options) {
        return AllDocsJson.read(JsonText.read(options));
    }

    @Test
    void readsEveryOption() {
        AllDocs request = read("""
                {"query":"a:b","sort_on":[["x","descending"],["y","ascending"]],"limit":[5,10],
                 "select_list":["x"],"include_docs":true,"unknown":1}""");

        assertEquals(
                new AllDocs(
                        QueryParser.parse("a:b"),
                        List.of(
                                new SortKey("x", SortKey.Direction.DESCENDING),
                                new SortKey("y", SortKey.Direction.ASCENDING)),
                        new Limit(5, 10),
                        List.of("x"),
                        true),
                request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"query\":null,\"sort_on\":false,\"limit\":null,\"select_list\":false,\"include_docs\":null,\"group_by\":null}",
                "{\"query\":\"\",\"sort_on\":[],\"limit\":[],\"select_list\":[],\"include_docs\":false,\"group_by\":false}"
            })
    void nothingIsAskedFor(String options) {
        assertEquals(AllDocs.EVERYTHING, read(options));
    }

    @Test
    void countOfZeroOrNoneMeansNoLimit() {
        assertEquals(new Limit(5, 0), read("{\"limit\":[5]}").limit());
        assertEquals(new Limit(5, 0), read("{\"limit\":[5,0]}").limit());
        assertEquals(new Limit(2, 0), read("{\"limit\":[2.0,null]}").limit());
        assertEquals(new Limit(0, Long.MAX_VALUE), read("{\"limit\":[0,1e30]}").limit());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\"",
                "[]",
                "5",
                "{\"query\":5}",
                "{\"query\":\"(\"}",
                "{\"limit\":5}",
                "{\"limit\":[\"a\"]}",
                "{\"limit\":[-1]}",
                "{\"limit\":[0,-1]}",
                "{\"limit\":[0.5]}",
                "{\"limit\":[0,1,2]}",
                "{\"limit\":true}",
                "{\"sort_on\":\"a\"}",
                "{\"sort_on\":[\"a\"]}",
                "{\"sort_on\":[[\"a\"]]}",
                "{\"sort_on\":[[\"a\",\"up\"]]}",
                "{\"sort_on\":[[1,\"ascending\"]]}",
                "{\"select_list\":\"a\"}",
                "{\"select_list\":[1]}",
                "{\"include_docs\":\"yes\"}"
            })
    void whatIsWrongIsRefused(String options) {
        JsonNode node = JsonText.read(options);

        assertThrows(StorageException.BadRequest.class, () -> AllDocsJson.read(node));
    }

    @Test
    void groupsAreNotOffered() {
        assertThrows(StorageException.NotOffered.class, () -> read("{\"group_by\":[\"a\"]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"query\":\"a:b\",\"sort_on\":[[\"x\",\"descending\"]],\"limit\":[1,2],\"select_list\":[\"y\"],\"include_docs\":true}",
                "{\"query\":{\"type\":\"simple\",\"key\":\"a b\",\"value\":\"ends in \\\\\"}}",
                "{\"query\":{\"type\":\"simple\",\"key\":\"n\",\"value\":5}}",
                "{\"query\":{\"type\":\"complex\",\"operator\":\"AND\",\"query_list\":[]}}"
            })
    void requestsComeBackAsTheyWere(String options) {
        AllDocs request = read(options);

        assertEquals(request, AllDocsJson.read(AllDocsJson.write(request)));
    }

    @Test
    void answersComeBackAsTheyWere() {
        Answer answer = Records.answer(
                "{\"include_docs\":true,\"select_list\":[\"n\"],\"limit\":[0,1]}",
                Records.of("{\"n\":1.10}", "{\"n\":2}"));

        JsonNode json = AnswerJson.write(answer);

        assertEquals(
                JsonText.read(
                        "{\"data\":{\"rows\":[{\"id\":\"a\",\"value\":{\"n\":1.10},\"doc\":{\"n\":1.10}}],\"total_rows\":1,\"total_count\":2}}"),
                JsonText.read(JsonText.write(json)));
        assertEquals(answer, AnswerJson.read(json));
    }
}
