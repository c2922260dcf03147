package org.skerry.system.reliability;

import java.util.List;
import java.util.Random;
import org.skerry.jio.Storage;

/** One kind of writing, done again and again by one thread, so that loss and doubling show. */
interface Duty {

    /** Does it once more. A failure leaves the duty as it was, but for what may have happened at the master. */
    void once(Storage storage, Random random);

    /** What is wrong at the end, in sentences; none if everything acknowledged is there once. */
    List<String> faults(Storage storage);
}
