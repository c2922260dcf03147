package org.skerry.slave.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.StorageException;

/**
 * What an admin may tell a master; the section {@code admin} of {@code docs/protocol.md}. All methods block, and fail with a
 * {@link StorageException}: Conflict where no admin would be left, or a name is taken; Unreachable where nobody knows whether
 * it was done. Any thread.
 */
public interface Administration {

    /**
     * The PCs of a master.
     *
     * @param all the longest paired first
     * @param isCodeWaiting whether a code is good now
     */
    record Pcs(List<KnownPc> all, boolean isCodeWaiting) {
        public Pcs {
            all = List.copyOf(all);
        }
    }

    /**
     * Somebody who was added.
     *
     * @param person as the master writes his name
     * @param pin if the master made one: this once it can be seen
     */
    record Added(KnownPerson person, Optional<String> pin) {}

    Pcs pcs();

    /** Makes a code for one PC; an earlier one is no longer good. */
    NewCode pair(Grant grant);

    void grantPc(String key, Grant grant);

    /** Lets a PC in no more. Done with this one, it ends the connection before there is an answer. */
    void revokePc(String key);

    /** The longest known first. */
    List<KnownPerson> people();

    /**
     * Adds somebody.
     *
     * @param secret his password; empty for a PIN that the master makes
     */
    Added addPerson(String name, Optional<String> secret, Grant grant);

    void grantPerson(String name, Grant grant);

    /**
     * Gives somebody another password; he is signed out everywhere.
     *
     * @param secret as for {@link #addPerson}
     * @return the PIN, if one was made
     */
    Optional<String> setPassword(String name, Optional<String> secret);

    /** Lets somebody sign in again. */
    void enablePerson(String name);

    /** Lets somebody sign in no more until further notice. */
    void disablePerson(String name);

    void removePerson(String name);

    /**
     * How it is with backups of the master.
     *
     * @param isReminderDue whether somebody has to make one
     * @param last when the last good one on another disk was made; empty if there is none
     */
    record Backup(boolean isReminderDue, Optional<Instant> last) {}

    /** An older master does not know, and does not remind. */
    Backup backup();
}
