package org.skerry.master.peers;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.skerry.jio.JsonText;
import org.skerry.master.broadcaster.ConnectedSlaves;
import org.skerry.protocol.message.Message;
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

    /** When slaves of a master that stops should come back first. */
    private static final Duration RETRY_AFTER_STOP = Duration.ofSeconds(1);

    /** How long requests at work may take when the master stops; it has five seconds for everything. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final PeerSession.RequestHandler service;
    private final Supplier<Message.Hello> hello;
    private final Clock clock;
    private final Map<PeerId, SlavePeer> peers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("peer-timer").daemon().factory());

    /**
     * @param service answers the requests of all slaves
     * @param hello what the master says to a slave that says hello
     */
    public PeerRegistry(PeerSession.RequestHandler service, Supplier<Message.Hello> hello, Clock clock) {
        this.service = service;
        this.hello = hello;
        this.clock = clock;
        timer.scheduleWithFixedDelay(
                this::renewWorn, WEAR_CHECK.toMillis(), WEAR_CHECK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void connected(PeerId id, String name, InetAddress address, MessageChannel channel) {
        PeerSession session = new PeerSession(channel, SessionSettings.defaults(), service, hello);
        SlavePeer peer = new SlavePeer(id, name, address, clock.instant(), channel, session);
        if (peers.putIfAbsent(id, peer) != null) {
            session.close(); // both came from sockets that were closed while their channels opened; the first one stays
            return;
        }
        session.onClosed(reason -> {
            peers.remove(id, peer);
            LOG.log(Level.DEBUG, "slave left: {0} peer={1}", reason, id);
        });
        LOG.log(Level.DEBUG, "slave connected peer={0} address={1}", id, address.getHostAddress());
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
                peer.session().tellFeed(feed);
            } catch (RuntimeException unexpected) {
                LOG.log(Level.WARNING, "a slave could not be told of changes peer=" + peer.id(), unexpected);
            }
        }
    }

    /** Everything a person may want to know about the connected slaves, the longest connected first. */
    public ArrayNode report() {
        ArrayNode report = JsonText.nodes().arrayNode();
        peers.values().stream().sorted(Comparator.comparing(SlavePeer::since)).forEach(peer -> {
            var counters = peer.session().counters();
            report.addObject()
                    .put("id", peer.id().text())
                    .put("name", peer.name())
                    .put("address", peer.address().getHostAddress())
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
