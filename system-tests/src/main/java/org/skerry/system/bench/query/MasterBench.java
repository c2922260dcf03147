package org.skerry.system.bench.query;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;
import org.skerry.slave.Slave;
import org.skerry.slave.SlaveSettings;
import org.skerry.slave.link.MasterAddress;
import org.skerry.system.bench.Figure;
import org.skerry.system.bench.Lab;
import org.skerry.system.bench.Sample;

/** A master in a process of its own with all records, and a slave that asks it over WebRTC. */
final class MasterBench {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Repeats WARM_UP = new Repeats(1, 30, Duration.ofSeconds(1));

    private final Lab lab;
    private final Dataset dataset;
    private final Plan plan;
    private final Path data;
    private final Samples samples = new Samples();
    private final List<Table.Row> dataRows = new ArrayList<>();

    /** @param data the master's folder, which stays */
    MasterBench(Lab lab, Dataset dataset, Plan plan, Path data) {
        this.lab = lab;
        this.dataset = dataset;
        this.plan = plan;
        this.data = data;
    }

    /** What the loaded records offer to ask; there after {@link #run}. */
    List<Question> questions() {
        return Questions.of(samples, dataset.shares().records());
    }

    List<Table> run() throws Exception {
        if (plan.way() == Plan.Way.FOLDER) {
            try (Storage storage = LocalStorage.open(data)) {
                load(storage);
            }
        }
        List<Table.Row> answers = new ArrayList<>();
        try (Lab.RunningMaster master = lab.startMaster(data, plan.masterOptions(), List.of("127.0.0.1"))) {
            try (Slave slave =
                    new Slave(SlaveSettings.of(MasterAddress.parse(master.urls().getFirst())))) {
                Storage storage = slave.storage(PATIENCE);
                if (plan.way() == Plan.Way.SLAVE) {
                    load(storage);
                }
                MasterState state = new MasterState(data);
                tellIndexed(state);
                questions().forEach(question -> answers.add(ask(question, storage)));
                tellEnd(state);
            }
            master.process().stop();
        }
        return List.of(
                new Table("data", subject(), dataRows),
                new Table(
                        "queries",
                        "asked one after the other by a slave over WebRTC; aims are for a million",
                        answers));
    }

    private String subject() {
        Shares shares = dataset.shares();
        return "%,d cities, %,d villages, %,d invented records in one master, loaded %s%s"
                .formatted(
                        shares.cities(),
                        shares.villages(),
                        shares.invented(),
                        plan.way().words(),
                        plan.masterOptions().isEmpty() ? "" : "; Java " + String.join(" ", plan.masterOptions()));
    }

    private void load(Storage storage) {
        int records = dataset.shares().records();
        lab.tell("query: loading %,d records".formatted(records));
        Duration took = Loader.load(dataset, storage, samples);
        dataRows.add(new Table.Row("acknowledged", Figure.Unit.PER_SECOND, records / seconds(took)));
    }

    private void tellIndexed(MasterState state) throws Exception {
        lab.tell("query: waiting for the index");
        Optional<Duration> indexed = state.awaitIndexed();
        String what = "index caught up after the last write";
        dataRows.add(indexed.map(took -> new Table.Row(what, Figure.Unit.SECONDS, seconds(took)))
                .orElseGet(() -> Table.Row.notMeasured(what, "this build has no index")));
        long bytes = state.indexBytes();
        String size = "index, for each record";
        dataRows.add(
                bytes == 0
                        ? Table.Row.notMeasured(size, "this build has no index")
                        : new Table.Row(
                                size,
                                Figure.Unit.BYTES,
                                (double) bytes / dataset.shares().records()));
        dataRows.add(new Table.Row("master's memory after loading", Figure.Unit.BYTES, state.memoryBytes()));
    }

    private void tellEnd(MasterState state) throws Exception {
        dataRows.add(new Table.Row("master's memory after the queries", Figure.Unit.BYTES, state.memoryBytes()));
        lab.tell("query: building the index anew");
        String what = "index built anew";
        dataRows.add(state.reindex(lab)
                .map(took -> new Table.Row(what, Figure.Unit.SECONDS, seconds(took)))
                .orElseGet(() -> Table.Row.notMeasured(what, "this build has no skerry reindex")));
    }

    private Table.Row ask(Question question, Storage storage) {
        lab.tell("query: " + question.name());
        try {
            WARM_UP.measure(question.asks().reversed(), storage);
            Sample sample = plan.repeats().measure(question.asks(), storage);
            List<Figure> figures = new ArrayList<>(question.goal().figures(sample));
            long hits = question.asks().getFirst().of(storage);
            figures.add(new Figure("hits", Figure.Unit.COUNT, List.of((double) hits)));
            figures.add(new Figure("calls", Figure.Unit.COUNT, List.of((double) sample.count())));
            return new Table.Row(question.name(), figures, "");
        } catch (StorageException failed) {
            return Table.Row.notMeasured(question.name(), failed.getMessage());
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
