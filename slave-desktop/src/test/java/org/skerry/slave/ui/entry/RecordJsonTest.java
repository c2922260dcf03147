package org.skerry.slave.ui.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

class RecordJsonTest {

    @Test
    void aRecordIsWrittenLineByLineAndReadBackAsItWas() {
        ObjectNode record = (ObjectNode) JsonText.read("{\"b\":1.10,\"a\":{\"x\":[1,\"李\"],\"y\":{}},\"n\":null}");

        String text = RecordJson.write(record);

        assertEquals("""
                {
                  "b": 1.10,
                  "a": {
                    "x": [
                      1,
                      "李"
                    ],
                    "y": {}
                  },
                  "n": null
                }""", text);
        assertEquals(Reading.value(record), RecordJson.readRecord(text));
    }

    @Test
    void mistakesAreToldByTheirPlace() {
        assertEquals(Sentence.of("entry.json.mistake", 2, 2), mistake("{\"a\": 1\n \"b\": 2}"));
        assertEquals("entry.json.end", mistake("{\"a\": 1").key());
        assertEquals("entry.json.twice", mistake("{\"a\": 1,\n\"a\": 2}").key());
        assertEquals("entry.json.noObject", mistake("[1]").key());
        assertEquals("entry.json.noObject", mistake(" ").key());
        assertEquals("entry.json.refused", mistake("{\"a\": 1e99999}").key());
    }

    private static Sentence mistake(String text) {
        return RecordJson.readRecord(text) instanceof Reading.Mistake(Sentence why) ? why : Sentence.NONE;
    }
}
