package org.skerry.slave.link;

import java.time.Duration;
import java.util.function.Consumer;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.session.SessionSettings;
import tools.jackson.databind.JsonNode;

/** Connects by signalling, and greets the master. */
final class SessionConnector implements Connector {

    private static final Duration GREETING_PATIENCE = Duration.ofSeconds(10);

    private final SignalClient signalling;
    private final MasterAddress address;
    private final SessionSettings settings;

    SessionConnector(SignalClient signalling, MasterAddress address, SessionSettings settings) {
        this.signalling = signalling;
        this.address = address;
        this.settings = settings;
    }

    @Override
    public Connection connect(Consumer<LinkStep> progress) throws LinkFailure {
        MessageChannel channel = signalling.connect(address, progress);
        progress.accept(LinkStep.GREETING);
        return greeted(
                new PeerSession(channel, settings, SessionConnector::refuse, Message.Hello::client), channel, address);
    }

    /** The session is closed where this fails. */
    static Connection greeted(PeerSession session, MessageChannel channel, MasterAddress address) throws LinkFailure {
        try {
            session.greet(Message.Hello.client(), GREETING_PATIENCE);
            return new Connection(session, channel);
        } catch (StorageException silent) {
            session.close();
            throw new LinkFailure.Unreachable(
                    LinkFailure.Obstacle.BROKEN_OFF,
                    "The master at %s did not greet back: %s".formatted(address, silent.getMessage()),
                    silent);
        } catch (IllegalStateException tooEarly) {
            session.close();
            throw new LinkFailure.Unreachable(
                    LinkFailure.Obstacle.BROKEN_OFF,
                    "The master at %s said hello before it was asked.".formatted(address),
                    tooEarly);
        }
    }

    private static JsonNode refuse(Message.JioQuery query) {
        throw new StorageException.NotOffered("A slave answers no calls, such as '%s'.".formatted(query.method()));
    }
}
