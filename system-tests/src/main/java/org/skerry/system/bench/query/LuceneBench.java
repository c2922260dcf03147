package org.skerry.system.bench.query;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.query.AllDocs;
import org.skerry.system.bench.Aim;
import org.skerry.system.bench.Figure;
import org.skerry.system.bench.Figure.Unit;
import org.skerry.system.bench.Lab;
import org.skerry.system.bench.Sample;

/** The storage in this process, and Lucene with an index made for just these questions; they take turns. */
final class LuceneBench {

    private static final Aim RATIO = new Aim.AtMost(1.5);
    private static final Repeats WARM_UP = new Repeats(1, 30, Duration.ofSeconds(1));

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
                Storage storage = LocalStorage.open(data)) {
            double seconds = (System.nanoTime() - start) / 1e9;
            rows.add(new Table.Row("Lucene's index", List.of(), built(seconds)));
            for (Question question : questions) {
                rows.add(compare(question, storage, lucene));
            }
        }
        return new Table(
                "lucene",
                "the storage in this process, against Lucene called directly with a mapping made for these queries;"
                        + " the latter hands out ids only, and marks nothing",
                rows);
    }

    private String built(double seconds) {
        return "built at %s".formatted(Unit.PER_SECOND.format(dataset.shares().records() / seconds));
    }

    private Table.Row compare(Question asked, Storage storage, PlainLucene lucene) {
        lab.tell("query: Lucene, " + asked.name());
        List<Ask> asks = asked.asks().stream().map(LuceneBench::withoutMarks).toList();
        Repeats.Timed theirs = i -> lucene.nanoseconds(asks.get(i));
        try {
            WARM_UP.measurePair(asks.size(), ours(asks.reversed(), storage), theirs);
            Sample[] pair = plan.repeats().measurePair(asks.size(), ours(asks, storage), theirs);
            double one = pair[0].milliseconds(50);
            double other = pair[1].milliseconds(50);
            List<Figure> figures = List.of(
                    new Figure("Skerry p50", Unit.MILLISECONDS, List.of(one)),
                    new Figure("Lucene p50", Unit.MILLISECONDS, List.of(other)),
                    new Figure("ratio", Unit.RATIO, List.of(one / other), RATIO));
            return new Table.Row(asked.name(), figures, counts(asks.getFirst(), storage, lucene));
        } catch (StorageException failed) {
            return Table.Row.notMeasured(asked.name(), failed.getMessage());
        }
    }

    private static Repeats.Timed ours(List<Ask> asks, Storage storage) {
        return i -> {
            asks.get(i).prepare(storage);
            return Repeats.timed(() -> asks.get(i).of(storage));
        };
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
