package org.skerry.system.bench;

/** Something could not be measured; the message is one plain sentence. */
final class BenchFailed extends RuntimeException {

    BenchFailed(String message) {
        super(message);
    }
}
