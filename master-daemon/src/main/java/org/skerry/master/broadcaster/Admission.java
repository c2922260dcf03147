package org.skerry.master.broadcaster;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalCodec;
import org.skerry.protocol.signal.SignalMessage.Reason;
import org.skerry.protocol.signal.SignalMessage.Refused;

/**
 * Decides who may come how far, before anything native is made. Thread-safe; holds its lock for map operations only.
 */
public final class Admission {

    /** Sockets that have not led to a connected slave, in all: a site has some dozens of PCs. */
    static final int MAX_SOCKETS = 256;

    /** The same for one address: one PC, or several behind one router. */
    static final int MAX_SOCKETS_PER_ADDRESS = 8;

    /**
     * Frames refused as malformed, plus connections made for nothing (each costs native memory that never comes back), per
     * address and minute; a PC that causes more is broken or hostile.
     */
    static final int MAX_FAILURES_PER_MINUTE = 20;

    /** Connections in the making at a time; each costs native memory. */
    static final int MAX_PENDING = 32;

    /** Connections that one socket may have made; a slave needs one. */
    static final int MAX_ATTEMPTS_PER_SOCKET = 32;

    /** When to come back after {@code busy}: about what a connection in the making takes. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final boolean open;
    private final Predicate<PeerId> isLive;
    private final Map<PeerId, Object> owners = new HashMap<>();
    private final Map<Object, Integer> attempts = new HashMap<>();
    private final Map<Object, Integer> greeted = new HashMap<>();
    private final Map<InetAddress, Integer> sockets = new HashMap<>();
    private final RecentFailures failures;
    private final Map<Object, Waiting> waiting = new LinkedHashMap<>(); // the oldest first
    private int pending;
    private long admitted;
    private final Map<Reason, Long> refused = new HashMap<>();

    /** A socket that has not led to a connected slave. */
    private static final class Waiting {
        private final InetAddress address;
        private final Runnable end;
        private boolean isEnded;

        private Waiting(InetAddress address, Runnable end) {
            this.address = address;
            this.end = end;
        }
    }

    /**
     * What admission has seen since the start.
     *
     * @param sockets unproved sockets now
     * @param pending connections in the making now
     */
    public record Counters(int sockets, int pending, long admitted, Map<Reason, Long> refused) {}

    /**
     * @param open trial mode: no pairing, slaves of 2016 may offer
     * @param isLive whether an identifier belongs to a connected slave
     */
    public Admission(boolean open, Predicate<PeerId> isLive, Clock clock) {
        this.open = open;
        this.isLive = isLive;
        failures = new RecentFailures(clock);
    }

    /** The limits in force, by name, for people to see. */
    public static Map<String, Integer> limits() {
        Map<String, Integer> limits = new LinkedHashMap<>();
        limits.put("sockets", MAX_SOCKETS);
        limits.put("sockets_per_address", MAX_SOCKETS_PER_ADDRESS);
        limits.put("failures_per_minute", MAX_FAILURES_PER_MINUTE);
        limits.put("pending", MAX_PENDING);
        return limits;
    }

    public synchronized Counters counters() {
        return new Counters(waiting.size(), pending, admitted, Map.copyOf(refused));
    }

    /**
     * A socket was opened. Every socket is left again with {@link #leave}, the refused ones included.
     *
     * @param end makes place; called when all places are taken, for the oldest socket of the address that has most
     */
    synchronized Optional<Refused> enter(InetAddress address, Object socket, Runnable end) {
        waiting.put(socket, new Waiting(address, end));
        int fromThere = sockets.merge(address, 1, Integer::sum);
        if (!isExempt(address) && fromThere > MAX_SOCKETS_PER_ADDRESS) {
            return busy(null, "Too many connections are being opened from this address.");
        }
        if (waiting.size() > MAX_SOCKETS) {
            if (open) {
                return busy(null, "Too many PCs are connecting at once.");
            }
            makePlace(socket);
        }
        return refusedForFailures(null, address);
    }

    /** Whoever just came may be an honest PC, which needs its place for a moment. */
    private void makePlace(Object newcomer) {
        int most = sockets.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        waiting.entrySet().stream()
                .filter(entry -> entry.getKey() != newcomer
                        && !entry.getValue().isEnded
                        && sockets.getOrDefault(entry.getValue().address, 0) == most)
                .findFirst()
                .ifPresent(entry -> {
                    entry.getValue().isEnded = true;
                    entry.getValue().end.run();
                });
    }

