package org.skerry.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.CallId;
import org.skerry.protocol.message.Message;
import tools.jackson.databind.node.ArrayNode;

/** How much a peer's unfinished calls may hold. */
@Timeout(60)
class WaitingCallsTest {

    private static final ArrayNode MEBIBYTE = arguments("\"" + "x".repeat(1 << 20) + "\"");

    /** 1.3 MB of text. */
    private static final ArrayNode MANY_VALUES = arguments("[]" + ",{\"a\":1}".repeat(160_000));

    private final ChannelPair channels = new ChannelPair();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final Outbox outbox = new Outbox(channels.first(), SessionSettings.defaults(), reason -> {});
    private final Requests requests = new Requests(
            query -> {
                running.incrementAndGet();
                awaitRelease();
                return null;
            },
            outbox,
            SessionSettings.defaults());

    private static ArrayNode arguments(String values) {
        return (ArrayNode) JsonText.read("[" + values + "]");
    }

    /** As a handler that does not notice that it was interrupted. */
    private void awaitRelease() {
        boolean isReleased = false;
        while (!isReleased) {
            try {
                released.await();
                isReleased = true;
            } catch (InterruptedException again) {
                // goes on all the same
            }
        }
    }

    private void accept(int id, ArrayNode arguments) {
        requests.accept(new Message.JioQuery(CallId.text("" + id), "put", arguments), Optional.empty());
    }

    private void assertRefused(ArrayNode arguments) {
        var refused = assertThrows(StorageException.TooMany.class, () -> accept(1000, arguments));
        assertTrue(refused.getMessage().startsWith("Too much is waiting"), refused.getMessage());
    }

    @AfterEach
    void close() {
        released.countDown();
        requests.close();
        outbox.close();
        channels.first().close();
    }

    @Test
    void anImportOfLargeRecordsFits() {
        for (int i = 0; i < 64; i++) {
            accept(i, MEBIBYTE);
        }

        assertEquals(64, requests.count());
    }

    @Test
    void textsAreWeighed() {
        for (int i = 0; i < 95; i++) {
            accept(i, MEBIBYTE);
        }

        assertRefused(MEBIBYTE);
        accept(96, arguments("1"));
    }

    @Test
    void manySmallValuesWeighMoreThanTheirText() throws InterruptedException {
        accept(0, MANY_VALUES);
        accept(1, MANY_VALUES);

        assertRefused(MANY_VALUES);

        released.countDown();
        assertTrue(requests.awaitIdle(SessionPair.PATIENCE.toNanos()));
        accept(3, MANY_VALUES);
    }

    @Test
    void oneCallAloneMayWeighMore() {
        accept(0, arguments("[]" + ",{\"a\":1}".repeat(600_000)));

        assertRefused(arguments("1"));
    }

    @Test
    void whatIsGivenUpIsHeldUntilItsHandlerReturns() {
        accept(0, MANY_VALUES);
        accept(1, MANY_VALUES);
        awaitRunning(2);

        requests.cancel(CallId.text("0"));

        assertRefused(MANY_VALUES);
    }

    @Test
    void whatIsGivenUpInTheQueueIsHeldNoLonger() {
        for (int i = 0; i < 8; i++) {
            accept(i, arguments("1"));
        }
        awaitRunning(8);
        accept(8, MANY_VALUES);
        accept(9, MANY_VALUES);
        assertRefused(MANY_VALUES);

        requests.cancel(CallId.text("8"));

        accept(10, MANY_VALUES);
    }

    private void awaitRunning(int handlers) {
        long deadline = System.nanoTime() + SessionPair.PATIENCE.toNanos();
        while (running.get() < handlers) {
            assertTrue(System.nanoTime() < deadline, "the calls did not begin");
            Thread.onSpinWait();
        }
    }
}
