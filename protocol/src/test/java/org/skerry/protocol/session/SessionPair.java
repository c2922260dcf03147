package org.skerry.protocol.session;

import java.time.Duration;
import java.util.Set;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import tools.jackson.databind.node.ArrayNode;

/** A slave's session and a master's, over a pair of channels. */
final class SessionPair implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Gives back its first argument. */
    static final PeerSession.RequestHandler ECHO =
            query -> query.arguments().isEmpty() ? null : query.arguments().get(0);

    static final PeerSession.RequestHandler NOTHING_OFFERED = query -> {
        throw new StorageException.NotOffered("A slave offers nothing.");
    };

    final PeerSession slave;
    final PeerSession master;

    SessionPair(
            MessageChannel slaveEnd,
            MessageChannel masterEnd,
            SessionSettings settings,
            PeerSession.RequestHandler handler) {
        master = new PeerSession(masterEnd, settings, handler, SessionPair::masterHello);
        slave = new PeerSession(slaveEnd, settings, NOTHING_OFFERED, Message.Hello::client);
    }

    static SessionPair of(PeerSession.RequestHandler handler) {
        var channels = new ChannelPair();
        return new SessionPair(channels.first(), channels.second(), SessionSettings.defaults(), handler);
    }

    static SessionPair greeted(PeerSession.RequestHandler handler) {
        SessionPair pair = of(handler);
        pair.slave.greet(Message.Hello.client(), PATIENCE);
        return pair;
    }

    static Message.Hello masterHello() {
        return Message.Hello.master("Site A", new Message.Feed("6f1c", 4711), false);
    }

    static Message.Hello hello(Feature... features) {
        return new Message.Hello(1, Feature.words(Set.of(features)), null, null, false, null);
    }

    /** @param arguments each a JSON text */
    static Call call(String method, String... arguments) {
        return new Call(method, (ArrayNode) JsonText.read("[" + String.join(",", arguments) + "]"));
    }

    @Override
    public void close() {
        slave.close();
        master.close();
    }
}
