package org.skerry.jio;

import java.time.Instant;

/**
 * One line of the audit: who did what, when.
 *
 * @param number from 1, without gaps
 * @param time as the clock of the master had it
 * @param action created, changed, removed, attached, detached, restored for records; another word for what else is noted
 * @param person who was signed in; empty if nobody was
 * @param pc its name; empty for the program itself
 * @param key the fingerprint of the PC's key; empty if it has not proved any
 * @param record its id; empty if none is concerned
 * @param detail the name of an attachment, the sequence of the version that was restored, or the sentence of a refusal
 * @param before the sequence of the record until then, also as a removed one; 0 if there never was one
 * @param after its sequence from then on, 0 if nothing was written
 */
public record AuditEntry(
        long number,
        Instant time,
        String action,
        String person,
        String pc,
        String key,
        String record,
        String detail,
        long before,
        long after) {

    /** The action of something that was asked and not allowed. */
    public static final String REFUSED = "refused";

    /** The action of beginning with a new key, because there was none for the entries before. */
    public static final String KEY_LOST = "key-lost";

    public AuditEntry {
        time = Instant.ofEpochMilli(time.toEpochMilli());
    }
}
