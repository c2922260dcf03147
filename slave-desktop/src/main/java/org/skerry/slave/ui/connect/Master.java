package org.skerry.slave.ui.connect;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.skerry.jio.Storage;
import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.link.MasterAddress;

/** One master, over all losses and returns of the connection. Any thread; nothing but what says so blocks. */
public interface Master extends AutoCloseable {

    MasterAddress address();

    /** Blocks until it is joined, or an attempt has failed: then why. */
    Optional<LinkFailure> awaitJoined() throws InterruptedException;

    LinkState state();

    /** Why it does not let us in any more, if that is so: waiting does not help then. */
    Optional<LinkFailure.Door> refusal();

    /** Calls back after each change of the state, on any thread. */
    void onState(Consumer<LinkState> observer);

    /** Calls back when its records may have changed: soon after somebody wrote, and after each joining. Any thread. */
    void onChange(Runnable observer);

    /** As it calls itself; its address before it was joined. */
    String name();

    /** Whether it lets everybody in. */
    boolean isOpen();

    /** How long the way there and back takes; empty while that is not known. */
    Optional<Duration> roundTrip();

    /** Its records; calls block, and wait a while for a connection that was lost. */
    Storage storage();

    /** Leaves it; may block for a moment. Idempotent. */
    @Override
    void close();
}
