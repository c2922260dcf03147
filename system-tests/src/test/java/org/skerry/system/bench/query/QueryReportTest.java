package org.skerry.system.bench.query;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.system.bench.Figure;
import org.skerry.system.bench.Sample;

final class QueryReportTest {

    private static final long FAST = 5_000_000;
    private static final long SLOW = 50_000_000;

    private final QueryReport report = new QueryReport(Map.of("cores", "2"));

    QueryReportTest() {
        report.add(
                new Table(
                        "queries",
                        "asked",
                        List.of(
                                new Table.Row("exact", Goal.DIRECT.figures(new Sample(new long[] {SLOW})), "8 hits"),
                                new Table.Row("get", Goal.ANY.figures(new Sample(new long[] {FAST})), ""),
                                Table.Row.notMeasured("facet", "no answer"))),
                0.5);
    }

    @Test
    void theTableShowsWhichAimsAreMissed() {
        var out = new StringWriter();

        report.print(new PrintWriter(out));

        assertEquals("""
                cores: 2

                queries: asked
                (load average 0.5)
                                                                        p50          p95
                  exact                                             50.0 ms      50.0 ms  MISSED p50, at most 10.0 ms; 8 hits
                  get                                              5.000 ms     5.000 ms  met
                  facet                                         not measured: no answer
                """, out.toString());
    }

    @Test
    void theJsonSaysTheSame() {
        assertEquals(JsonText.read("""
                        {"machine":{"cores":"2"},"tables":[{"name":"queries","subject":"asked","load":0.5,"rows":[
                        {"what":"exact","figures":[
                          {"what":"p50","unit":"ms","median":50.0,"rounds":[50.0],"at_most":10.0,"is_met":false},
                          {"what":"p95","unit":"ms","median":50.0,"rounds":[50.0],"at_most":100.0,"is_met":true}],"remark":"8 hits"},
                        {"what":"get","figures":[
                          {"what":"p50","unit":"ms","median":5.0,"rounds":[5.0]},
                          {"what":"p95","unit":"ms","median":5.0,"rounds":[5.0],"at_most":100.0,"is_met":true}]},
                        {"what":"facet","figures":[],"remark":"not measured: no answer"}]}]}"""), JsonText.read(JsonText.write(report.json())));
    }

    @Test
    void whatHasNoAimHasNoVerdict() {
        assertAll(
                () -> assertEquals("", new Table.Row("rate", Figure.Unit.PER_SECOND, 9).verdict()),
                () -> assertEquals("", Table.Row.notMeasured("rate", "why").verdict()));
    }
}
