package org.skerry.master.broadcaster;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all signalling sockets of a broadcaster share.
 *
 * @param timer runs short tasks at a time; they hand over to virtual threads
 * @param patience how long a slave has after our description went out
 */
record Signalling(
        Admission admission,
        Doorkeeper keeper,
        PeerDoor door,
        ConnectedSlaves slaves,
        ScheduledExecutorService timer,
        Duration patience) {

    /** How long a socket may stay silent before its first frame. */
    static final Duration FIRST_FRAME = Duration.ofSeconds(10);

    SignalSocket socket(InetAddress address, SignalWire wire) {
        return new SignalSocket(this, address, wire);
    }
}
