package org.skerry.jio;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One step in the history of a record: what it became, by whom and when.
 *
 * @param sequence of the change, which names the version
 * @param time as the clock of the master had it; empty where that is not known, or not for whoever asks
 * @param person who was signed in; empty if nobody was, or where that is not known
 * @param pc its name; empty for the program itself, or where that is not known
 * @param action created, changed, removed, attached, detached or restored; {@link #OLDEST} where that is not for whoever asks
 * @param detail the name of the attachment, or the sequence of the version that was restored; else empty
 * @param isKept whether {@link Storage#version} still has its body; of a removal there is none
 */
public record RecordVersion(
        Sequence sequence,
        Optional<Instant> time,
        String person,
        String pc,
        String action,
        String detail,
        boolean isKept) {

    public static final String CREATED = "created";
    public static final String CHANGED = "changed";
    public static final String REMOVED = "removed";
    public static final String ATTACHED = "attached";
    public static final String DETACHED = "detached";
    public static final String RESTORED = "restored";

    /** The oldest version that is kept, where one may not know what made it. */
    public static final String OLDEST = "oldest";

    public RecordVersion {
        Objects.requireNonNull(sequence);
        Objects.requireNonNull(time);
    }

    /** The same, without who made it, when and how. */
    public RecordVersion withoutOrigin() {
        return new RecordVersion(sequence, Optional.empty(), "", "", OLDEST, "", isKept);
    }
}
