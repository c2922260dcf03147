package org.skerry.system.bench;

import java.time.Duration;

/** Something that answers calls, to be compared with others. */
interface Contender extends AutoCloseable {

    String name();

    /**
     * Makes calls for a while.
     *
     * @param inFlight how many wait for their answers at any time
     */
    Sample measure(int inFlight, Duration span) throws InterruptedException;

    @Override
    void close();
}
