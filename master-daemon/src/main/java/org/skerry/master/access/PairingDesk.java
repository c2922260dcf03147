package org.skerry.master.access;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skerry.protocol.pairing.Fingerprint;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.protocol.pairing.PairingRehearsal;

/**
 * The codes that let new slaves in: one for whoever comes, and one for each address that was named. A code is for one slave,
 * ten minutes, three tries. Thread-safe.
 */
public final class PairingDesk {

    private static final Logger LOG = System.getLogger(PairingDesk.class.getName());

    public static final Duration LIFE = Duration.ofMinutes(10);
    public static final int MAX_TRIES = 3;

    /** Wrong tries of codes for whoever comes, in an hour: a guesser finds one of a million codes with a chance of 1e-5. */
    public static final int MAX_FAILURES_PER_HOUR = 10;

    /** Exchanges begun in a second: a site pairs one PC at a time. */
    static final int MAX_PER_SECOND = 5;

    private static final Duration HOUR = Duration.ofHours(1);

    /** Codes for named addresses at a time. */
    private static final int MAX_CODES = 256;

    /** Addresses of wrong tries that are told to people. */
    private static final int MAX_ADDRESSES = 16;

    private final SecureRandom random;
    private final Clock clock;

    // guarded by this
    private final Map<InetAddress, Ticket> named = new HashMap<>();
    private @Nullable Ticket forAnybody;
    private final Deque<Instant> failures = new ArrayDeque<>();
    private final Deque<Instant> begun = new ArrayDeque<>();
    private final Map<InetAddress, Integer> failing = new LinkedHashMap<>();

