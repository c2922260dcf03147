package org.skerry.system.bench.desktop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.skerry.jio.Storage;
import org.skerry.jio.local.LocalStorage;
import org.skerry.master.console.ControlSocket;
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
import org.skerry.system.launch.WindowProgram;

/** The window, started again and again as a process of its own without a screen, with a master that has many records. */
final class DesktopBench implements Bench {

    private static final Aim FIRST_FRAME = new Aim.AtMost(1_200);
    private static final Aim PAUSE = new Aim.AtMost(100);
    private static final Aim MEMORY = new Aim.AtMost(350e6);
    private static final Aim END = new Aim.AtMost(2_000);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final Dataset dataset;
    private final int records;
    private final List<Double> whileConnecting = new ArrayList<>();
    private final List<Double> whenGone = new ArrayList<>();
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
                leaveWhileConnecting(lab);
                leaveWhenTheMasterIsGone(lab);
            }
        }
        return figures();
    }

    private void visit(Lab lab, Effort effort, String url) throws Exception {
        long start = System.currentTimeMillis();
        try (ChildProcess desktop = open(lab, effort.span().toMillis(), url)) {
            for (Word word : Word.values()) {
                double value = told(desktop.nextLine(), word);
                if (word == Word.CLOSING) {
                    keep(word, awaitEnd(desktop, value));
                } else {
                    keep(word, word == Word.FIRST_FRAME || word == Word.RECORDS ? value - start : value);
                }
            }
        }
    }

    /** A server that takes connections and never says anything. */
    private void leaveWhileConnecting(Lab lab) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
                ChildProcess desktop = open(lab, 0, "127.0.0.1:" + silent.getLocalPort())) {
            told(desktop.nextLine(), Word.FIRST_FRAME);
            silent.accept();
            desktop.tell("");
            whileConnecting.add(awaitEnd(desktop, told(desktop.nextLine(), Word.CLOSING)));
        }
    }

    /** The window does not know yet that it is gone. */
    private void leaveWhenTheMasterIsGone(Lab lab) throws Exception {
        Path data = lab.folder("data");
        try (var master = lab.startMaster(data, List.of(), List.of("127.0.0.1"));
                ChildProcess desktop = open(lab, 0, master.urls().getFirst())) {
            told(desktop.nextLine(), Word.FIRST_FRAME);
            awaitPeer(data);
            master.process().close();
            desktop.tell("");
            whenGone.add(awaitEnd(desktop, told(desktop.nextLine(), Word.CLOSING)));
        }
    }

    private static void awaitPeer(Path data) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ControlSocket.ask(data, "status").get("peers").asInt() == 0) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailed("The window did not join its master.");
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
    }

    private static ChildProcess open(Lab lab, long span, String url) throws IOException {
        List<String> arguments = List.of(
                Long.toString(span),
                "desktop",
                url,
                "--data",
                lab.folder("desktop").toString());
        return lab.startProgram(WindowProgram.command("desktop-bench", List.of(Visit.class.getName()), arguments));
    }

    /** The milliseconds since. */
    private static double awaitEnd(ChildProcess desktop, double since) throws InterruptedException {
        if (desktop.awaitExit() != 0) {
            throw new BenchFailed("The window failed.");
        }
        return System.currentTimeMillis() - since;
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
                figure("closing the window to the end", Word.CLOSING, Figure.Unit.MILLISECONDS, END),
                new Figure("the same while it connects", Figure.Unit.MILLISECONDS, whileConnecting, END),
                new Figure("the same just after kill -9 of the master", Figure.Unit.MILLISECONDS, whenGone, END));
    }

    private Figure figure(String what, Word word, Figure.Unit unit, Aim aim) {
        return new Figure(what, unit, values.get(word), aim);
    }
}
