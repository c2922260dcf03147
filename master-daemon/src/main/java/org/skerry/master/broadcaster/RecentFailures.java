package org.skerry.master.broadcaster;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What went wrong in the last minute, by address. Each call looks at a few entries only, however many addresses there are. Not
 * thread-safe.
 */
final class RecentFailures {

    /** Addresses that are remembered at a time; in a flood from ever new ones the oldest are forgotten. */
    static final int MAX_ADDRESSES = 1_000;

    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<InetAddress, Deque<Instant>> times = new LinkedHashMap<>(); // whoever failed last is the last

    RecentFailures(Clock clock) {
        this.clock = clock;
    }

    void add(InetAddress address) {
        Deque<Instant> known = times.remove(address);
        forgetOldest();
        Deque<Instant> recent = known == null ? new ArrayDeque<>() : known;
        recent.add(clock.instant());
        times.put(address, recent);
    }

    /** The last one was none. */
    void takeBack(InetAddress address) {
        Deque<Instant> recent = times.get(address);
        if (recent != null) {
            recent.pollLast();
        }
    }

    int of(InetAddress address) {
        Deque<Instant> recent = times.get(address);
        if (recent == null) {
            return 0;
        }
        Instant end = clock.instant().minus(REMEMBERED);
        while (!recent.isEmpty() && recent.element().isBefore(end)) {
            recent.remove();
        }
        if (recent.isEmpty()) {
            times.remove(address);
        }
        return recent.size();
    }

    /** Of an address that has some. */
    Duration untilOneIsForgotten(InetAddress address) {
        return Duration.between(
                clock.instant(),
                times.getOrDefault(address, new ArrayDeque<>()).element().plus(REMEMBERED));
    }

    /** Those of whom nothing happened for a minute, and one more if there are too many. */
    private void forgetOldest() {
        Instant end = clock.instant().minus(REMEMBERED);
        Iterator<Deque<Instant>> oldest = times.values().iterator();
        while (oldest.hasNext()) {
            Deque<Instant> recent = oldest.next();
            boolean isOver = recent.isEmpty() || recent.getLast().isBefore(end);
            if (!isOver && times.size() < MAX_ADDRESSES) {
                return;
            }
            oldest.remove();
        }
    }
}
