package org.skerry.system.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.skerry.jio.Storage;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.protocol.webrtc.WebRtcSettings;
import org.skerry.slave.link.Backoff;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.MasterLink;
import org.skerry.slave.link.SignalClient;
import org.skerry.slave.link.WebRtcNegotiator;

/** How many records some slaves write together, each one after the other, every one acknowledged after the sync. */
final class PostBench implements Bench {

    private static final List<Integer> SLAVES = List.of(1, 8, 64);
    private static final int BYTES = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "posts";
    }

    @Override
    public String subject() {
        return "records of %d bytes posted over WebRTC, each acknowledged when it is on the disk".formatted(BYTES);
    }

    @Override
    public List<Figure> run(Lab lab, Effort effort) throws Exception {
        try (var master = lab.startMaster(List.of("127.0.0.1"));
                Crew crew = new Crew(master.urls().getFirst())) {
            List<Series> all = SLAVES.stream().map(Series::new).toList();
            lab.tell("posts: %d slaves connect, and warm up".formatted(SLAVES.getLast()));
            crew.post(SLAVES.getLast(), effort.warmUp());
            crew.post(1, effort.warmUp());
            for (int round = 1; round <= effort.rounds(); round++) {
                lab.tell("posts: round %d of %d".formatted(round, effort.rounds()));
                for (Series series : all) {
                    series.add(crew.post(series.slaves, effort.span()));
                }
            }
            return all.stream().flatMap(series -> series.figures().stream()).toList();
        }
    }

    private static final class Series {
        private final int slaves;
        private final List<Double> rate = new ArrayList<>();
        private final List<Double> p50 = new ArrayList<>();
        private final List<Double> p99 = new ArrayList<>();

        Series(int slaves) {
            this.slaves = slaves;
        }

        void add(Sample sample) {
            rate.add(sample.perSecond());
            p50.add(sample.milliseconds(50));
            p99.add(sample.milliseconds(99));
        }

        List<Figure> figures() {
            String who = slaves == 1 ? "1 slave" : slaves + " slaves";
            return List.of(
                    new Figure(who + ", together", Figure.Unit.PER_SECOND, rate),
                    new Figure(who + ", one post, p50", Figure.Unit.MILLISECONDS, p50),
                    new Figure(who + ", one post, p99", Figure.Unit.MILLISECONDS, p99));
        }
    }

    /** The slaves: each has a connection of its own, and they share this process. */
    private static final class Crew implements AutoCloseable {
        private final WebRtcRuntime runtime = new WebRtcRuntime(WebRtcSettings.defaults());
        private final List<MasterLink> links = new ArrayList<>();
        private final List<Storage> storages = new ArrayList<>();

        Crew(String url) {
            MasterAddress address = MasterAddress.parse(url);
            for (int i = 1; i <= SLAVES.getLast(); i++) {
                SignalClient signalling = new SignalClient(new WebRtcNegotiator(runtime), "slave " + i);
                MasterLink link =
                        new MasterLink(signalling, address, SessionSettings.defaults(), new Backoff(new Random()));
                links.add(link.start());
                storages.add(new PeerStorage(link, PATIENCE, PeerStorage.randomWriter()));
            }
            links.forEach(link -> link.session(PATIENCE));
        }

        Sample post(int slaves, Duration span) throws InterruptedException {
            List<Runnable> calls = new ArrayList<>();
            for (Storage storage : storages.subList(0, slaves)) {
                calls.add(() -> storage.post(Records.ofBytes(BYTES, 1)));
            }
            return Callers.measure(calls, span);
        }

        @Override
        public void close() {
            links.forEach(MasterLink::close);
            runtime.close();
        }
    }
}
