package org.skerry.protocol.transfer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void whoWaitsIsAlwaysToldHoweverThePaceChanges() {
        for (Pace before : Pace.values()) {
            for (Pace now : Pace.values()) {
                long granted = 5_000 + before.window();
                assertTrue(now.isDue(granted, granted, granted + now.window()), before + " " + now);
            }
        }
    }

    @Test
    void smallStepsAreNotTold() {
        for (Pace pace : Pace.values()) {
            assertFalse(pace.isDue(10, pace.window(), pace.window() + 10L));
            assertTrue(pace.isDue(pace.window() / 4, pace.window(), pace.window() * 5L / 4));
        }
    }

    @Test
    void whatWasGrantedIsNotTakenBack() {
        assertFalse(Pace.SMOOTH.isDue(0, Pace.FAST.window(), Pace.SMOOTH.window()));
    }

    @Test
    void theLastPieceIsAskedForHoweverSmallItIs() {
        assertTrue(Pace.FAST.isDue(1_000, 1_000, 1_001));
    }
}
