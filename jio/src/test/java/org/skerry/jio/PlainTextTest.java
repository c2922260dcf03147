package org.skerry.jio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    private static final String HOSTILE = "a\u001b[2J\u009b2J\u202eb\u007f\n" + "居\uD83D\uDE00";

    @Test
    void aLineMovesNoCursor() {
        assertEquals("a?[2J?2J?b??居\uD83D\uDE00", PlainText.line(HOSTILE));
    }

    @Test
    void jsonStaysTheSameForWhoeverReadsIt() {
        String json = JsonText.write(JsonText.object().put(HOSTILE, HOSTILE));
        String plain = PlainText.json(json);

        assertEquals(JsonText.read(json), JsonText.read(plain));
        assertEquals(0, plain.chars().filter(Character::isISOControl).count());
        assertEquals("{\"é\":1}", PlainText.json("{\"é\":1}"));
    }
}
