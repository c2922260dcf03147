package org.skerry.slave.admin;

import java.time.Instant;
import java.util.Optional;

/**
 * A PC that was let in.
 *
 * @param key the fingerprint of its key, which names it to the master
 * @param connected since when it is, if it is
 * @param revoked since when it is let in no more
 * @param isHere whether it is this one
 */
public record KnownPc(
        String name,
        String key,
        Grant grant,
        Instant paired,
        Optional<Instant> connected,
        Optional<Instant> revoked,
        boolean isHere) {

    public boolean isAdmitted() {
        return revoked.isEmpty();
    }
}
