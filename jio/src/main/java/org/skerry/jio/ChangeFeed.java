package org.skerry.jio;

import java.util.List;

/** The ordered changes of one storage. Any thread may read it while others write. */
public interface ChangeFeed {

    /** Names this feed; a restored or replaced storage has another one, and checkpoints under the old one are void. */
    String id();

    /** The sequence of the last acknowledged write, {@link Sequence#START} if there is none. */
    Sequence last();

    /**
     * The changes after a sequence, oldest first.
     *
     * @param max how many at most, 1 or more; fewer at the end of the feed, or where they would take much memory; none only at
     *     its end
     */
    List<Change> after(Sequence checkpoint, int max);
}
