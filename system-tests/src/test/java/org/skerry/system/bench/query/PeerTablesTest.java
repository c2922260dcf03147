package org.skerry.system.bench.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.system.bench.Sample;

final class PeerTablesTest {

    private static final Shares SHARES = new Shares(40, 60, 0);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final PeerResults results = new PeerResults();

    /** That we answered within a millisecond. */
    private static PeerResults.Answer answer(String name, String request, String theirs) {
        Ask ask = new Ask.Find(AllDocsJson.read(JsonText.read(request)));
        PeerResults.Ours ours = new PeerResults.Ours(new Sample(new long[] {1_000_000}), 3);
        return new PeerResults.Answer(
                new Question(name, Goal.ANY, List.of(ask)), JsonText.read(theirs), Optional.of(ours));
    }

    private static PeerResults.Answer sorted(String name, String theirs) {
        return answer(
                name, "{\"query\":\"a:=1 OR b:=1\",\"sort_on\":[[\"name\",\"ascending\"]],\"limit\":[0,20]}", theirs);
    }

    private static PeerResults.Answer plain(String name, String theirs) {
        return answer(name, "{\"query\":\"code:=\\\"1\\\"\",\"limit\":[0,20]}", theirs);
    }

    private List<String> verdicts(String engine, PeerResults.Answer... answers) {
        var ready = JsonText.read("{\"records\":100,\"loading\":1,\"indexing\":2}");
        results.add(engine, new PeerResults.Engine(ready, Arrays.asList(answers), SECOND));
        return PeerTables.of(SHARES, SECOND, results).getFirst().rows().stream()
                .map(row -> "%s: %s; %s".formatted(row.what(), row.verdict(), row.remark()))
                .toList();
    }

    @Test
    void jioHasToBeAHundredTimesSlowerWhereItSorts() {
        List<String> verdicts = verdicts(
                "jIO memory",
                sorted("slow", "{\"times\":[100],\"hits\":3}"),
                sorted("fast", "{\"times\":[99],\"hits\":3}"),
                plain("plain", "{\"times\":[2],\"hits\":4}"));

        assertEquals(
                List.of(
                        "slow: met; 3 hits",
                        "fast: MISSED times faster, at least 100; 3 hits",
                        "plain: ; 3 hits, it 4"),
                verdicts);
    }

    @Test
    void nothingIsToBeSlowerThanPouchDb() {
        List<String> verdicts = verdicts(
                "PouchDB",
                plain("plain", "{\"times\":[0.5],\"hits\":3}"),
                sorted("sorted", "{\"times\":[50,60,70]}"),
                plain("facet", "{\"error\":\"it does not offer this\"}"));

        assertEquals(
                List.of(
                        "plain: MISSED times faster, at least 1.00; 3 hits; by its index on code",
                        "sorted: met; 3 hits, it took too long to count; it reads all, then sorts",
                        "facet: ; not measured: it does not offer this"),
                verdicts);
    }

    @Test
    void whatTookTooLongIsToldWithWhatIsKnown() {
        String remark = "calls took MORE THAN 60 s, so both figures are at least these";

        List<String> verdicts = verdicts(
                "jIO IndexedDB",
                sorted("enough", "{\"over\":60000,\"calls\":1}"),
                answer("plain", "{\"limit\":[0,20]}", "{\"over\":60000,\"calls\":2}"));

        assertEquals(List.of("enough: met; " + remark, "plain: ; " + remark), verdicts);
    }

    @Test
    void whatABoundDoesNotDecideIsNoVerdict() {
        List<String> verdicts = verdicts("jIO memory", sorted("unknown", "{\"over\":99,\"calls\":1}"));

        assertEquals(List.of("unknown: ; calls took MORE THAN 0 s, so both figures are at least these"), verdicts);
    }

    @Test
    void whatCouldNotBeComparedIsTold() {
        results.addMissing("jIO in a browser", "there is no Chromium");

        List<Table> tables = PeerTables.of(SHARES, SECOND, results);

        assertEquals(
                List.of(Table.Row.notMeasured("jIO in a browser", "there is no Chromium")),
                tables.getFirst().rows());
    }
}
