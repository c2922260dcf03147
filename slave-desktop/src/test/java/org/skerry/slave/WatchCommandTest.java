package org.skerry.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.protocol.message.LiveRow;

class WatchCommandTest {

    private static final LiveRow ROW = new LiveRow(
            new RecordId("x\u001b[2J\u009b2J"),
            LiveRow.Went.IN,
            Optional.of(JsonText.object().put("a", "\u009d0;title\u0007")),
            Optional.empty(),
            false);

    @Test
    void nobodysIdentifierMovesTheCursor() {
        assertEquals("in      x?[2J?2J  {\"a\":\"?0;title\\u0007\"}", WatchCommand.line(ROW));
    }

    @Test
    void jsonHasNoRawControls() {
        String line = WatchCommand.json(ROW);

        assertEquals(0, line.chars().filter(Character::isISOControl).count());
        assertEquals(ROW.json(), JsonText.read(line));
    }
}
