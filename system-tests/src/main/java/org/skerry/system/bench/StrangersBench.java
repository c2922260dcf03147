package org.skerry.system.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.master.console.ControlSocket;
import tools.jackson.databind.JsonNode;

/**
 * What paired slaves notice of a thousand strangers a second. The strangers cost the same processors as everything else here,
 * so the same flood is sent to another master, too: the difference is what it does to ours.
 */
final class StrangersBench implements Bench {

    private static final int PER_SECOND = 1_000;
    private static final int BYTES = 200;
    private static final int SLAVES = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "strangers";
    }

    @Override
    public String subject() {
        return "one post and one get after the other by each of %d paired slaves, while strangers ask %,d times a second"
                .formatted(SLAVES, PER_SECOND);
    }

    @Override
    public List<Figure> run(Lab lab, Effort effort) throws Exception {
        Path data = lab.folder("data");
        try (var master = lab.startClosedMaster(data);
                var other = lab.startClosedMaster(lab.folder("other"));
                ChildProcess strangers = lab.startEcho(Strangers.class);
                Workers workers = Workers.paired(lab, data, master.urls().getFirst())) {
            strangers.nextLine();
            lab.tell("strangers: warming up");
            workers.work(WARM_UP.compareTo(effort.warmUp()) < 0 ? WARM_UP : effort.warmUp());
            flood(strangers, master.urls().getFirst(), Duration.ofSeconds(2), () -> 0);
            flood(strangers, other.urls().getFirst(), Duration.ofSeconds(2), () -> 0);
            Series calm = new Series("in calm");
            Series elsewhere = new Series("strangers at another master");
            Series here = new Series("strangers at this master");
            List<Double> refused = new ArrayList<>();
            double connectionsBefore = connections(data);
            for (int round = 1; round <= effort.rounds(); round++) {
                lab.tell("strangers: round %d of %d".formatted(round, effort.rounds()));
                calm.add(workers.work(effort.span()));
                flood(
                        strangers,
                        other.urls().getFirst(),
                        effort.span(),
                        () -> elsewhere.add(workers.work(effort.span())));
                waitingCode(data);
                refused.add(flood(
                        strangers,
                        master.urls().getFirst(),
                        effort.span(),
                        () -> here.add(workers.work(effort.span()))));
            }
            double made = connections(data) - connectionsBefore;
            List<Figure> figures = new ArrayList<>();
            List.of(calm, elsewhere, here).forEach(series -> figures.addAll(List.of(series.p50(), series.p99())));
            figures.add(new Figure("strangers refused in a round", Figure.Unit.COUNT, refused));
            figures.add(new Figure(
                    "native connections made for them", Figure.Unit.COUNT, List.of(made), new Aim.AtMost(0)));
            figures.add(
                    Figure.ratio("p99: at this master / at another", here.p99(), elsewhere.p99(), new Aim.AtMost(1.2)));
            figures.add(Figure.ratio("p99: at this master / in calm", here.p99(), calm.p99(), new Aim.None()));
            return figures;
        }
    }

    /** What goes on meanwhile. */
    private interface Meanwhile {
        Object go() throws Exception;
    }

    /** Returns how many were refused. */
    private static double flood(ChildProcess strangers, String url, Duration span, Meanwhile meanwhile)
            throws Exception {
        strangers.tell("%s %d %d".formatted(url, PER_SECOND * span.toMillis() / 1_000, span.toMillis()));
        meanwhile.go();
        return Double.parseDouble(strangers.nextLine(span.plus(PATIENCE)));
    }

    /** The keeper has made a code that nobody uses. */
    private static void waitingCode(Path data) {
        ControlSocket.ask(data, "pair", JsonText.object().put("role", "writer"));
    }

    private static double connections(Path data) {
        JsonNode status = ControlSocket.ask(data, "status", JsonText.object());
        return status.path("webrtc").path("connections").asLong();
    }

    /** Paired slaves. */
    private record Workers(List<PairedSlave> slaves) implements AutoCloseable {

        static Workers paired(Lab lab, Path data, String url) {
            List<PairedSlave> slaves = new ArrayList<>();
            for (int i = 0; i < SLAVES; i++) {
                slaves.add(PairedSlave.paired(lab, data, url));
            }
            return new Workers(slaves);
        }

        Sample work(Duration span) throws InterruptedException {
            List<Runnable> calls = new ArrayList<>();
            for (PairedSlave slave : slaves) {
                calls.add(() -> {
                    RecordId id = slave.storage().post(Records.ofBytes(BYTES, 1));
                    slave.storage().get(id);
                });
            }
            return Callers.measure(calls, span);
        }

        @Override
        public void close() {
            slaves.forEach(PairedSlave::close);
        }
    }

    private static final class Series {
        private final String when;
        private final List<Double> p50 = new ArrayList<>();
        private final List<Double> p99 = new ArrayList<>();

        Series(String when) {
            this.when = when;
        }

        Sample add(Sample sample) {
            p50.add(sample.milliseconds(50));
            p99.add(sample.milliseconds(99));
            return sample;
        }

        Figure p50() {
            return new Figure("a post and a get, p50, " + when, Figure.Unit.MILLISECONDS, p50);
        }

        Figure p99() {
            return new Figure("a post and a get, p99, " + when, Figure.Unit.MILLISECONDS, p99);
        }
    }
}
