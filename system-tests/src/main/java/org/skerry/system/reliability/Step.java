package org.skerry.system.reliability;

import org.skerry.jio.Storage;
import org.skerry.jio.WriteKey;

/**
 * One write of a script.
 *
 * @param number from 1, in the order of the script
 * @param times how often it is sent under its key: more than once, as by somebody who did not hear the answer
 */
record Step(int number, Action action, WriteKey key, int times) {

    /** What is done; each time the same write, so that a storage knows it again by its key. */
    interface Action {
        void apply(Storage storage, WriteKey key);
    }

    /** Returns when the storage has acknowledged it. */
    void apply(Storage storage) {
        for (int i = 0; i < times; i++) {
            action.apply(storage, key);
        }
    }
}
