package org.skerry.protocol.webrtc;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The counters of a runtime; any thread. */
final class Tally {

    final LongAdder factoriesMade = new LongAdder();
    final LongAdder factoriesDisposed = new LongAdder();
    final LongAdder connections = new LongAdder();
    final AtomicLong openChannels = new AtomicLong();
    final LongAdder messagesReceived = new LongAdder();

    RuntimeCounters snapshot() {
        return new RuntimeCounters(
                factoriesMade.sum(),
                factoriesDisposed.sum(),
                connections.sum(),
                openChannels.get(),
                messagesReceived.sum());
    }
}
