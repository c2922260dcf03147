package org.skerry.system.bench.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.system.bench.Sample;

final class PeerTablesTest {

    private static final Shares SHARES = new Shares(40, 60, 0);
    private static final PeerTables.Ours SORTED = new PeerTables.Ours(new Sample(new long[] {1_000_000}), 3, true);
    private static final PeerTables.Ours PLAIN = new PeerTables.Ours(new Sample(new long[] {1_000_000}), 3, false);

    private final PeerResults peers = new PeerResults();

    private List<String> verdicts(String engine, Map<String, PeerTables.Ours> ours, String... answers) {
        for (String answer : answers) {
            peers.add(JsonText.read("{\"engine\":\"" + engine + "\"," + answer + "}"));
        }
        return PeerTables.of(SHARES, Duration.ofSeconds(1), ours, peers).getFirst().rows().stream()
                .map(row -> "%s: %s; %s".formatted(row.what(), row.verdict(), row.remark()))
                .toList();
    }

    @Test
    void jioHasToBeAHundredTimesSlowerWhereItSorts() {
        List<String> verdicts = verdicts(
                "jIO memory",
                Map.of("slow", SORTED, "fast", SORTED, "plain", PLAIN),
                "\"question\":\"slow\",\"times\":[100],\"hits\":3",
                "\"question\":\"fast\",\"times\":[99],\"hits\":3",
                "\"question\":\"plain\",\"times\":[2],\"hits\":4");

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
                "PouchDB, no index",
                Map.of("plain", PLAIN, "facet", PLAIN),
                "\"question\":\"plain\",\"times\":[0.5],\"hits\":3",
                "\"question\":\"facet\",\"error\":\"it does not offer this\"");

        assertEquals(
                List.of(
                        "plain: MISSED times faster, at least 1.00; 3 hits",
                        "facet: ; not measured: it does not offer this"),
                verdicts);
    }

    @Test
    void whatCouldNotBeComparedIsTold() {
        peers.addMissing("jIO in a browser", "there is no Chromium");

        List<Table> tables = PeerTables.of(SHARES, Duration.ofSeconds(1), Map.of(), peers);

        assertEquals(
                List.of(Table.Row.notMeasured("jIO in a browser", "there is no Chromium")),
                tables.getFirst().rows());
    }
}
