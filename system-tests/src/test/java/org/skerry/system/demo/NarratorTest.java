package org.skerry.system.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class NarratorTest {
    @Test
    void figuresStandAtTheRightMargin() {
        var out = new StringWriter();
        var narrator = new Narrator(new PrintWriter(out), false);

        narrator.heading("Begin");
        narrator.measured("石岛", Duration.ofMillis(1250));
        narrator.measured("a", Duration.ofNanos(1_240_000));

        assertEquals("""

                1  Begin
                   石岛                                                                  1.25 s
                   a                                                                     1.2 ms
                """, out.toString());
    }

    @Test
    void timesChangeTheirUnitAtOneSecond() {
        assertEquals("999 ms", Narrator.format(Duration.ofNanos(999_400_000)));
        assertEquals("1.00 s", Narrator.format(Duration.ofNanos(999_600_000)));
    }

    @Test
    void coloursAreForTerminals() {
        var out = new StringWriter();

        new Narrator(new PrintWriter(out), true).aside("quiet");

        assertEquals("   \u001b[2mquiet\u001b[0m\n", out.toString());
    }
}
