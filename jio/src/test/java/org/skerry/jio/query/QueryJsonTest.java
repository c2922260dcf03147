package org.skerry.jio.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;

class QueryJsonTest {

    private static Query read(String json) {
        return QueryJson.read(JsonText.read(json));
    }

    @Test
    void textAndObjectMeanTheSame() {
        assertEquals(read("\"a:b OR NOT c:>=d\""), read("""
                {"type":"complex","operator":"or","query_list":[{"type":"simple","key":"a","value":"b"},"NOT c:>=d"]}"""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"simple\",\"key\":\"a\",\"value\":[1,null,{\"b\":true}]}",
                "{\"type\":\"simple\",\"key\":\"\",\"value\":1.50,\"operator\":\"<\"}",
                "{\"type\":\"simple\"}",
                "{\"type\":\"simple\",\"key\":{\"read_from\":\"a\",\"cast_to\":\"b\"},\"value\":\"c\"}",
                "{\"type\":\"complex\",\"operator\":\"NOT\",\"query_list\":[{\"type\":\"complex\",\"operator\":\"OR\",\"query_list\":[]}]}"
            })
    void objectsComeBackAsTheyWere(String json) {
        assertEquals(JsonText.read(json), QueryJson.write(read(json)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "true",
                "null",
                "[]",
                "{}",
                "{\"type\":\"Simple\"}",
                "{\"type\":\"complex\",\"query_list\":\"a\"}",
                "{\"type\":\"complex\",\"operator\":\"AND\",\"query_list\":[{}]}"
            })
    void whatIsNoQueryIsRefusedInJiosWords(String json) {
        JsonNode node = JsonText.read(json);

        StorageException.BadRequest refusal =
                assertThrows(StorageException.BadRequest.class, () -> QueryJson.read(node));

        assertEquals(
                "QueryFactory.create(): Argument 1 is not a search text or a parsable object", refusal.getMessage());
    }

    @Test
    void notOfNothingIsRefused() {
        assertThrows(
                StorageException.BadRequest.class,
                () -> read("{\"type\":\"complex\",\"operator\":\"NOT\",\"query_list\":[]}"));
    }

    @Test
    void notOfSeveralNegatesThemTogether() {
        assertEquals(
                read("\"NOT (a AND b)\""),
                read("{\"type\":\"complex\",\"operator\":\"NOT\",\"query_list\":[\"a\",\"b\"]}"));
    }

    @Test
    void deepObjectsAreRefused() {
        JsonNode query = JsonText.nodes().stringNode("a");
        for (int i = 0; i < 10_000; i++) {
            JsonNode inner = query;
            query = JsonText.object()
                    .put("type", "complex")
                    .set("query_list", JsonText.nodes().arrayNode().add(inner));
        }
        JsonNode deep = query;

        assertThrows(StorageException.BadRequest.class, () -> QueryJson.read(deep));
        assertThrows(StorageException.BadRequest.class, () -> QueryWriter.write(deep));
    }
}
