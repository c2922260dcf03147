package org.skerry.master.broadcaster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RecentFailuresTest {

    private static final InetAddress ONE = InetAddress.ofLiteral("10.0.0.1");
    private static final InetAddress OTHER = InetAddress.ofLiteral("10.0.0.2");

    private Instant now = Instant.parse("2026-11-29T08:00:00Z");

    private final RecentFailures failures = new RecentFailures(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void failuresCountForAMinuteEachForItsAddress() {
        failures.add(ONE);
        now = now.plusSeconds(40);
        failures.add(ONE);
        failures.add(OTHER);
        assertEquals(2, failures.of(ONE));
        assertEquals(Duration.ofSeconds(20), failures.untilOneIsForgotten(ONE));

        now = now.plusSeconds(21);

        assertEquals(1, failures.of(ONE));
        assertEquals(1, failures.of(OTHER));
        now = now.plusSeconds(40);
        assertEquals(0, failures.of(ONE));
    }

    @Test
    void oneCanBeTakenBack() {
        failures.takeBack(ONE);
        failures.add(ONE);
        failures.takeBack(ONE);

        assertEquals(0, failures.of(ONE));
    }

    @Test
    void inAFloodWhoeverFailedLastIsRemembered() {
        failures.add(ONE);
        failures.add(OTHER);
        for (int i = 0; i < RecentFailures.MAX_ADDRESSES - 2; i++) {
            failures.add(InetAddress.ofLiteral("10.1.%d.%d".formatted(i / 250, i % 250)));
        }
        failures.add(ONE);
        failures.add(InetAddress.ofLiteral("10.2.0.0"));

        assertEquals(2, failures.of(ONE));
        assertEquals(0, failures.of(OTHER));
    }
}
