package org.skerry.system.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;

final class ReportTest {

    private final Report report = new Report(Map.of("cores", "2"), new Effort(3, Duration.ofSeconds(1)));

    ReportTest() {
        List<Figure> figures = List.of(
                new Figure("p50", Figure.Unit.MILLISECONDS, List.of(0.1, 0.3, 0.2), new Aim.AtMost(0.1)),
                new Figure("rate", Figure.Unit.PER_SECOND, List.of(12_345.6)));
        report.add(new GetBench(), figures, 0.5, 1.25);
    }

    @Test
    void theTableShowsMedianRangeAndVerdict() {
        var out = new StringWriter();

        report.print(new PrintWriter(out));

        assertEquals("""
                cores: 2
                3 rounds, each measurement 1000 ms; medians over the rounds, lowest and highest beside them

                get: get of a record of 200 bytes from a master in another process; echoes of 200 bytes in another process
                (load average 0.5 before, 1.3 after)
                  p50                                                            0.200 ms   (0.100 ms - 0.300 ms)   aim: at most 0.100 ms, MISSED
                  rate                                                          12,346 /s
                """, out.toString());
    }

    @Test
    void theJsonHasEveryRound() {
        assertEquals(JsonText.read("""
                        {"machine":{"cores":"2"},"rounds":3,"span_ms":1000,"benches":[{"name":"get","load_before":0.5,"load_after":1.25,
                        "figures":[{"what":"p50","unit":"ms","median":0.2,"rounds":[0.1,0.3,0.2],"at_most":0.1,"is_met":false},
                        {"what":"rate","unit":"per second","median":12345.6,"rounds":[12345.6]}]}]}"""), JsonText.read(JsonText.write(report.json())));
    }
}
