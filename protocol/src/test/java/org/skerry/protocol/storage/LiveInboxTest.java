package org.skerry.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.protocol.message.LiveRow;
import org.skerry.protocol.message.Message;

@Timeout(60)
class LiveInboxTest {

    private final LiveInbox inbox = new LiveInbox(7);

    private static Message.Live notice(long sequence, List<LiveRow> rows) {
        return new Message.Live(7, new Message.Feed("f", sequence), false, rows);
    }

    private static Message.Live reset(long sequence) {
        return new Message.Live(7, new Message.Feed("f", sequence), true, List.of());
    }

    private static LiveRow row(int chars) {
        return new LiveRow(
                new RecordId("x"),
                LiveRow.Went.IN,
                Optional.empty(),
                Optional.of(JsonText.object().put("text", "x".repeat(chars))),
                false);
    }

    @Test
    void largeRowsThatNobodyTakesAreAReset() throws Exception {
        int large = (int) LiveInbox.MAX_CHARS / 4;
        for (int i = 1; i <= 3; i++) {
            inbox.told(notice(i, List.of(row(large))));
        }
        assertEquals(notice(1, List.of(row(large))), inbox.take().orElseThrow());
        inbox.told(notice(4, List.of(row(large)))); // there is room again
        assertEquals(notice(2, List.of(row(large))), inbox.take().orElseThrow());

        for (int i = 5; i <= 8; i++) {
            inbox.told(notice(i, List.of(row(large))));
        }

        assertEquals(reset(8), inbox.take().orElseThrow());
    }

    @Test
    void noticesWithoutRowsCountToo() throws Exception {
        for (int i = 1; i <= LiveInbox.MAX_NOTICES + 1; i++) {
            inbox.told(notice(i, List.of()));
        }

        assertEquals(reset(LiveInbox.MAX_NOTICES + 1), inbox.take().orElseThrow());
    }
}