    public PairingDesk(SecureRandom random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    /** A code as long as it is remembered. All but its final parts is guarded by the desk. */
    final class Ticket {

        private final PairingCode code;
        private final Grant grant;
        private final Actor maker;
        private final boolean isNamed;
        private final Instant end;
        private int wrong;
        private boolean isUsed;
        private Optional<Fingerprint> keptFor = Optional.empty(); // who was right, until its connection is made

        private Ticket(Grant grant, Actor maker, boolean isNamed) {
            this.code = PairingCode.random(random);
            this.grant = grant;
            this.maker = maker;
            this.isNamed = isNamed;
            this.end = clock.instant().plus(LIFE);
        }

        PairingCode code() {
            return code;
        }

        Grant grant() {
            return grant;
        }
    }

    /** What became of a try. */
    enum Verdict {
        RIGHT,
        WRONG,
        NONE,
        EXPIRED,
        USED,
        WORN,
        CAPPED
    }

    /**
     * Makes a code; an earlier one for the same PCs is no longer valid.
     *
     * @param from the only address it is for; empty for any
     * @param maker lets the slave in: no longer, when he may not any more
     */
    synchronized PairingCode issue(Grant grant, Optional<InetAddress> from, Actor maker) {
        PairingRehearsal.begin();
        Ticket ticket = new Ticket(grant, maker, from.isPresent());
        if (from.isEmpty()) {
            end(forAnybody);
            forAnybody = ticket;
        } else {
            named.values().removeIf(old -> old.end.isBefore(clock.instant()));
            end(named.get(from.get()));
            if (named.size() >= MAX_CODES) {
                throw new IllegalArgumentException(
                        "%d codes wait already. Each ends after ten minutes at the latest; try again then."
                                .formatted(MAX_CODES));
            }
            named.put(from.get(), ticket);
        }
        return ticket.code;
    }

    /** Also for those who are trying it at this moment. */
    private static void end(@Nullable Ticket old) {
        if (old != null) {
            old.isUsed = true;
        }
    }

    /** The code that a PC of an address must mean; empty if none was made lately. */
    synchronized Optional<Ticket> ticket(InetAddress address) {
        Ticket own = named.get(address);
        return Optional.ofNullable(
                own != null && state(own, Optional.empty()) == Verdict.RIGHT
                        ? own
                        : forAnybody != null ? forAnybody : own);
    }

    /**
     * Whether a code may be tried: {@link Verdict#RIGHT} if so.
     *
     * @param slave who wants to; empty for whoever
     */
    synchronized Verdict state(Ticket ticket, Optional<Fingerprint> slave) {
        boolean isKept = ticket.keptFor.isPresent() && slave.isPresent() && !ticket.keptFor.equals(slave);
        if (ticket.isUsed || isKept) {
            return Verdict.USED;
        }
        if (ticket.wrong >= MAX_TRIES) {
            return Verdict.WORN;
        }
        if (!ticket.maker.answersForCodes()) {
            return Verdict.NONE;
        }
        if (clock.instant().isAfter(ticket.end)) {
            return Verdict.EXPIRED;
        }
        return !ticket.isNamed && recentFailures() >= MAX_FAILURES_PER_HOUR ? Verdict.CAPPED : Verdict.RIGHT;
    }

    /** Looks at one try, if the code may still be tried. One after the other: no two tries are the third. */
    synchronized <T> Tried<T> tried(Ticket ticket, Fingerprint slave, InetAddress address, Supplier<Optional<T>> look) {
        Verdict state = state(ticket, Optional.of(slave));
        if (state != Verdict.RIGHT) {
            return new Tried<>(state, Optional.empty());
        }
        Optional<T> right = look.get();
        if (right.isPresent()) {
            ticket.keptFor = Optional.of(slave); // it may try again if its connection does not come about
            return new Tried<>(Verdict.RIGHT, right);
        }
        LOG.log(Level.WARNING, "A wrong code was tried from {0}", address.getHostAddress());
        ticket.wrong++;
        if (!ticket.isNamed) {
            failures.add(clock.instant());
        }
        if (failing.containsKey(address) || failing.size() < MAX_ADDRESSES) {
            failing.merge(address, 1, Integer::sum);
        }
        return new Tried<>(ticket.wrong >= MAX_TRIES ? Verdict.WORN : Verdict.WRONG, Optional.empty());
    }

    /** Its slave is connected: the code is over. */
    synchronized void used(Ticket ticket) {
        ticket.isUsed = true;
    }

    record Tried<T>(Verdict verdict, Optional<T> right) {}

    synchronized int triesLeft(Ticket ticket) {
        return MAX_TRIES - ticket.wrong;
    }

    private int recentFailures() {
        Instant hourAgo = clock.instant().minus(HOUR);
        failures.removeIf(time -> time.isBefore(hourAgo));
        return failures.size();
    }

    /** Whether an exchange with whoever comes may begin now: each costs some 10 ms of a processor, for anybody who asks. */
    synchronized boolean mayBegin(Ticket ticket) {
        if (ticket.isNamed) {
            return true;
        }
        Instant secondAgo = clock.instant().minusSeconds(1);
        begun.removeIf(time -> time.isBefore(secondAgo));
        if (begun.size() >= MAX_PER_SECOND) {
            return false;
        }
        begun.add(clock.instant());
        return true;
    }

    /** Wrong tries of codes for whoever comes in the last hour. */
    public synchronized int failuresInTheLastHour() {
        return recentFailures();
    }

    /** From which addresses wrong codes came since the start, and how many; the first sixteen. */
    public synchronized Map<InetAddress, Integer> failingAddresses() {
        return new LinkedHashMap<>(failing);
    }

    /** Whether a code waits that is not for one address. */
    synchronized boolean isWaitingForAnybody() {
        return forAnybody != null && state(forAnybody, Optional.empty()) == Verdict.RIGHT;
    }

    /** Whether a code waits that another one for the same PCs would end. */
    synchronized boolean isWaitingFor(Optional<InetAddress> from) {
        if (from.isEmpty()) {
            return isWaitingForAnybody();
        }
        Ticket own = named.get(from.get());
        return own != null && state(own, Optional.empty()) == Verdict.RIGHT;
    }

    /** Whether a code waits to be used. */
    public synchronized boolean isWaiting() {
        return isWaitingForAnybody()
                || named.values().stream().anyMatch(ticket -> state(ticket, Optional.empty()) == Verdict.RIGHT);
    }
}
