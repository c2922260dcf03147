package org.skerry.protocol.transfer;

import org.skerry.jio.StorageException;

/** The other side, or its connection, has ended a transfer. */
final class Ending extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final StorageException why;
    private final boolean isDiscarded;

    Ending(StorageException why, boolean isDiscarded) {
        super(why.getMessage(), why, false, false);
        this.why = why;
        this.isDiscarded = isDiscarded;
    }

    StorageException why() {
        return why;
    }

    /** Whether nobody wants to go on. */
    boolean isDiscarded() {
        return isDiscarded;
    }
}
