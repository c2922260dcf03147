package org.skerry.system.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FigureTest {

    @Test
    void percentilesAreTimesThatWereMeasured() {
        Sample sample = new Sample(new long[] {4_000_000, 1_000_000, 3_000_000, 2_000_000});

        assertEquals(
                List.of(1.0, 2.0, 4.0, 4.0),
                List.of(
                        sample.milliseconds(1),
                        sample.milliseconds(50),
                        sample.milliseconds(99),
                        sample.milliseconds(100)));
    }

    @Test
    void callsThatOverlapTakeLessThanTheirSum() {
        Sample sample = new Sample(new long[] {900_000_000, 1_000_000_000}, Duration.ofSeconds(1));

        assertEquals(2.0, sample.perSecond());
    }

    @Test
    void nothingMeasuredIsNoFigure() {
        assertThrows(BenchFailed.class, () -> new Sample(new long[0]));
    }

    @Test
    void theMedianOfAnEvenNumberOfRoundsIsBetweenTheMiddleOnes() {
        Figure odd = new Figure("odd", Figure.Unit.RATIO, List.of(9.0, 1.0, 2.0));
        Figure even = new Figure("even", Figure.Unit.RATIO, List.of(4.0, 9.0, 1.0, 2.0));

        assertEquals(List.of(2.0, 3.0), List.of(odd.median(), even.median()));
    }

    @Test
    void aRatioComparesWithinTheRound() {
        Figure one = new Figure("one", Figure.Unit.PER_SECOND, List.of(10.0, 100.0, 30.0));
        Figure other = new Figure("other", Figure.Unit.PER_SECOND, List.of(5.0, 200.0, 10.0));

        assertEquals(
                new Figure("ratio", Figure.Unit.RATIO, List.of(2.0, 0.5, 3.0), new Aim.AtMost(2)),
                Figure.ratio("ratio", one, other, new Aim.AtMost(2)));
    }
}
