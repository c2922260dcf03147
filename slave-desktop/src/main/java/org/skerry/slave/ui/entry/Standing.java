package org.skerry.slave.ui.entry;

import java.util.Set;
import org.skerry.slave.ui.text.Sentence;

/** How it stands with something that is kept on this PC and not known to be on the master. */
public sealed interface Standing {

    /** Somebody is still typing. */
    record Typed() implements Standing {}

    /**
     * Somebody has saved it while the master was away: it is sent as soon as the master is back.
     *
     * @param attempts signatures of what was sent before without an answer: found there, they are ours
     */
    record Waiting(Set<String> attempts) implements Standing {
        public Waiting {
            attempts = Set.copyOf(attempts);
        }
    }

    /** The master did not take it; it stays here until somebody decides. */
    record Refused(Sentence why) implements Standing {}

    Standing TYPED = new Typed();
}
