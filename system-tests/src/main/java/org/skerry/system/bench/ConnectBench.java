package org.skerry.system.bench;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.slave.Slave;
import org.skerry.slave.SlaveSettings;
import org.skerry.slave.link.MasterAddress;

/** How long it takes from the address of a master to its first answer. */
final class ConnectBench implements Bench {

    private static final int CONNECTS_PER_ROUND = 10;
    private static final int BYTES = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Aim AIM = new Aim.AtMost(150);

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public String subject() {
        return "from a master's address to the answer of the first get: WebSocket, offer, answer, ICE, DTLS, hello, call";
    }

    @Override
    public List<Figure> run(Lab lab, Effort effort) throws Exception {
        List<String> addresses = new ArrayList<>(List.of("127.0.0.1"));
        networkAddress().ifPresent(addresses::add);
        try (var master = lab.startMaster(addresses)) {
            RecordId id = leaveRecord(master.urls().getFirst());
            List<Series> all = new ArrayList<>();
            all.add(new Series(
                    "a slave in a warm process, within this PC", master.urls().getFirst()));
            if (addresses.size() > 1) {
                all.add(new Series(
                        "the same, by the PC's address in its network",
                        master.urls().getLast()));
            }
            lab.tell("connect: warming up");
            all.forEach(series -> series.connect(id));
            all.forEach(Series::forget);
            for (int round = 1; round <= effort.rounds(); round++) {
                lab.tell("connect: round %d of %d".formatted(round, effort.rounds()));
                all.forEach(series -> series.connect(id));
            }
            List<Figure> figures = new ArrayList<>();
            all.forEach(series -> figures.addAll(series.figures()));
            lab.tell("connect: skerry call, process by process");
            figures.add(cold(lab, effort, master.urls().getFirst(), id));
            return figures;
        }
    }

    /** The whole command, from the start of its process to the end. */
    private static Figure cold(Lab lab, Effort effort, String url, RecordId id) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int round = 1; round <= effort.rounds(); round++) {
            long start = System.nanoTime();
            try (ChildProcess call = lab.startCommand("call", url, "get", "\"" + id.text() + "\"")) {
                call.nextLine();
                if (call.awaitExit() != 0) {
                    throw new BenchFailed("skerry call failed.");
                }
            }
            times.add((System.nanoTime() - start) / 1e6);
        }
        return new Figure("skerry call as a process of its own, start to end", Figure.Unit.MILLISECONDS, times);
    }

    private static RecordId leaveRecord(String url) {
        try (Slave slave = new Slave(SlaveSettings.of(MasterAddress.parse(url)))) {
            return slave.storage(PATIENCE).post(Records.ofBytes(BYTES, 1));
        }
    }

    /** An address of this PC that is not loopback, if it has one of IPv4. */
    private static Optional<String> networkAddress() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst();
    }

    private static final class Series {
        private final String what;
        private final MasterAddress master;
        private final List<Double> p50 = new ArrayList<>();
        private final List<Long> all = new ArrayList<>();

        Series(String what, String url) {
            this.what = what;
            this.master = MasterAddress.parse(url);
        }

        void connect(RecordId id) {
            long[] times = new long[CONNECTS_PER_ROUND];
            for (int i = 0; i < times.length; i++) {
                times[i] = connectOnce(id);
                all.add(times[i]);
            }
            p50.add(new Sample(times).milliseconds(50));
        }

        void forget() {
            p50.clear();
            all.clear();
        }

        private long connectOnce(RecordId id) {
            long start = System.nanoTime();
            try (Slave slave = new Slave(SlaveSettings.of(master))) {
                Storage storage = slave.storage(PATIENCE);
                storage.get(id);
                return System.nanoTime() - start;
            }
        }

        List<Figure> figures() {
            Sample sample = new Sample(all.stream().mapToLong(Long::longValue).toArray());
            return List.of(
                    new Figure(what + ", p50", Figure.Unit.MILLISECONDS, p50, AIM),
                    new Figure(
                            "%s, p99 of %d".formatted(what, sample.count()),
                            Figure.Unit.MILLISECONDS,
                            List.of(sample.milliseconds(99))));
        }
    }
}