    /** A socket is gone, or has led to a connected slave: it no longer counts. */
    synchronized void leave(InetAddress address, Object socket) {
        waiting.remove(socket);
        sockets.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    /** May this socket's slave be asked who it is? */
    synchronized Optional<Refused> greet(PeerId peer, Object socket, InetAddress address) {
        if (greeted.merge(socket, 1, Integer::sum) > MAX_ATTEMPTS_PER_SOCKET) {
            return busy(peer, "This WebSocket has made too many attempts; open a new one.");
        }
        return refusedForFailures(peer, address);
    }

    /** May this socket's slave have a connection made? If so, {@link #settled} is called when it is open or given up. */
    synchronized Optional<Refused> admit(PeerId peer, Object socket, InetAddress address) {
        Object owner = owners.get(peer);
        if (owner != null && owner != socket || isLive.test(peer)) {
            return refuse(peer, Reason.DUPLICATE, "This identifier is in use; make a new one and try again.");
        }
        if (pending >= MAX_PENDING) {
            return busy(peer, "Too many PCs are connecting at once.");
        }
        if (attempts.getOrDefault(socket, 0) >= MAX_ATTEMPTS_PER_SOCKET) {
            return busy(peer, "This WebSocket has made too many attempts; open a new one.");
        }
        Optional<Refused> tooManyFailures = refusedForFailures(peer, address);
        if (tooManyFailures.isPresent()) {
            return tooManyFailures;
        }
        attempts.merge(socket, 1, Integer::sum);
        owners.put(peer, socket);
        pending++;
        admitted++;
        return Optional.empty();
    }

    /** A connection in the making is open or given up. */
    synchronized void settled() {
        pending--;
    }

    /** A connection was made for nothing: its slave gave it up, began anew or did not answer. */
    synchronized void failed(InetAddress address) {
        if (!isExempt(address)) {
            failures.add(address);
        }
    }

    /** What counted as a failure has ended well. */
    synchronized void forgiven(InetAddress address) {
        if (!isExempt(address)) {
            failures.takeBack(address);
        }
    }

    /** The doorkeeper has declined. */
    synchronized Refused declined(Refused refused, InetAddress address) {
        failed(address);
        count(refused.reason());
        return refused;
    }

    /** A socket is closed: its identifiers are free. */
    synchronized void release(Object socket) {
        greeted.remove(socket);
        if (attempts.remove(socket) != null) {
            owners.values().removeIf(owner -> owner == socket);
        }
    }

    Refused version(PeerId peer) {
        return refuse(peer, Reason.VERSION, "This master speaks version %d.".formatted(SignalCodec.VERSION))
                .get();
    }

    Refused expired(PeerId peer) {
        return refuse(peer, Reason.EXPIRED, "The connection was not made in time; try again.")
                .get();
    }

    /** The fault is on this side, and may pass. */
    synchronized Refused unavailable(@Nullable PeerId peer) {
        return busy(peer, "This master cannot make a connection just now; try again later.")
                .get();
    }

    /** @param peer empty where the frame did not say who sent it */
    synchronized Refused malformed(Optional<PeerId> peer, InetAddress address, String sentence) {
        failed(address);
        count(Reason.MALFORMED);
        return new Refused(peer.orElse(null), Reason.MALFORMED, sentence, null);
    }

    private Optional<Refused> refusedForFailures(@Nullable PeerId peer, InetAddress address) {
        if (isExempt(address)) {
            return Optional.empty();
        }
        if (failures.of(address) < MAX_FAILURES_PER_MINUTE) {
            return Optional.empty();
        }
        Duration untilForgotten = failures.untilOneIsForgotten(address);
        count(Reason.BUSY);
        return Optional.of(new Refused(
                peer,
                Reason.BUSY,
                "Too many attempts from this address have failed; wait a minute.",
                untilForgotten.compareTo(RETRY_AFTER) < 0 ? RETRY_AFTER : untilForgotten));
    }

    private boolean isExempt(InetAddress address) {
        return open && address.isLoopbackAddress();
    }

    private Optional<Refused> busy(@Nullable PeerId peer, String sentence) {
        count(Reason.BUSY);
        return Optional.of(new Refused(peer, Reason.BUSY, sentence, RETRY_AFTER));
    }

    private synchronized Optional<Refused> refuse(PeerId peer, Reason reason, String sentence) {
        count(reason);
        return Optional.of(new Refused(peer, reason, sentence, null));
    }

    private void count(Reason reason) {
        refused.merge(reason, 1L, Long::sum);
    }
}
