package org.skerry.slave.link;

/** What an attempt to connect is at, in this order. */
public enum LinkStep {
    /** The machine is looked up, and a WebSocket to the master opened. */
    FINDING,
    /** The master was asked for a data channel; it may refuse. */
    ASKING,
    /** The encrypted data channel opens. */
    OPENING,
    /** Both sides say who they are. */
    GREETING
}
