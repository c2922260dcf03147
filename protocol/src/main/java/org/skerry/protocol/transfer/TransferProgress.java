package org.skerry.protocol.transfer;

/**
 * How far a transfer is.
 *
 * @param done in bytes, of what the phase is about
 * @param total in bytes
 */
public record TransferProgress(Phase phase, long done, long total) {

    /** What is done now. */
    public enum Phase {
        /** A file on this PC is read, to know what it is. */
        READING,
        /** Bytes travel; those that are done are on the other side's disk, or on ours. */
        MOVING,
        /** The master is away, or busy: it goes on by itself. */
        WAITING
    }
}
