package org.skerry.protocol.webrtc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.skerry.protocol.session.Frame;

class InboxTest {

    private static final Frame FRAME = Frame.text("12345");

    private final Inbox inbox = new Inbox(12, 10);
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void callsBackOnceWhenTheNextFrameComes() throws InterruptedException {
        inbox.whenNext(calls::incrementAndGet);
        assertEquals(0, calls.get());

        assertTrue(inbox.accept(FRAME));
        assertEquals(1, calls.get());
        assertEquals(FRAME, inbox.take().orElseThrow());

        assertTrue(inbox.accept(FRAME));
        assertEquals(1, calls.get());
    }

    @Test
    void callsBackAtOnceWhenAFrameIsThere() {
        inbox.accept(FRAME);

        inbox.whenNext(calls::incrementAndGet);

        assertEquals(1, calls.get());
    }

    @Test
    void callsBackAtTheEndAndAfterIt() {
        inbox.whenNext(calls::incrementAndGet);
        inbox.finish();
        assertEquals(1, calls.get());

        inbox.whenNext(calls::incrementAndGet);
        assertEquals(2, calls.get());
    }

    @Test
    void callsBackWhenTooMuchCame() throws InterruptedException {
        inbox.accept(FRAME);
        inbox.accept(FRAME);
        inbox.take();
        inbox.take();
        inbox.whenNext(calls::incrementAndGet);

        assertFalse(inbox.accept(Frame.text("x".repeat(13))));

        assertEquals(1, calls.get());
        assertTrue(inbox.take().isEmpty());
    }
}
