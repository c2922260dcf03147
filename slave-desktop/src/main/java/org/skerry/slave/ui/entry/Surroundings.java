package org.skerry.slave.ui.entry;

import java.util.Optional;
import org.skerry.jio.RecordId;
import org.skerry.slave.ui.text.Sentence;

/** What the form knows of the rest of the window, and tells it. JavaFX thread. */
public interface Surroundings {

    /** What has become of a record on the master. */
    enum Fate {
        SAVED,
        DELETED,
        /** Somebody else had deleted it. */
        FOUND_GONE
    }

    /** Whether the master is known to be there, so that it is of use to ask it. */
    boolean isLinked();

    /** Why the master lets this PC in no more; empty while it does, or may do so again. */
    Optional<Sentence> refusal();

    /** Whether the master keeps what records were before, so that what is deleted comes back whole. */
    default boolean keepsHistory() {
        return false;
    }

    /** The form has changed a record on the master, or found it gone. */
    void told(RecordId id, Fate fate);
}
