package org.skerry.system.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.skerry.protocol.webrtc.BareChannel;

/** How much slower a call is than a message that comes back over the same kind of channel. */
final class GetBench implements Bench {

    private static final int BYTES = 200;
    private static final int WINDOW = 32;

    @Override
    public String name() {
        return "get";
    }

    @Override
    public String subject() {
        return "get of a record of %d bytes from a master in another process; echoes of %d bytes in another process"
                .formatted(BYTES, BYTES);
    }

    @Override
    public List<Figure> run(Lab lab, Effort effort) throws Exception {
        byte[] message = "x".repeat(BYTES).getBytes(StandardCharsets.UTF_8);
        try (var master = lab.startMaster(List.of("127.0.0.1"));
                ChildProcess bareEcho = lab.startEcho(BareChannel.class);
                ChildProcess webSocketEcho = lab.startEcho(WebSocketEcho.class);
                Contender skerry = new Gets(master.urls().getFirst(), BYTES);
                Contender bare = new Echo("bare WebRTC", message, receiver -> BareLine.open(bareEcho, receiver));
                Contender webSocket =
                        new Echo("WebSocket", message, receiver -> WebSocketLine.open(webSocketEcho, receiver))) {
            return compare(lab, effort, List.of(skerry, bare, webSocket));
        }
    }

    private static List<Figure> compare(Lab lab, Effort effort, List<Contender> contenders)
            throws InterruptedException {
        for (Contender contender : contenders) {
            lab.tell("get: warming up " + contender.name());
            contender.measure(WINDOW, effort.warmUp());
            contender.measure(1, effort.warmUp());
        }
        List<Series> all = contenders.stream().map(Series::new).toList();
        List<Series> order = new ArrayList<>(all);
        for (int round = 1; round <= effort.rounds(); round++) {
            lab.tell("get: round %d of %d".formatted(round, effort.rounds()));
            for (Series series : order) {
                series.measure(effort);
            }
            Collections.rotate(order, 1);
        }
        return figures(all.get(0), all.get(1), all.get(2));
    }

    private static List<Figure> figures(Series skerry, Series bare, Series webSocket) {
        List<Figure> figures = new ArrayList<>();
        for (Series series : List.of(skerry, bare, webSocket)) {
            figures.addAll(List.of(series.p50(), series.p99(), series.rate()));
        }
        figures.add(
                Figure.ratio("one at a time, p50: Skerry / bare WebRTC", skerry.p50(), bare.p50(), new Aim.AtMost(2)));
        figures.add(Figure.ratio(
                WINDOW + " at a time: Skerry / bare WebRTC", skerry.rate(), bare.rate(), new Aim.AtLeast(0.8)));
        figures.add(
                Figure.ratio("one at a time, p50: Skerry / WebSocket", skerry.p50(), webSocket.p50(), new Aim.None()));
        figures.add(Figure.ratio(
                WINDOW + " at a time: Skerry / WebSocket", skerry.rate(), webSocket.rate(), new Aim.None()));
        return figures;
    }

    /** What one contender did, round by round. */
    private static final class Series {
        private final Contender contender;
        private final List<Double> p50 = new ArrayList<>();
        private final List<Double> p99 = new ArrayList<>();
        private final List<Double> rate = new ArrayList<>();

        Series(Contender contender) {
            this.contender = contender;
        }

        void measure(Effort effort) throws InterruptedException {
            Sample one = contender.measure(1, effort.span());
            p50.add(one.milliseconds(50));
            p99.add(one.milliseconds(99));
            rate.add(contender.measure(WINDOW, effort.span()).perSecond());
        }

        Figure p50() {
            return new Figure(contender.name() + ", one at a time, p50", Figure.Unit.MILLISECONDS, p50);
        }

        Figure p99() {
            return new Figure(contender.name() + ", one at a time, p99", Figure.Unit.MILLISECONDS, p99);
        }

        Figure rate() {
            return new Figure(contender.name() + ", %d at a time".formatted(WINDOW), Figure.Unit.PER_SECOND, rate);
        }
    }
}
