package org.skerry.master.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.AnswerJson;
import org.skerry.jio.query.RecordView;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.ChannelPair;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.session.SessionSettings;
import tools.jackson.databind.JsonNode;

/** A master's side of some sessions in memory, which follow queries as somebody whose view can be set. */
final class LiveDesk implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    final Storage storage;
    final LiveQueries queries;

    private volatile String pc = "front desk";

    /** How those see the records who connect. */
    private volatile Sight sight = new Sight(RecordView.WHOLE, 0);

    LiveDesk(Storage storage) {
        this(storage, System::nanoTime);
    }

    LiveDesk(Storage storage, LongSupplier nanos) {
        this.storage = storage;
        this.queries = new LiveQueries(storage, nanos);
    }

    /** Those who connect from now on sit at this PC. */
    void at(String other) {
        pc = other;
    }

    /** They see them otherwise from now on. */
    void see(RecordView view) {
        sight = new Sight(view, sight.edition() + 1);
    }

    RecordView view() {
        return sight.view();
    }

    /** The slave's end of a new session. */
    PeerSession connect() {
        return connect(new ChannelPair());
    }

    PeerSession connect(ChannelPair channels) {
        serve(channels.second());
        PeerSession slave = new PeerSession(
                channels.first(),
                SessionSettings.defaults(),
                query -> {
                    throw new StorageException.NotOffered("A slave offers nothing.");
                },
                Message.Hello::client);
        slave.greet(Message.Hello.client(), PATIENCE);
        return slave;
    }

    /** The master's end. */
    PeerSession serve(MessageChannel channel) {
        Subscriber subscriber = queries.subscriber(pc, () -> sight);
        CompletableFuture<PeerSession> made = new CompletableFuture<>();
        PeerSession master = new PeerSession(
                channel,
                SessionSettings.defaults(),
                query -> answer(subscriber, made.join(), query),
                () -> Message.Hello.master("Site A", Message.Feed.of(storage.feed()), false));
        made.complete(master);
        master.onClosed(reason -> subscriber.close());
        return master;
    }

    private @Nullable JsonNode answer(Subscriber subscriber, PeerSession session, Message.JioQuery query) {
        JsonNode first = query.arguments().path(0);
        return switch (query.method()) {
            case "subscribe" -> {
                JsonNode options = query.arguments().path(1);
                yield subscriber.subscribe(
                        first.asLong(),
                        AllDocsJson.read(options),
                        options.has("since") ? Optional.of(Message.Feed.read(options.path("since"))) : Optional.empty(),
                        session);
            }
            case "unsubscribe" -> {
                subscriber.unsubscribe(first.asLong());
                yield null;
            }
            case "allDocs" ->
                AnswerJson.write(storage.allDocs(AllDocsJson.read(first).seenBy(view())));
            default -> null;
        };
    }

    @Override
    public void close() {
        queries.close();
        storage.close();
    }

    /** What a session is told from now on. */
    static BlockingQueue<Message.Live> listening(PeerSession session) {
        BlockingQueue<Message.Live> heard = new LinkedBlockingQueue<>();
        session.onLive(new PeerSession.LiveListener() {
            @Override
            public void told(Message.Live notice) {
                heard.add(notice);
            }

            @Override
            public void ended() {
                // the test closes it
            }
        });
        return heard;
    }
}
