package org.skerry.slave.link;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.skerry.jio.Storage;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.signal.SignalCodec;
import org.skerry.protocol.signal.SignalCodec.Side;
import org.skerry.protocol.signal.SignalMessage;
import org.skerry.protocol.storage.StorageService;
import org.skerry.protocol.transfer.TransferService;
import org.skerry.protocol.transfer.TransferSlots;
import org.skerry.protocol.webrtc.OfferingPeer;
import org.skerry.protocol.webrtc.Route;
import org.skerry.protocol.webrtc.WebRtcRuntime;

/** A master with real WebRTC for tests of the slave: lets everybody in, on any storage. */
public final class TestMaster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final WebRtcRuntime runtime;
    private final Storage storage;
    private final TestBroadcaster broadcaster;
    private final TransferSlots transfers = TransferSlots.defaults();
    private final Set<PeerSession> sessions = ConcurrentHashMap.newKeySet();

    /** @param port 0 for any */
    public TestMaster(WebRtcRuntime runtime, Storage storage, int port) throws IOException {
        this.runtime = runtime;
        this.storage = storage;
        this.broadcaster = new TestBroadcaster(port, this::letIn);
    }

    public MasterAddress address() {
        return broadcaster.address();
    }

    public Set<PeerSession> sessions() {
        return sessions;
    }

    /** Gone, as after a crash: sockets and channels close without a word. */
    @Override
    public void close() throws IOException {
        broadcaster.close();
        sessions.forEach(PeerSession::close);
    }

    private void letIn(TestBroadcaster.Wire wire) throws Exception {
        wire.upgrade();
        SignalMessage.Request request = (SignalMessage.Request) SignalCodec.read(wire.text(), Side.SLAVE);
        OfferingPeer peer = runtime.offer(request.from(), Route.to(wire.remote()));
        try {
            wire.text(SignalCodec.write(new SignalMessage.Offer(request.from(), peer.description()), Side.MASTER));
            peer.accept(((SignalMessage.Answer) SignalCodec.read(wire.text(), Side.SLAVE)).description());
            serve(peer.awaitOpen(PATIENCE));
        } catch (Exception failed) {
            peer.close();
            throw failed;
        }
    }

    private void serve(MessageChannel channel) {
        CompletableFuture<PeerSession> made = new CompletableFuture<>();
        PeerSession session = new PeerSession(
                channel,
                SessionSettings.defaults(),
                new TransferService(
                        storage, made::join, transfers, "front desk", new StorageService(storage, anything -> {})),
                () -> Message.Hello.master("Test", new Message.Feed("test", 1), true));
        made.complete(session);
        sessions.add(session);
        session.onClosed(reason -> sessions.remove(session));
    }
}
