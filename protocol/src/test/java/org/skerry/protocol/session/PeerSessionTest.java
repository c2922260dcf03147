package org.skerry.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;

@Timeout(20)
class PeerSessionTest {

    @Test
    void answersACall() {
        try (SessionPair pair = SessionPair.of(SessionPair.ECHO)) {
            assertEquals(JsonText.read("5"), pair.slave.call(SessionPair.call("get", 5), SessionPair.PATIENCE));
        }
    }

    @Test
    void answersLongMessagesInFragments() {
        try (SessionPair pair = SessionPair.greeted(SessionPair.ECHO)) {
            String text = "村".repeat(2_000_000);
            assertEquals(
                    text,
                    pair.slave
                            .call(new Call("get", JsonText.nodes().arrayNode().add(text)), SessionPair.PATIENCE)
                            .stringValue());
        }
    }
}
