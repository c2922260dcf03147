package org.skerry.system.bench.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skerry.system.bench.Aim;
import org.skerry.system.bench.Figure;
import org.skerry.system.bench.Figure.Unit;
import tools.jackson.databind.JsonNode;

/** Compares what the peers answered with what we did. */
final class PeerTables {

    /** On what jIO has to read and to sort everything for. */
    private static final Aim FASTER_THAN_JIO = new Aim.AtLeast(100);

    private static final Aim NOT_SLOWER = new Aim.AtLeast(1);

    private PeerTables() {}

    /** @param loading how long we took until we could be asked */
    static List<Table> of(Shares shares, Duration loading, PeerResults results) {
        List<Table> tables = new ArrayList<>();
        results.engines()
                .forEach((name, engine) ->
                        tables.add(new Table(name, subject(shares, loading, engine), rows(name, engine.answers()))));
        List<Table.Row> missing = results.missing().entrySet().stream()
                .map(one -> Table.Row.notMeasured(one.getKey(), one.getValue()))
                .toList();
        if (!missing.isEmpty()) {
            tables.add(new Table("other peers", "what could not be compared", missing));
        }
        return tables;
    }

    private static String subject(Shares shares, Duration loading, PeerResults.Engine engine) {
        return """
                %,d cities and %,d villages, each engine asked in its own process, in turns; ready to be asked: we after \
                %.1f s, it after %.1f s for the records and %.1f s for indexes; all of this took %.0f s""".formatted(
                        shares.cities(),
                        shares.villages(),
                        seconds(loading),
                        engine.ready().path("loading").asDouble(),
                        engine.ready().path("indexing").asDouble(),
                        seconds(engine.took()));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static List<Table.Row> rows(String engine, List<PeerResults.Answer> answers) {
        return answers.stream().map(answer -> row(engine, answer)).toList();
    }

    private static Table.Row row(String engine, PeerResults.Answer answer) {
        String question = answer.question().name();
        JsonNode theirs = answer.theirs();
        if (theirs.has("error")) {
            return Table.Row.notMeasured(question, theirs.path("error").asString());
        }
        if (answer.ours().isEmpty()) {
            return Table.Row.notMeasured(question, "we did not answer");
        }
        PeerResults.Ours ours = answer.ours().get();
        Aim aim = aim(engine, answer.question());
        return theirs.has("over")
                ? tooLong(question, theirs, ours, aim)
                : row(question, theirs, ours, aim, ways(engine, answer.question()));
    }

    private static Table.Row row(String question, JsonNode theirs, PeerResults.Ours ours, Aim aim, String way) {
        double milliseconds = PeerResults.sample(theirs).milliseconds(50);
        int calls = theirs.path("times").size();
        List<Figure> figures = figures(ours, milliseconds, calls, aim);
        return new Table.Row(question, figures, hits(ours.hits(), theirs) + way);
    }

    /** What is known then are bounds: an aim that the lower bound of the ratio meets is met. */
    private static Table.Row tooLong(String question, JsonNode theirs, PeerResults.Ours ours, Aim aim) {
        double limit = theirs.path("over").asDouble();
        double atLeast = limit / ours.sample().milliseconds(50);
        Aim known = aim.isMet(atLeast) ? aim : new Aim.None();
        String remark = "calls took MORE THAN %.0f s, so both figures are at least these".formatted(limit / 1e3);
        return new Table.Row(question, figures(ours, limit, theirs.path("calls").asInt(), known), remark);
    }

    private static List<Figure> figures(PeerResults.Ours ours, double theirs, int calls, Aim aim) {
        double own = ours.sample().milliseconds(50);
        return List.of(
                new Figure("Skerry p50", Unit.MILLISECONDS, List.of(own)),
                new Figure("calls", Unit.COUNT, List.of((double) ours.sample().count())),
                new Figure("its p50", Unit.MILLISECONDS, List.of(theirs)),
                new Figure("its calls", Unit.COUNT, List.of((double) calls)),
                new Figure("times faster", Unit.RATIO, List.of(theirs / own), aim));
    }

    private static Aim aim(String engine, Question question) {
        if (!engine.startsWith("jIO")) {
            return NOT_SLOWER;
        }
        return isSorted(question) ? FASTER_THAN_JIO : new Aim.None();
    }

    private static boolean isSorted(Question question) {
        return switch (question.asks().getFirst()) {
            case Ask.Get _ -> false;
            case Ask.Find(var request) -> !request.sortOn().isEmpty();
            case Ask.FindNext(var _, var request) -> !request.sortOn().isEmpty();
        };
    }

    private static String hits(long ours, JsonNode theirs) {
        if (!theirs.has("hits")) {
            return "%,d hits, it took too long to count".formatted(ours);
        }
        long other = theirs.path("hits").asLong();
        return ours == other ? "%,d hits".formatted(ours) : "%,d hits, it %,d".formatted(ours, other);
    }

    /** PouchDB has more than one way to be asked. */
    private static String ways(String engine, Question question) {
        Optional<Mango> mango = engine.startsWith("jIO")
                ? Optional.empty()
                : Mango.of(question.asks().getFirst());
        return mango.map(one -> "; " + one.way()).orElse("");
    }
}
