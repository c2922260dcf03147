package org.skerry.system.bench;

/** Something could not be measured; the message is one plain sentence. */
public final class BenchFailed extends RuntimeException {

    public BenchFailed(String message) {
        super(message);
    }
}
