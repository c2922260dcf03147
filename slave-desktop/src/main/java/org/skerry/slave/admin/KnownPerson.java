package org.skerry.slave.admin;

import java.time.Instant;

/**
 * Somebody who may sign in.
 *
 * @param isDisabled whether he may not, for now
 * @param isHere whether he has signed in at this PC
 */
public record KnownPerson(String name, Grant grant, Instant created, boolean isDisabled, boolean isHere) {}
