package org.skerry.master.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServiceNotifierTest {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final ServiceNotifier notifier = new ServiceNotifier(Optional.of(told::add), Optional.empty());

    private String next() throws InterruptedException {
        return String.valueOf(told.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void aStartAsksForPatienceUntilItHasEnded() throws InterruptedException {
        try (var _ = notifier.starting()) {
            assertEquals(List.of("STATUS=Starting.", "EXTEND_TIMEOUT_USEC=60000000"), List.of(next(), next()));
        }
        notifier.ready();

        assertEquals("READY=1", next());
    }

    @Test
    void aStopIsToldFirst() throws InterruptedException {
        try (var _ = notifier.stopping()) {
            assertEquals(
                    List.of("STOPPING=1", "STATUS=Stopping.", "EXTEND_TIMEOUT_USEC=60000000"),
                    List.of(next(), next(), next()));
        }
    }

    @Test
    void aStatusIsOneLine() throws InterruptedException {
        notifier.status("Two mistakes:\n  the first,\r\nREADY=1" + "!".repeat(400));

        assertEquals("STATUS=Two mistakes: the first, READY=1" + "!".repeat(268), next());
    }

    @Test
    void whatCannotBeToldIsNobodysFailure() {
        ServiceNotifier broken = new ServiceNotifier(
                Optional.of(_ -> {
                    throw new IllegalStateException("no native access");
                }),
                Optional.empty());
        broken.ready();
        try (var _ = broken.stopping()) {
            broken.status("?");
        }
    }

    @Test
    void withoutServiceManagerNothingIsThere() {
        for (String address : List.of("", "vsock:1:2", "relative")) {
            ServiceNotifier none = ServiceNotifier.of(Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", "30000000"));
            assertFalse(none.isThere(), address);
            assertEquals(Optional.empty(), none.watchdog());
            none.ready();
            none.starting().close();
        }
        assertFalse(ServiceNotifier.of(Map.of()).isThere());
    }

    @Test
    void theWatchdogMayBeOfAnotherProcess() {
        String own = Long.toString(ProcessHandle.current().pid());
        assertEquals(
                Optional.of(Duration.ofMinutes(3)),
                ServiceNotifier.watchdog(Map.of("WATCHDOG_USEC", "180000000", "WATCHDOG_PID", own)));
        assertEquals(
                Optional.of(Duration.ofMinutes(3)), ServiceNotifier.watchdog(Map.of("WATCHDOG_USEC", "180000000")));
        assertEquals(
                Optional.empty(), ServiceNotifier.watchdog(Map.of("WATCHDOG_USEC", "180000000", "WATCHDOG_PID", "1")));
        assertEquals(Optional.empty(), ServiceNotifier.watchdog(Map.of("WATCHDOG_PID", own)));
        for (String wrong : List.of("0", "-1", "much", "99999999999999999999")) {
            assertEquals(Optional.empty(), ServiceNotifier.watchdog(Map.of("WATCHDOG_USEC", wrong)), wrong);
        }
    }
}
