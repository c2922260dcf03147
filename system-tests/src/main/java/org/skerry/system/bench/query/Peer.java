package org.skerry.system.bench.query;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** A program of somebody else that has the same records, and asks itself what it is told to: {@code harness.js} inside. */
interface Peer extends AutoCloseable {

    /**
     * What it says next.
     *
     * @throws org.skerry.system.bench.BenchFailed if it says nothing for so long, or has ended
     */
    JsonNode next(Duration patience) throws InterruptedException;

    /** @param question its number */
    void ask(int question);

    @Override
    void close();
}
