package org.skerry.protocol.storage;

import org.skerry.jio.StorageException;

/** Decides whether a request may reach the storage now: limits and budgets of the one who asks. */
public interface RequestGate {

    /** Lets everything pass. */
    RequestGate OPEN = request -> {};

    /**
     * Called on the thread of the request, before the storage sees it.
     *
     * @throws StorageException if the request is refused; it becomes the answer
     */
    void check(StorageRequest request);
}
