package org.skerry.master.forms;

import java.util.concurrent.Semaphore;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;

/**
 * Bounds how many records are compared with their forms at a time: a large one computes for a while, and on as many virtual
 * threads as there are processors it would keep all others from running. Usual records do not wait for large ones.
 */
final class ValidationTurns {

    /** How many values a usual record has at most. */
    private static final int MANY = 1_000;

    private final Semaphore usual;
    private final Semaphore large;

    ValidationTurns() {
        this(Runtime.getRuntime().availableProcessors());
    }

    ValidationTurns(int processors) {
        usual = new Semaphore(Math.max(1, processors - 1), true);
        large = new Semaphore(Math.max(1, processors / 4), true);
    }

    /** @throws StorageException.Unreachable if the call is cancelled while it waits */
    void run(JsonNode body, Runnable validation) {
        Semaphore turns = left(body, MANY) > 0 ? usual : large;
        try {
            turns.acquire();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unreachable("The call was cancelled.", cancelled);
        }
        try {
            validation.run();
        } finally {
            turns.release();
        }
    }

    /** How much of a number is left when all values are counted. */
    private static int left(JsonNode value, int max) {
        int left = max - 1;
        for (JsonNode part : value) {
            if (left <= 0) {
                return 0;
            }
            left = left(part, left);
        }
        return left;
    }
}
