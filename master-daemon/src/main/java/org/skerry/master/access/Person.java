package org.skerry.master.access;

import java.time.Instant;

/**
 * Somebody who signs in at PCs.
 *
 * @param secret what is kept of his password or PIN, as {@link SecretHasher} made it
 * @param isDisabled whether he may not sign in for now
 */
record Person(PersonName name, Grant grant, String secret, Instant created, boolean isDisabled) {

    Person granted(Grant other) {
        return new Person(name, other, secret, created, isDisabled);
    }

    Person withSecret(String other) {
        return new Person(name, grant, other, created, isDisabled);
    }

    Person disabled(boolean now) {
        return new Person(name, grant, secret, created, now);
    }

    /** Whether who signed in as that one is still signed in as this one: not with another password, or after a removal. */
    boolean admits(Person signedIn) {
        return !isDisabled && created.equals(signedIn.created) && secret.equals(signedIn.secret);
    }
}
