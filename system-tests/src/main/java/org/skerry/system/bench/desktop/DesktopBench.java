package org.skerry.system.bench.desktop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.skerry.jio.Storage;
import org.skerry.jio.local.LocalStorage;
import org.skerry.system.launch.WindowProgram;
import org.skerry.system.bench.Aim;
import org.skerry.system.bench.Bench;
import org.skerry.system.bench.BenchFailed;
import org.skerry.system.bench.ChildProcess;
import org.skerry.system.bench.Effort;
import org.skerry.system.bench.Figure;
import org.skerry.system.bench.Lab;
import org.skerry.system.bench.desktop.Visitor.Word;
import org.skerry.system.bench.query.Dataset;
import org.skerry.system.bench.query.Loader;

/** The window, started again and again as a process of its own without a screen, with a master that has many records. */
final class DesktopBench implements Bench {

    private static final Aim FIRST_FRAME = new Aim.AtMost(1_200);
    private static final Aim PAUSE = new Aim.AtMost(100);
    private static final Aim MEMORY = new Aim.AtMost(350e6);
    private static final Aim END = new Aim.AtMost(2_000);

    private final Dataset dataset;
    private final int records;
    private final Map<Word, List<Double>> values = new EnumMap<>(Word.class);

    DesktopBench(Dataset dataset, int records) {
        this.dataset = dataset;
        this.records = records;
    }

    @Override
    public String name() {
        return "desktop";
    }

    @Override
    public String subject() {
        return "the window without a screen, painted in software, joined to a master with %,d records"
                .formatted(records);
    }

    @Override
    public List<Figure> run(Lab lab, Effort effort) throws Exception {
        Path data = lab.folder("data");
        lab.tell("desktop: loading %,d records".formatted(records));
        try (Storage storage = LocalStorage.open(data)) {
            Loader.load(dataset, storage, loaded -> {});
        }
        try (var master = lab.startMaster(data, List.of(), List.of("127.0.0.1"))) {
            String url = master.urls().getFirst();
            lab.tell("desktop: warming up");
            visit(lab, effort, url); // the first start of all reads files that are on the disk only
            values.clear();
            for (int round = 1; round <= effort.rounds(); round++) {
                lab.tell("desktop: round %d of %d".formatted(round, effort.rounds()));
                visit(lab, effort, url);
            }
        }
        return figures();
    }

    private void visit(Lab lab, Effort effort, String url) throws Exception {
        List<String> arguments = List.of(
                Long.toString(effort.span().toMillis()),
                "desktop",
                url,
                "--data",
                lab.folder("desktop").toString());
        List<String> command = WindowProgram.command("desktop-bench", List.of(Visit.class.getName()), arguments);
        long start = System.currentTimeMillis();
        try (ChildProcess desktop = lab.startProgram(command)) {
            for (Word word : Word.values()) {
                double value = told(desktop.nextLine(), word);
                keep(word, word == Word.FIRST_FRAME || word == Word.RECORDS ? value - start : value);
            }
            if (desktop.awaitExit() != 0) {
                throw new BenchFailed("The window failed.");
            }
            List<Double> closing = values.get(Word.CLOSING);
            closing.set(closing.size() - 1, System.currentTimeMillis() - closing.getLast());
        }
    }

    private static double told(String line, Word expected) {
        String[] parts = line.split(" ");
        if (!parts[0].equals(expected.name())) {
            throw new BenchFailed("The window said %s instead of %s.".formatted(line, expected));
        }
        return Double.parseDouble(parts[1]);
    }

    private void keep(Word word, double value) {
        values.computeIfAbsent(word, first -> new ArrayList<>()).add(value);
    }

    private List<Figure> figures() {
        return List.of(
                figure("process start to first frame", Word.FIRST_FRAME, Figure.Unit.MILLISECONDS, FIRST_FRAME),
                figure("process start to records in sight", Word.RECORDS, Figure.Unit.MILLISECONDS, new Aim.None()),
                figure("longest pause, jumping to far rows", Word.PAUSE_SCROLLING, Figure.Unit.MILLISECONDS, PAUSE),
                figure("longest pause, sorting by a header", Word.PAUSE_SORTING, Figure.Unit.MILLISECONDS, PAUSE),
                figure("longest pause, typing a search", Word.PAUSE_TYPING, Figure.Unit.MILLISECONDS, PAUSE),
                figure("memory after all that", Word.MEMORY, Figure.Unit.BYTES, MEMORY),
                figure("closing the window to the end", Word.CLOSING, Figure.Unit.MILLISECONDS, END));
    }

    private Figure figure(String what, Word word, Figure.Unit unit, Aim aim) {
        return new Figure(what, unit, values.get(word), aim);
    }
}
