package org.skerry.slave.ui.attach;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** How fast something goes, of what was told in the last seconds. JavaFX thread. */
final class Speed {

    /** Long enough to be calm, short enough to follow the network. */
    private static final Duration LOOKED_AT = Duration.ofSeconds(8);

    /** Before that any figure would be a guess. */
    private static final Duration FIRST_FIGURE = Duration.ofSeconds(1);

    private static final double MILLIS = 1000;

    private final Deque<Told> told = new ArrayDeque<>();

    private record Told(Instant at, long done) {}

    void tell(Instant at, long done) {
        Told last = told.peekLast();
        if (last != null && done < last.done()) {
            told.clear(); // begun anew
        }
        told.addLast(new Told(at, done));
        while (told.size() > 2 && told.getFirst().at().isBefore(at.minus(LOOKED_AT))) {
            told.removeFirst();
        }
    }

    void forget() {
        told.clear();
    }

    /** In bytes a second; empty while nobody knows. */
    OptionalDouble perSecond() {
        if (told.isEmpty()) {
            return OptionalDouble.empty();
        }
        Duration time = Duration.between(told.getFirst().at(), told.getLast().at());
        long done = told.getLast().done() - told.getFirst().done();
        return time.compareTo(FIRST_FIGURE) < 0 || done <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(done * MILLIS / time.toMillis());
    }
}
