package org.skerry.jio.local.index;

import org.skerry.jio.Sequence;

/**
 * How far an index is.
 *
 * @param indexed the last change that it knows
 * @param last the last change that there is
 */
public record IndexStatus(State state, Sequence indexed, Sequence last) {

    public enum State {
        /** It is being opened and looked through. Queries are answered from the records meanwhile, slowly. */
        CHECKING,
        /** It is made, or far behind. Queries are answered from the records meanwhile, slowly. */
        BUILDING,
        /** Queries are answered from it. */
        READY,
        /** It cannot be written, for lack of space perhaps; it is tried again. Queries are answered from the records. */
        FAILED
    }
}
