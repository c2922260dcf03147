package org.skerry.protocol.webrtc;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Arrays for frames of the largest size, used again and again: a large transfer would else fill the heap with garbage faster
 * than it is collected. Any thread.
 */
final class FrameArrays {

    /** The size of a full frame of a transfer, in bytes. */
    private static final int LENGTH = 65_536;

    /** A window of a transfer, and what is on its way beside. */
    private static final int MAX_FREE = 32;

    private final Queue<byte[]> free = new ArrayBlockingQueue<>(MAX_FREE);

    /** An array whose content is anything. */
    byte[] take(int length) {
        byte[] used = length == LENGTH ? free.poll() : null;
        return used == null ? new byte[length] : used;
    }

    /** @param unused nobody reads or writes it any more */
    void give(byte[] unused) {
        if (unused.length == LENGTH) {
            free.offer(unused); // where there are enough, it is garbage
        }
    }
}
