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
    void aPairGetsTheSameVariants() {
        Sample[] pair = new Repeats(1, 4, Duration.ofHours(1)).measurePair(4, i -> i + 1, i -> 10 * (i + 1));

        assertAll(
                () -> assertEquals(4, pair[0].count()),
                () -> assertEquals(pair[0].milliseconds(100) * 10, pair[1].milliseconds(100), 1e-12));
    }
}
