package org.skerry.protocol.storage;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.index.LuceneWords;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.ChannelPair;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.session.SessionSettings;

/** A master with its records in memory, reached over pairs of channels; connects anew whenever a session has broken. */
final class MemoryMaster implements SessionSource, AutoCloseable {

    private final MemoryStorage storage = new MemoryStorage(new LuceneWords());
    private final List<PeerSession> sessions = new CopyOnWriteArrayList<>();
    private final PeerSession.RequestHandler handler;
    private @Nullable PeerSession present;

    MemoryMaster() {
        this(service -> service);
    }

    /** @param around puts something between the sessions and the storage's service */
    MemoryMaster(UnaryOperator<PeerSession.RequestHandler> around) {
        handler = around.apply(new StorageService(storage, RequestGate.OPEN));
    }

    MemoryStorage storage() {
        return storage;
    }

    /** The slave's end of a new connection. */
    MessageChannel connect() {
        ChannelPair channels = new ChannelPair();
        sessions.add(new PeerSession(
                channels.second(),
                SessionSettings.defaults(),
                handler,
                () -> Message.Hello.master("Site A", new Message.Feed("6f1c", 4711), false)));
        return channels.first();
    }

    @Override
    public synchronized PeerSession session(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (present == null || !present.isOpen()) {
            PeerSession session =
                    new PeerSession(connect(), SessionSettings.defaults(), query -> null, Message.Hello::client);
            sessions.add(session);
            try {
                session.greet(Message.Hello.client(), patience);
                present = session;
            } catch (StorageException.Unreachable cut) {
                session.close();
                if (System.nanoTime() - deadline > 0) {
                    throw cut;
                }
            }
        }
        return present;
    }

    /** Breaks all connections. */
    void cut() {
        for (PeerSession session : sessions) {
            session.close();
            sessions.remove(session);
        }
    }

    @Override
    public void close() {
        cut();
        storage.close();
    }
}
