package org.skerry.slave.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

    /** Always the longest wait that is allowed. */
    static final RandomGenerator LONGEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new AssertionError("only bounded numbers are asked for");
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    @Test
    void waitsDoubleUpToFifteenSeconds() {
        Backoff backoff = new Backoff(LONGEST);

        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waits.add(backoff.next().toMillis());
        }

        assertEquals(List.of(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12800L, 15000L, 15000L), waits);
    }

    @Test
    void aSuccessMakesTheNextWaitShortAgain() {
        Backoff backoff = new Backoff(LONGEST);
        backoff.next();
        backoff.next();

        backoff.reset();

        assertEquals(Duration.ofMillis(100), backoff.next());
    }

    @Test
    void aWaitIsUnderTwoSecondsWhileACallWaits() {
        Backoff backoff = new Backoff(LONGEST);

        assertEquals(Duration.ofMillis(1_999), backoff.shortened(Duration.ofMillis(13_999)));
        assertEquals(Duration.ofMillis(70), backoff.shortened(Duration.ofMillis(70)));
    }

    @Test
    void waitsSpreadOverTheWholeRange() {
        long below = 0;
        Random random = new Random(4711);
        for (int i = 0; i < 1_000; i++) {
            Backoff backoff = new Backoff(random);
            below += backoff.next().toMillis() < 50 ? 1 : 0;
        }

        assertTrue(below > 400 && below < 600, "seed 4711: " + below + " of 1000 below the middle");
    }
}
