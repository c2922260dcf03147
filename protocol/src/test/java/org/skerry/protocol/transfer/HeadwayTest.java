package org.skerry.protocol.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.ChannelPair;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.session.SessionSettings;

@Timeout(60)
class HeadwayTest {

    private final AtomicLong nanos = new AtomicLong();

    private void later(long minutes) {
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(minutes));
    }

    @Test
    void whatGetsSomewhereMayTakeAnyTime() {
        Headway headway = new Headway(nanos::get);
        for (long position = 0; position < 10 * Headway.BYTES; position += Headway.BYTES) {
            headway.check(position);
            later(4);
        }
    }

    @Test
    void whatTricklesIsGivenUp() {
        Headway headway = new Headway(nanos::get);
        headway.check(Headway.BYTES);
        later(4);
        headway.check(Headway.BYTES + 1_000);
        later(4);

        StorageException refused =
                assertThrows(StorageException.Unreachable.class, () -> headway.check(Headway.BYTES + 2_000));
        assertEquals("Less than 256 KiB came in 5 minutes.", refused.getMessage());
    }

    @Test
    void sayingTheSameAgainKeepsNoTransfer() throws Exception {
        ChannelPair channels = new ChannelPair();
        try (PeerSession session =
                new PeerSession(channels.first(), SessionSettings.defaults(), query -> null, Message.Hello::client)) {
            Sending sending = new Sending(TransferLine.of(session), 1, nanos::get);
            FutureTask<Boolean> work = new FutureTask<>(() -> {
                sending.run((position, into, from, length) -> {}, 0, 10, taken -> {});
                return true;
            });
            Thread.startVirtualThread(work);
            later(6);
            sending.receive(new TransferFrame.Go(1, 0, 0));

            ExecutionException ended = assertThrows(ExecutionException.class, work::get);
            assertInstanceOf(StorageException.Unreachable.class, ended.getCause());
        }
    }
}
