package org.skerry.slave.link;

/** How a slave stands with its master. */
public enum LinkState {
    /** Not connected; the next attempt comes by itself. */
    OFFLINE,
    /** An attempt is under way. */
    SIGNALLING,
    /** Calls go through. */
    LINKED,
    /** Given up by our own side, for good. */
    CLOSED
}
