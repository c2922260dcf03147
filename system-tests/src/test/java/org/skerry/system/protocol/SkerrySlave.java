package org.skerry.system.protocol;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.Call;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.webrtc.Route;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A slave that announces what Skerry's own do, so that messages may be larger than a frame. */
final class SkerrySlave implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PeerSession session;

    private SkerrySlave(PeerSession session) {
        this.session = session;
    }

    static SkerrySlave join(String url) throws InterruptedException {
        String id = RawSlave.newId();
        try (RawSignalling signalling = RawSignalling.connect(url)) {
            JsonNode offer = signalling.ask(RawSlave.request(id));
            var peer = RawSlave.WEBRTC.answer(RawSlave.description(offer), new PeerId(id), Route.LOOPBACK);
            signalling.send(RawSlave.frame("answer", id, peer.description()));
            Message.Hello hello = Message.Hello.client();
            PeerSession session = new PeerSession(
                    peer.awaitOpen(PATIENCE), SessionSettings.defaults(), SkerrySlave::refuse, () -> hello);
            session.greet(hello, PATIENCE);
            return new SkerrySlave(session);
        }
    }

    /** One call; its arguments as JSON. */
    @Nullable
    JsonNode call(String method, String arguments) {
        return session.call(new Call(method, (ArrayNode) Json.read("[" + arguments + "]")), PATIENCE);
    }

    /** The status with which one call is refused. */
    int status(String method, String arguments) {
        try {
            throw new AssertionError("not refused: " + call(method, arguments));
        } catch (StorageException refused) {
            return refused.statusCode();
        }
    }

    @Override
    public void close() {
        session.close();
    }

    private static @Nullable JsonNode refuse(Message.JioQuery query) {
        throw new StorageException.NotOffered("A slave offers nothing.");
    }
}
