package org.skerry.slave.ui.records;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.skerry.jio.StorageException;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/** Whether what is shown is of now, and if not why. */
final class Standing {

    private final ReadOnlyObjectWrapper<Sentence> notice = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyObjectWrapper<Optional<StorageException>> cause =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper isStale = new ReadOnlyBooleanWrapper();
    private Optional<Instant> asOf = Optional.empty();
    private Sentence failure = Sentence.NONE;
    private Optional<StorageException> why = Optional.empty();

    Standing(LinkState state) {
        link(state);
    }

    /** Nothing while all is well. */
    ReadOnlyObjectProperty<Sentence> notice() {
        return notice.getReadOnlyProperty();
    }

    /** What is behind the notice, where that may help somebody. */
    ReadOnlyObjectProperty<Optional<StorageException>> cause() {
        return cause.getReadOnlyProperty();
    }

    /** Whether the master is away. */
    ReadOnlyBooleanProperty isStale() {
        return isStale.getReadOnlyProperty();
    }

    void answered(Instant when) {
        asOf = Optional.of(when);
        failure = Sentence.NONE;
        why = Optional.empty();
        tell();
    }

    void failed(StorageException cause) {
        failed(cause, Failures.sentence(cause));
    }

    /** @param sentence where more is known than the kind of failure */
    void failed(StorageException cause, Sentence sentence) {
        failure = sentence;
        why = Failures.hasDetails(cause) ? Optional.of(cause) : Optional.empty();
        tell();
    }

    void link(LinkState state) {
        isStale.set(state != LinkState.LINKED);
        tell();
    }

    private void tell() {
        notice.set(isStale.get() ? away() : failure);
        cause.set(isStale.get() ? Optional.empty() : why);
    }

    private Sentence away() {
        return asOf.map(when -> Sentence.of("records.away.asOf", LocalTime.ofInstant(when, ZoneId.systemDefault())))
                .orElse(Sentence.of("records.away"));
    }
}
