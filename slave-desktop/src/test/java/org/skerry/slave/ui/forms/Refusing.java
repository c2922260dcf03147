package org.skerry.slave.ui.forms;

import org.skerry.jio.ForwardingStorage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.memory.MemoryStorage;

/** An empty master that takes nothing. */
final class Refusing extends ForwardingStorage {

    private final StorageException why;

    Refusing(StorageException why) {
        super(new MemoryStorage());
        this.why = why;
    }

    @Override
    public void apply(Write write, WriteKey key) {
        throw why;
    }
}
