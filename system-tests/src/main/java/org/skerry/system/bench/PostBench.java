package org.skerry.system.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.local.LocalStorage;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.protocol.webrtc.WebRtcSettings;
import org.skerry.slave.link.Backoff;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.MasterLink;
import org.skerry.slave.link.SignalClient;
import org.skerry.slave.link.WebRtcNegotiator;

/**
 * How many records some slaves write together, each one after the other, every one acknowledged after the sync; in turns with
 * the way alone, the storage alone, and SQLite alone.
 */
final class PostBench implements Bench {

    private static final List<Integer> WRITERS = List.of(1, 8, 64);
    private static final int KINDS = 4;
    private static final int BYTES = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "posts";
    }

    @Override
    public String subject() {
        return ("records of %d bytes posted over WebRTC to a master in another process, each acknowledged when it is on the disk;"
                        + " the storage and SQLite alone in this process")
                .formatted(BYTES);
    }

    @Override
    public List<Figure> run(Lab lab, Effort effort) throws Exception {
        Path alone = DurableFiles.createFolders(lab.folder("sqlite"));
        String text = JsonText.write(Records.ofBytes(BYTES, 1));
        try (var master = lab.startMaster(List.of("127.0.0.1"));
                Crew crew = new Crew(master.urls().getFirst(), WRITERS.getLast());
                LocalStorage storage = LocalStorage.open(lab.folder("storage"));
                SqliteAlone sqlite = new SqliteAlone(alone.resolve("records.sqlite"))) {
            List<Series> all = new ArrayList<>();
            for (int writers : WRITERS) {
                Runnable bare = () -> sqlite.post(text);
                all.add(new Series("slaves", writers, crew.posts(writers)));
                all.add(new Series("slaves that get", writers, crew.gets(writers)));
                all.add(new Series("threads at the storage", writers, posts(storage, writers)));
                all.add(new Series("threads at SQLite alone", writers, Collections.nCopies(writers, bare)));
            }
            lab.tell("posts: %d slaves connect, and warm up".formatted(WRITERS.getLast()));
            for (Series series : all) {
                Callers.measure(series.posts, effort.warmUp().dividedBy(2));
            }
            for (int round = 1; round <= effort.rounds(); round++) {
                lab.tell("posts: round %d of %d".formatted(round, effort.rounds()));
                for (Series series : all) {
                    series.measure(effort.span());
                }
            }
            return figures(all);
        }
    }

    /** With a write key each, as those of slaves have. */
    private static List<Runnable> posts(Storage storage, int writers) {
        List<Runnable> posts = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            String writer = PeerStorage.randomWriter();
            AtomicLong counter = new AtomicLong();
            posts.add(() -> storage.apply(
                    new Write.Put(RecordId.random(), Records.ofBytes(BYTES, 1), Expected.ABSENT),
                    new WriteKey.Numbered(writer, counter.incrementAndGet())));
        }
        return posts;
    }

    private static List<Figure> figures(List<Series> all) {
        List<Figure> figures = new ArrayList<>(
                all.stream().flatMap(series -> series.figures().stream()).toList());
        for (int i = 0; i < all.size(); i += KINDS) {
            Figure yardstick = all.get(i + 3).rate();
            String writers = "%d at once: ".formatted(all.get(i).writers);
            figures.add(Figure.ratio(
                    writers + "slaves / SQLite alone", all.get(i).rate(), yardstick, new Aim.AtLeast(0.7)));
            figures.add(Figure.ratio(
                    writers + "slaves / slaves that get",
                    all.get(i).rate(),
                    all.get(i + 1).rate(),
                    new Aim.None()));
            figures.add(Figure.ratio(
                    writers + "the storage / SQLite alone", all.get(i + 2).rate(), yardstick, new Aim.AtLeast(0.7)));
        }
        return figures;
    }

    private static final class Series {
        private final String who;
        private final int writers;
        private final List<Runnable> posts;
        private final List<Double> rate = new ArrayList<>();
        private final List<Double> p50 = new ArrayList<>();
        private final List<Double> p99 = new ArrayList<>();

        Series(String who, int writers, List<Runnable> posts) {
            this.who = "%d %s".formatted(writers, who);
            this.writers = writers;
            this.posts = posts;
        }

        void measure(Duration span) throws InterruptedException {
            Sample sample = Callers.measure(posts, span);
            rate.add(sample.perSecond());
            p50.add(sample.milliseconds(50));
            p99.add(sample.milliseconds(99));
        }

        Figure rate() {
            return new Figure(who + ", together", Figure.Unit.PER_SECOND, rate);
        }

        List<Figure> figures() {
            return List.of(
                    rate(),
                    new Figure(who + ", one post, p50", Figure.Unit.MILLISECONDS, p50),
                    new Figure(who + ", one post, p99", Figure.Unit.MILLISECONDS, p99));
        }
    }

    /** The slaves: each has a connection of its own, and they share this process. */
    static final class Crew implements AutoCloseable {
        private final WebRtcRuntime runtime = new WebRtcRuntime(WebRtcSettings.defaults());
        private final List<MasterLink> links = new ArrayList<>();
        private final List<Storage> storages = new ArrayList<>();

        Crew(String url, int slaves) {
            MasterAddress address = MasterAddress.parse(url);
            for (int i = 1; i <= slaves; i++) {
                SignalClient signalling = new SignalClient(new WebRtcNegotiator(runtime), "slave " + i);
                MasterLink link =
                        new MasterLink(signalling, address, SessionSettings.defaults(), new Backoff(new Random()));
                links.add(link.start());
                storages.add(new PeerStorage(link, PATIENCE, PeerStorage.randomWriter()));
            }
            links.forEach(link -> link.session(PATIENCE));
        }

        List<Runnable> posts(int slaves) {
            List<Runnable> posts = new ArrayList<>();
            for (Storage storage : storages.subList(0, slaves)) {
                posts.add(() -> storage.post(Records.ofBytes(BYTES, 1)));
            }
            return posts;
        }

        /** The way there and back, with nearly nothing at its end. */
        List<Runnable> gets(int slaves) {
            RecordId id = storages.getFirst().post(Records.ofBytes(BYTES, 1));
            List<Runnable> gets = new ArrayList<>();
            for (Storage storage : storages.subList(0, slaves)) {
                gets.add(() -> storage.get(id));
            }
            return gets;
        }

        @Override
        public void close() {
            links.forEach(MasterLink::close);
            runtime.close();
        }
    }
}
