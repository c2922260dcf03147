package org.skerry.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionTest {

    @Test
    void jsonComesBackAsItWent() {
        Description answer = new Description(Description.Kind.ANSWER, "v=0\r\ns=\"-\"\r\n");

        String json = answer.json();

        assertEquals("{\"type\":\"answer\",\"sdp\":\"v=0\\r\\ns=\\\"-\\\"\\r\\n\"}", json);
        assertEquals(answer, Description.read(json));
    }

    @Test
    void unknownKeysAreIgnored() {
        assertEquals(
                new Description(Description.Kind.OFFER, "x"),
                Description.read("{\"sdp\":\"x\",\"type\":\"offer\",\"later\":[1]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "null",
                "[]",
                "\"offer\"",
                "{}",
                "{\"type\":\"offer\"}",
                "{\"type\":\"offer\",\"sdp\":null}",
                "{\"type\":\"offer\",\"sdp\":7}",
                "{\"type\":\"offer\",\"sdp\":\"\"}",
                "{\"type\":\"pranswer\",\"sdp\":\"v=0\"}",
                "{\"type\":\"OFFER\",\"sdp\":\"v=0\"}",
                "{\"type\":{},\"sdp\":\"v=0\"}",
                "{\"type\":\"offer\",\"sdp\":\"v=0\\u0000\"}",
                "{\"type\":\"offer\",\"type\":\"offer\",\"sdp\":\"v=0\"}"
            })
    void anythingElseIsRefusedWithASentence(String json) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Description.read(json));

        assertTrue(refused.getMessage().endsWith("."), refused.getMessage());
    }

    @Test
    void textOverTheLimitIsRefused() {
        String longest = "x".repeat(60_000);

        assertEquals(longest, new Description(Description.Kind.OFFER, longest).sdp());
        assertThrows(IllegalArgumentException.class, () -> new Description(Description.Kind.OFFER, longest + "x"));
    }
}
