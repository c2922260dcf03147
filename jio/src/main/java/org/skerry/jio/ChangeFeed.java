package org.skerry.jio;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The ordered changes of one storage. Any thread may read it while others write. */
public interface ChangeFeed {

    /** How often a feed is looked at that wakes nobody. */
    Duration BETWEEN_LOOKS = Duration.ofMillis(200);

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

    /**
     * The writes after a sequence one by one, each with what it replaced, oldest first. A feed remembers recent writes only, or
     * none.
     *
     * @param max how many at most, 1 or more
     * @return empty if some of them are not remembered; a list without any if nothing was written since
     */
    default Optional<List<Step>> steps(Sequence checkpoint, int max) {
        return last().compareTo(checkpoint) > 0 ? Optional.empty() : Optional.of(List.of());
    }

    /**
     * Waits for a write after a sequence.
     *
     * @param patience how long; it may be less where the feed has to be looked at again and again
     * @return whether there is one
     */
    default boolean await(Sequence checkpoint, Duration patience) throws InterruptedException {
        if (last().compareTo(checkpoint) <= 0) {
            Thread.sleep(patience.compareTo(BETWEEN_LOOKS) < 0 ? patience : BETWEEN_LOOKS);
        }
        return last().compareTo(checkpoint) > 0;
    }
}
