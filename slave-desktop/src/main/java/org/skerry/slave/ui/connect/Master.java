package org.skerry.slave.ui.connect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.skerry.jio.Capacity;
import org.skerry.jio.Storage;
import org.skerry.jio.query.Query;
import org.skerry.protocol.storage.LiveQuery;
import org.skerry.protocol.transfer.Transfers;
import org.skerry.slave.admin.Administration;
import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.SignIn;

/** One master, over all losses and returns of the connection. Any thread; nothing but what says so blocks. */
public interface Master extends AutoCloseable {

    MasterAddress address();

    /** The key that it has proved to have, when it was joined; empty of one that nobody is paired with. */
    Optional<String> key();

    /** The keys of masters in whose place others are by now, this one perhaps. */
    List<String> keysReplaced();

    /** Blocks until it is joined, or an attempt has failed: then why. */
    Optional<LinkFailure> awaitJoined() throws InterruptedException;

    LinkState state();

    /** Why it does not let us in any more, if that is so: waiting does not help then. */
    Optional<LinkFailure.Door> refusal();

    /** Calls back after each change of the state, on any thread. */
    void onState(Consumer<LinkState> observer);

    /** Calls back when its records may have changed: soon after somebody wrote, and after each joining. Any thread. */
    void onChange(Runnable observer);

    /**
     * Follows a query: calls back, on any thread, when something came in, went out or changed since this call. An answer that
     * is asked for afterwards and what is told belong together.
     *
     * @return ends it
     */
    Runnable follow(Query query, LiveQuery.Listener listener);

    /** As it calls itself; its address before it was joined. */
    String name();

    /** Whether it lets everybody in. */
    boolean isOpen();

    /** How long the way there and back takes; empty while that is not known. */
    Optional<Duration> roundTrip();

    /** Who sits here, as it said last. */
    SignIn.Seat seat();

    /**
     * Signs somebody in. From then on, done or not, what was asked for before fails, and nobody is called back who wanted to
     * be; blocks.
     *
     * @return the name, as the master writes it
     * @throws org.skerry.jio.StorageException.Forbidden if the name or the password is wrong
     * @throws org.skerry.jio.StorageException.TooMany if there were too many wrong tries
     */
    String signIn(String name, char[] secret);

    /** Signs out, in the same way. Where the master cannot be told, this PC forgets the password all the same. */
    void signOut();

    /** What who sits here may do as an admin; empty if he is none. Its calls block. */
    Optional<Administration> administration();

    /** Its records, for who sits here; calls block, and wait a while for a connection that was lost. */
    Storage storage();

    /** Brings files to its records as attachments, and back; for who sits here. */
    Transfers transfers();

    /** Whether it keeps what records were before. */
    default boolean keepsHistory() {
        return storage().capacities().contains(Capacity.HISTORY);
    }

    /** Whether it tells of attachments, and takes and gives them in pieces. */
    default boolean takesFiles() {
        return true;
    }

    /** Leaves it; may block for a moment. Idempotent. */
    @Override
    void close();
}
