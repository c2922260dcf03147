package org.skerry.slave.ui.records;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.skerry.jio.RecordId;
import org.skerry.slave.ui.task.UiTasks;

/** Which records others have changed a moment ago. */
final class Flash {

    /** Long enough to be seen from the corner of an eye. */
    private static final Duration SHOWN = Duration.ofSeconds(2);

    /** How long it may take until our own change comes back from the master. */
    private static final Duration OWN = Duration.ofSeconds(5);

    private final UiTasks.Latest ending;
    private final InstantSource clock;
    private final Map<RecordId, Instant> own = new HashMap<>();
    private final ReadOnlyObjectWrapper<Set<RecordId>> records = new ReadOnlyObjectWrapper<>(Set.of());

    Flash(UiTasks tasks, InstantSource clock) {
        ending = tasks.latest();
        this.clock = clock;
    }

    ReadOnlyObjectProperty<Set<RecordId>> records() {
        return records.getReadOnlyProperty();
    }

    /** The user has changed it, and is not surprised. */
    void own(RecordId id) {
        own.put(id, clock.instant());
    }

    /** These look otherwise than before. */
    void changed(Set<RecordId> changed) {
        Instant now = clock.instant();
        own.values().removeIf(when -> when.plus(OWN).isBefore(now));
        Set<RecordId> ofOthers =
                changed.stream().filter(id -> !own.containsKey(id)).collect(Collectors.toUnmodifiableSet());
        if (!ofOthers.isEmpty()) {
            records.set(ofOthers);
            ending.runAfter(SHOWN, () -> now, passed -> records.set(Set.of()), givenUp -> {});
        }
    }
}
