package org.skerry.protocol.transfer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.ChannelPair;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.storage.RequestGate;
import org.skerry.protocol.storage.SessionSource;
import org.skerry.protocol.storage.StorageService;

/** A master that is reached over pairs of channels; connects anew whenever a session has broken. */
final class TransferMaster implements SessionSource, AutoCloseable {

    private final Storage storage;
    private final TransferSlots slots;
    private final Message.Hello hello;
    private final List<PeerSession> sessions = new CopyOnWriteArrayList<>();
    private volatile BooleanSupplier breaks = () -> false;
    private volatile String pc = "front desk";
    private @Nullable PeerSession present;

    TransferMaster(Storage storage, TransferSlots slots) {
        this(storage, slots, Message.Hello.master("Site A", new Message.Feed("6f1c", 1), false));
    }

    TransferMaster(Storage storage, TransferSlots slots, Message.Hello hello) {
        this.storage = storage;
        this.slots = slots;
        this.hello = hello;
    }

    /** Asked at each frame of both ends of the channel for files whether the connection breaks there. */
    void breaksWhen(BooleanSupplier moment) {
        breaks = moment;
    }

    /** Those who connect from now on sit at this PC. */
    void at(String other) {
        pc = other;
    }

    /** The slave's end of a new connection. */
    MessageChannel connect() {
        ChannelPair channels = new ChannelPair();
        CompletableFuture<PeerSession> made = new CompletableFuture<>();
        PeerSession session = new PeerSession(
                new FrangibleChannel(channels.second(), () -> breaks.getAsBoolean()),
                SessionSettings.defaults(),
                new TransferService(storage, made::join, slots, pc, new StorageService(storage, RequestGate.OPEN)),
                () -> hello);
        made.complete(session);
        sessions.add(session);
        return new FrangibleChannel(channels.first(), () -> breaks.getAsBoolean());
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

    @Override
    public void close() {
        sessions.forEach(PeerSession::close);
    }
}
