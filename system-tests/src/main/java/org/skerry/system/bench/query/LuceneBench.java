package org.skerry.system.bench.query;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.local.index.StorageMapping;
import org.skerry.jio.query.AllDocs;
import org.skerry.system.bench.Aim;
import org.skerry.system.bench.Figure;
import org.skerry.system.bench.Figure.Unit;
import org.skerry.system.bench.Lab;

/** The storage in this process and Lucene called directly, on the same index and on one made by hand; they take turns. */
final class LuceneBench {

    private static final Aim RATIO = new Aim.AtMost(1.5);
    private static final Repeats WARM_UP = new Repeats(1, 30, Duration.ofSeconds(1));
    private static final int WARM_UP_ROUNDS = 3;

    private final Lab lab;
    private final Dataset dataset;
    private final Plan plan;
    private final Path data;

    /** @param data of a storage that has all records and is not open */
    LuceneBench(Lab lab, Dataset dataset, Plan plan, Path data) {
        this.lab = lab;
        this.dataset = dataset;
        this.plan = plan;
        this.data = data;
    }

    Table run(List<Question> questions) throws Exception {
        lab.tell("query: building an index of Lucene alone");
        long start = System.nanoTime();
        List<Table.Row> rows = new ArrayList<>();
        try (PlainLucene lucene = PlainLucene.build(lab.folder("lucene"), dataset);
                Storage storage = LocalStorage.open(data);
                StorageMapping mapping = StorageMapping.of(data)) {
            double seconds = (System.nanoTime() - start) / 1e9;
            rows.add(new Table.Row("Lucene's index", List.of(), built(seconds)));
            warmUp(questions, storage, mapping, lucene);
            for (Question question : questions) {
                rows.add(compare(question, storage, mapping, lucene));
            }
        }
        return new Table(
                "lucene",
                "the storage in this process, against Lucene called directly: with the same query on the same index, and"
                        + " on an index made by hand for these queries; both hand out ids only, and mark nothing",
                rows);
    }

    private String built(double seconds) {
        return "built at %s".formatted(Unit.PER_SECOND.format(dataset.shares().records() / seconds));
    }

    /** A daemon has been asked before, and what all questions go through is compiled. */
    private void warmUp(List<Question> questions, Storage storage, StorageMapping mapping, PlainLucene plain) {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            for (Question question : questions) {
                lab.tell("query: Lucene, warming up for " + question.name());
                try {
                    warmUp(asks(question), timers(question, storage, mapping, plain));
                } catch (StorageException failed) {
                    lab.tell("query: " + failed.getMessage()); // the table tells it again
                }
            }
        }
    }

    private static void warmUp(List<Ask> asks, List<ToLongFunction<Ask>> timers) {
        WARM_UP.measureInTurns(asks.reversed(), timers);
    }

    private static List<Ask> asks(Question question) {
        return question.asks().stream().map(LuceneBench::withoutMarks).toList();
    }

    private static boolean isQuery(Question question) {
        return !(question.asks().getFirst() instanceof Ask.Get); // a get is answered without the index
    }

    private static List<ToLongFunction<Ask>> timers(
            Question question, Storage storage, StorageMapping mapping, PlainLucene plain) {
        DirectLucene same = new DirectLucene(mapping.searcher(), mapping);
        return isQuery(question)
                ? List.of(ask -> ours(ask, storage), plain::nanoseconds, same::nanoseconds)
                : List.of(ask -> ours(ask, storage), plain::nanoseconds);
    }

    private Table.Row compare(Question asked, Storage storage, StorageMapping mapping, PlainLucene plain) {
        lab.tell("query: Lucene, " + asked.name());
        List<Ask> asks = asks(asked);
        List<ToLongFunction<Ask>> timers = timers(asked, storage, mapping, plain);
        try {
            warmUp(asks, timers);
            List<Double> times = plan.repeats().measureInTurns(asks, timers).stream()
                    .map(sample -> sample.milliseconds(50))
                    .toList();
            List<Figure> figures = new ArrayList<>(List.of(milliseconds("Skerry p50", times.getFirst())));
            if (isQuery(asked)) {
                figures.add(milliseconds("same query", times.get(2)));
                figures.add(new Figure("ratio", Unit.RATIO, List.of(times.getFirst() / times.get(2)), RATIO));
            }
            figures.add(milliseconds("made by hand", times.get(1)));
            figures.add(new Figure("ratio to it", Unit.RATIO, List.of(times.getFirst() / times.get(1))));
            return new Table.Row(asked.name(), figures, counts(asks.getFirst(), storage, plain));
        } catch (StorageException failed) {
            return Table.Row.notMeasured(asked.name(), failed.getMessage());
        }
    }

    private static Figure milliseconds(String name, double value) {
        return new Figure(name, Unit.MILLISECONDS, List.of(value));
    }

    private static long ours(Ask ask, Storage storage) {
        ask.prepare(storage);
        return Repeats.timed(() -> ask.of(storage));
    }

    /** Marks need the records, which Lucene alone does not have. */
    private static Ask withoutMarks(Ask ask) {
        if (!(ask instanceof Ask.Find(var request) && request.highlight())) {
            return ask;
        }
        return new Ask.Find(new AllDocs(
                request.query(),
                request.sortOn(),
                request.limit(),
                request.selectList(),
                false,
                false,
                request.facets()));
    }

    private static String counts(Ask ask, Storage storage, PlainLucene lucene) {
        long ours = ask.of(storage);
        long theirs = lucene.count(ask);
        if (ours == theirs) {
            return "%,d hits".formatted(ours);
        }
        String why = ask instanceof Ask.Find(var request) && PlainQueries.isFullText(request)
                ? "other rules for words"
                : "THIS SHOULD BE THE SAME";
        return "%,d hits, Lucene %,d: %s".formatted(ours, theirs, why);
    }
}
