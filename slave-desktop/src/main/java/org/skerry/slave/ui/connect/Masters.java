package org.skerry.slave.ui.connect;

import java.util.Optional;
import java.util.function.Consumer;
import org.skerry.slave.link.LinkStep;
import org.skerry.slave.link.MasterAddress;

/** Where the window gets masters from. */
public interface Masters {

    /**
     * Begins to join a master; returns at once.
     *
     * @param pairing how to be paired first, if the master does not know this PC
     * @param progress told each step as it begins, on any thread
     * @return to be closed
     */
    Master open(MasterAddress address, Optional<Pairing> pairing, Consumer<LinkStep> progress);

    /** Whether this PC is paired with the master that it met at that address. */
    default boolean isKnown(MasterAddress address) {
        return false;
    }

    /** What this PC is called if nobody says otherwise. */
    default String ownName() {
        return "";
    }
}
