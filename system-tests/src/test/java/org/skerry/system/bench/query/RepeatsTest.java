package org.skerry.system.bench.query;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.system.bench.Sample;

final class RepeatsTest {

    @Test
    void whatIsFastIsAskedInAllVariantsInTurn() {
        List<Integer> asked = new ArrayList<>();

        new Repeats(1, 5, Duration.ofHours(1)).measure(3, variant -> {
            asked.add(variant);
            return 1;
        });

        assertEquals(List.of(0, 1, 2, 0, 1), asked);
    }

    @Test
    void whatIsSlowIsAskedAFewTimes() {
        Sample sample = new Repeats(3, 100, Duration.ofNanos(1)).measure(10, _ -> 2_000_000);

        assertAll(() -> assertEquals(3, sample.count()), () -> assertEquals(2.0, sample.milliseconds(50)));
    }

    @Test
    void thoseInTurnsGetTheSameVariants() {
        List<Sample> both = new Repeats(1, 4, Duration.ofHours(1))
                .measureInTurns(List.of(1L, 2L, 3L), List.of(variant -> variant, variant -> 10 * variant));

        assertAll(
                () -> assertEquals(4, both.getFirst().count()),
                () -> assertEquals(
                        both.getFirst().milliseconds(100) * 10, both.getLast().milliseconds(100), 1e-12));
    }
}
