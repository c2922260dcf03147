package org.skerry.master.access;

import org.skerry.jio.Caller;

/**
 * What somebody may do at a moment, and who he is.
 *
 * @param owner how he is called in the records he makes
 * @param person who signed in on the PC; empty if nobody did
 * @param pc the name of the PC
 * @param key the fingerprint of its key
 */
public record Rights(Grant grant, String owner, String person, String pc, String key) {

    /** Those of a PC where nobody signed in. */
    public static Rights of(KnownSlave slave) {
        return new Rights(
                slave.grant(), slave.owner(), "", slave.name(), slave.key().groups());
    }

    /** Those of whoever comes to a master that lets everybody in. */
    public static Rights ofUnknown(String pc) {
        return new Rights(Grant.of(Role.ADMIN), "", "", pc, "");
    }

    /** Those of a person at this PC: what both may. */
    Rights of(Person signedIn) {
        String name = signedIn.name().text();
        return new Rights(grant.and(signedIn.grant()), name, name, pc, key);
    }

    /** Whether he may say what PCs and people may do; nobody may who did not prove who he is. */
    boolean administers() {
        return !key.isEmpty() && grant.administers();
    }

    /** As what he reads and writes. */
    Caller caller() {
        return new Caller(grant.view(owner), person, pc, key);
    }
}
