package org.skerry.system.bench.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skerry.system.bench.Aim;
import org.skerry.system.bench.Figure;
import org.skerry.system.bench.Figure.Unit;
import org.skerry.system.bench.Sample;
import tools.jackson.databind.JsonNode;

/** Compares what the peers answered with what we did. */
final class PeerTables {

    /** On what jIO has to read and to sort everything for. */
    private static final Aim FASTER_THAN_JIO = new Aim.AtLeast(100);

    private static final Aim NOT_SLOWER = new Aim.AtLeast(1);

    /**
     * Our answers to one question.
     *
     * @param isSorted whether it asks for an order
     */
    record Ours(Sample sample, long hits, boolean isSorted) {}

    private PeerTables() {}

    static boolean isSorted(Question question) {
        return switch (question.asks().getFirst()) {
            case Ask.Get _ -> false;
            case Ask.Find(var request) -> !request.sortOn().isEmpty();
            case Ask.FindNext(var _, var request) -> !request.sortOn().isEmpty();
        };
    }

    static List<Table> of(Shares shares, Duration loading, Map<String, Ours> ours, PeerResults peers) {
        List<Table> tables = new ArrayList<>();
        peers.engines()
                .forEach((engine, answers) -> tables.add(
                        new Table(engine, subject(shares, loading, peers.load(engine)), rows(engine, answers, ours))));
        List<Table.Row> missing = peers.missing().entrySet().stream()
                .map(one -> Table.Row.notMeasured(one.getKey(), one.getValue()))
                .toList();
        if (!missing.isEmpty()) {
            tables.add(new Table("other peers", "what could not be compared", missing));
        }
        return tables;
    }

    private static String subject(Shares shares, Duration loading, @Nullable JsonNode load) {
        double ours = loading.toNanos() / 1e9;
        String theirs =
                load == null ? "" : ", it %.1f s".formatted(load.path("seconds").asDouble());
        return "%,d cities and %,d villages, each engine asked in its own process; ready to be asked: we after %.1f s%s"
                .formatted(shares.cities(), shares.villages(), ours, theirs);
    }

    private static List<Table.Row> rows(String engine, Map<String, JsonNode> answers, Map<String, Ours> ours) {
        List<Table.Row> rows = new ArrayList<>();
        answers.forEach((question, answer) -> {
            Ours own = ours.get(question);
            if (answer.has("error")) {
                rows.add(Table.Row.notMeasured(question, answer.path("error").asString()));
            } else if (own == null) {
                rows.add(Table.Row.notMeasured(question, "we did not answer"));
            } else {
                rows.add(row(engine, question, answer, own));
            }
        });
        return rows;
    }

    private static Table.Row row(String engine, String question, JsonNode answer, Ours own) {
        double ours = own.sample().milliseconds(50);
        double theirs = PeerResults.sample(answer).milliseconds(50);
        List<Figure> figures = List.of(
                new Figure("Skerry p50", Unit.MILLISECONDS, List.of(ours)),
                new Figure("its p50", Unit.MILLISECONDS, List.of(theirs)),
                new Figure("times faster", Unit.RATIO, List.of(theirs / ours), aim(engine, own)));
        return new Table.Row(
                question, figures, hits(own.hits(), answer.path("hits").asLong()));
    }

    static Aim aim(String engine, Ours own) {
        if (engine.startsWith("jIO")) {
            return own.isSorted() ? FASTER_THAN_JIO : new Aim.None();
        }
        return NOT_SLOWER;
    }

    private static String hits(long ours, long theirs) {
        return ours == theirs ? "%,d hits".formatted(ours) : "%,d hits, it %,d".formatted(ours, theirs);
    }
}
