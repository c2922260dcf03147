package org.skerry.jio.local;

import org.skerry.jio.StorageException;

/** Whether somebody wants work to end that takes minutes, and how far it is. Called now and then by the thread that works. */
@FunctionalInterface
public interface Stopping {

    /** Where nobody looks. */
    Stopping NEVER = (_, _, _) -> {};

    /**
     * @param what is done now, in a few words
     * @param done of it, in bytes
     * @param all of it, in bytes; 0 if nobody knows
     * @throws StorageException.Unreachable to stop
     */
    void check(String what, long done, long all);

    /** For work that does not know how far it is. */
    default void check(String what) {
        check(what, 0, 0);
    }
}
