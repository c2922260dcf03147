package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.StorageException;

@Timeout(60)
class QueryThreadsTest {

    private static final int MORE_THAN_MAY_WAIT = 1_100;

    @Test
    void queriesThatWereGivenUpLeaveTheirPlacesToOthers() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (QueryThreads threads = new QueryThreads(1)) {
            Thread.startVirtualThread(() -> threads.run(() -> {
                running.countDown();
                gate.await();
                return "slow";
            }));
            running.await();

            for (int i = 0; i < MORE_THAN_MAY_WAIT; i++) {
                Thread.currentThread().interrupt();
                StorageException refused =
                        assertThrows(StorageException.class, () -> threads.run(() -> "never looked at"));
                assertEquals("The query was cancelled.", refused.getMessage());
                Thread.interrupted();
            }

            FutureTask<String> honest = new FutureTask<>(() -> threads.run(() -> "answer"));
            Thread.startVirtualThread(honest);
            gate.countDown();
            assertEquals("answer", honest.get());
        }
    }
}
