package org.skerry.master.peers;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.skerry.jio.JsonText;
import org.skerry.master.broadcaster.Arrival;
import org.skerry.master.broadcaster.ConnectedSlaves;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.pairing.Fingerprint;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.signal.PeerId;
import tools.jackson.databind.node.ArrayNode;

/** The slaves whose channel is open. Thread-safe. */
public final class PeerRegistry implements ConnectedSlaves, AutoCloseable {

    private static final Logger LOG = System.getLogger(PeerRegistry.class.getName());

    /** How often worn channels are looked for. */
    private static final Duration WEAR_CHECK = Duration.ofSeconds(5);

    /** Connections of one paired PC: its window and some commands. Each has a port of its own. */
    private static final int MAX_OF_A_KEY = 64;

    /** When slaves of a master that stops should come back first. */
    private static final Duration RETRY_AFTER_STOP = Duration.ofSeconds(1);

    /** How long requests at work may take when the master stops; it has five seconds for everything. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final Function<Arrival, Optional<SlaveService>> services;
    private final Function<SlaveService, Message.Hello> hello;
    private final Clock clock;
    private final Map<PeerId, SlavePeer> peers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("peer-timer").daemon().factory());

    /**
     * @param services what serves a slave; empty if it is no longer let in
     * @param hello what the master says to a slave that says hello
     */
    public PeerRegistry(
            Function<Arrival, Optional<SlaveService>> services,
            Function<SlaveService, Message.Hello> hello,
            Clock clock) {
        this.services = services;
        this.hello = hello;
        this.clock = clock;
        timer.scheduleWithFixedDelay(
                this::renewWorn, WEAR_CHECK.toMillis(), WEAR_CHECK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void connected(Arrival slave, MessageChannel channel) {
        Optional<SlaveService> service = services.apply(slave);
        boolean hasEnough = slave.key().isPresent()
                && peers.values().stream()
                                .filter(peer -> peer.arrival().key().equals(slave.key()))
                                .count()
                        >= MAX_OF_A_KEY;
        if (service.isEmpty() || hasEnough) {
            channel.close();
            return;
        }
        PeerId id = slave.peer();
        SlaveService served = service.get();
        CompletableFuture<PeerSession> made =
                new CompletableFuture<>(); // of the handler, which a request may reach before
        PeerSession session = new PeerSession(
                channel, SessionSettings.defaults(), served.handler(made::join), () -> hello.apply(served));
        made.complete(session);
        SlavePeer peer = new SlavePeer(slave, clock.instant(), channel, session, served);
        if (peers.putIfAbsent(id, peer) != null) {
            session.close(); // both came from sockets that were closed while their channels opened; the first one stays
            served.left();
            return;
        }
        session.onClosed(reason -> {
            peers.remove(id, peer);
            served.left();
            LOG.log(Level.DEBUG, "slave left: {0} peer={1}", reason, id);
        });
        LOG.log(
                Level.DEBUG,
                "slave connected peer={0} address={1}",
                id,
                slave.address().getHostAddress());
        if (services.apply(slave).isEmpty()) {
            session.close(); // revoked at this very moment
        }
    }

    /** Cuts off all connections of a slave at once; what it had asked for is not answered. */
    public void cut(Fingerprint key) {
        for (SlavePeer peer : peers.values()) {
            if (peer.arrival().key().equals(Optional.of(key))) {
                try (PeerSession session = peer.session()) {
                    session.notify(new Message.Notice(
                            Message.Notice.REVOKED,
                            "The keeper of this master has taken this PC's right to connect away.",
                            null));
                }
            }
        }
    }

    /** Since when the slaves that are connected are. */
    public Map<Fingerprint, Instant> since() {
        Map<Fingerprint, Instant> since = new HashMap<>();
        peers.values()
                .forEach(peer -> peer.arrival()
                        .key()
                        .ifPresent(key ->
                                since.merge(key, peer.since(), BinaryOperator.minBy(Comparator.naturalOrder()))));
        return since;
    }

    @Override
    public boolean isConnected(PeerId id) {
        return peers.containsKey(id);
    }

    /** How many slaves are connected. */
    public int count() {
        return peers.size();
    }

    /** Tells all slaves that listen where the change feed stands; waits for none of them. By one thread at a time. */
    void tellFeed(Message.Feed feed) {
        for (SlavePeer peer : peers.values()) {
            try {
                peer.session().tellFeed(peer.service().feed(feed));
            } catch (RuntimeException | OutOfMemoryError unexpected) { // the thread goes on for all the others
                LOG.log(
                        Level.WARNING,
                        "a slave could not be told of changes peer="
                                + peer.arrival().peer(),
                        unexpected);
            }
        }
    }

    /** Everything a person may want to know about the connected slaves, the longest connected first. */
    public ArrayNode report() {
        ArrayNode report = JsonText.nodes().arrayNode();
        peers.values().stream().sorted(Comparator.comparing(SlavePeer::since)).forEach(peer -> {
            var counters = peer.session().counters();
            Arrival arrival = peer.arrival();
            report.addObject()
                    .put("id", arrival.peer().text())
                    .put("name", arrival.name())
                    .put("key", arrival.key().map(Fingerprint::groups).orElse(""))
                    .put("address", arrival.address().getHostAddress())
                    .put("since", peer.since().toString())
                    .put("calls", counters.calls())
                    .put("bytes_in", counters.bytesIn())
                    .put("bytes_out", counters.bytesOut());
        });
        return report;
    }

    /** Finishes what slaves have asked for, tells them that the master stops, and closes their channels. */
    @Override
    public void close() {
        timer.shutdownNow();
        try (var leaving = Executors.newVirtualThreadPerTaskExecutor()) {
            peers.values().forEach(peer -> leaving.execute(() -> dismiss(peer)));
        }
    }

    private static void dismiss(SlavePeer peer) {
        try (PeerSession session = peer.session()) {
            session.notify(
                    new Message.Notice(Message.Notice.CLOSING, "The master is being stopped.", RETRY_AFTER_STOP));
            session.awaitQuiet(STOP_PATIENCE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void renewWorn() {
        var renew = new Message.Notice(Message.Notice.RECONNECT, "The connection is renewed.", null);
        for (SlavePeer peer : peers.values()) {
            if (peer.channel().isWorn()) {
                peer.session().notify(renew);
            }
        }
    }
}
