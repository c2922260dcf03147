package org.skerry.master.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.RecordId;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.Interrupts;
import org.skerry.jio.query.RecordView;
import org.skerry.protocol.message.LiveRow.Went;

/**
 * One query as somebody sees the records, for all who follow it and see alike: asked once of each stretch. Used by one thread.
 */
final class Watch {

    /** For so long a query is not asked again that took too long: who follows it is told to ask himself. */
    static final Duration REST = Duration.ofMinutes(1);

    private final RecordView view;
    private final Predicate<StoredRecord> matcher;

    private @Nullable Stretch last;
    private List<Event> lastEvents = List.of();
    private boolean isTired;
    private long tiredSince;

    /**
     * Something happened to the answer of the query.
     *
     * @param record as it is seen now; empty if it went out
     */
    record Event(RecordId id, Went went, Optional<StoredRecord> record) {}

    Watch(RecordView view, Predicate<StoredRecord> matcher) {
        this.view = view;
        this.matcher = matcher;
    }

    /**
     * @param budget of the time for it
     * @return empty where it takes too long to find out, now and for a while
     */
    Optional<List<Event>> events(Stretch stretch, TimeBudget budget) {
        if (stretch == last) {
            return Optional.of(lastEvents);
        }
        if (isTired && budget.now() - tiredSince < REST.toNanos()) {
            return Optional.empty();
        }
        Optional<List<Event>> found = budget.run(() -> find(stretch));
        isTired = found.isEmpty();
        tiredSince = budget.now();
        found.ifPresent(events -> {
            lastEvents = events;
            last = stretch;
        });
        return found;
    }

    void forget() {
        last = null;
        lastEvents = List.of();
    }

    private List<Event> find(Stretch stretch) {
        List<Event> events = new ArrayList<>();
        for (Stretch.Turn turn : stretch.seenBy(view)) {
            List<Optional<StoredRecord>> states = turn.states();
            Optional<StoredRecord> now = states.getLast();
            if (!isThere(now)) {
                // Also what came and went: who asked in between has it.
                if (states.stream().anyMatch(this::isThere)) {
                    events.add(new Event(turn.id(), Went.OUT, Optional.empty()));
                }
            } else if (!isThere(states.getFirst())) {
                events.add(new Event(turn.id(), Went.IN, now));
            } else if (turn.isTouched() || states.stream().anyMatch(state -> isOther(state, now))) {
                events.add(new Event(turn.id(), Went.CHANGED, now));
            }
        }
        return events;
    }

    private boolean isThere(Optional<StoredRecord> state) {
        Interrupts.check();
        return state.filter(matcher).isPresent();
    }

    private static boolean isOther(Optional<StoredRecord> one, Optional<StoredRecord> other) {
        return !one.map(StoredRecord::body).equals(other.map(StoredRecord::body));
    }
}
