package org.skerry.master.access;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Storage;
import org.skerry.jio.query.RecordView;
import org.skerry.master.peers.SlaveService;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.storage.RequestGate;
import org.skerry.protocol.storage.StorageService;

/** What one connected slave may do, as its rights are at each moment. */
public final class SlaveAccess implements SlaveService {

    private final Storage storage;
    private final Supplier<Optional<Rights>> rights;
    private final PeerSession.RequestHandler handler;

    /** Null until it is needed: most slaves see everything. */
    private @Nullable SeenFeed seen;

    /** @param rights what the slave may do now; empty if nothing */
    public SlaveAccess(Storage storage, Supplier<Optional<Rights>> rights, RequestGate gate) {
        this.storage = storage;
        this.rights = rights;
        handler = new StorageService(new GuardedStorage(storage, rights), gate);
    }

    @Override
    public PeerSession.RequestHandler handler() {
        return handler;
    }

    @Override
    public Message.Feed feed(Message.Feed whole) {
        Optional<RecordView> view = rights.get().map(now -> now.caller().view());
        if (view.isEmpty() || view.get().showsAll()) {
            return whole;
        }
        return seen().now(view.get());
    }

    private synchronized SeenFeed seen() {
        SeenFeed there = seen;
        if (there == null) {
            there = new SeenFeed(storage);
            seen = there;
        }
        return there;
    }
}
