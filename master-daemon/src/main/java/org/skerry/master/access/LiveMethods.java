package org.skerry.master.access;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.Limit;
import org.skerry.master.live.Subscriber;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.storage.RequestGate;
import org.skerry.protocol.storage.StorageRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lets a slave follow queries, and hands the rest on; the section {@code live} of {@code docs/protocol.md}. Any thread. */
final class LiveMethods implements PeerSession.RequestHandler {

    private final Subscriber subscriber;
    private final Seat seat;
    private final Supplier<PeerSession> session;
    private final RequestGate gate;
    private final PeerSession.RequestHandler others;

    /** @param session that is told */
    LiveMethods(
            Subscriber subscriber,
            Seat seat,
            Supplier<PeerSession> session,
            RequestGate gate,
            PeerSession.RequestHandler others) {
        this.subscriber = subscriber;
        this.seat = seat;
        this.session = session;
        this.gate = gate;
        this.others = others;
    }

    @Override
    public @Nullable JsonNode handle(Message.JioQuery query) {
        return switch (query.method()) {
            case "subscribe" -> {
                long number = number(query, 2);
                PeerSession told = session.get();
                if (!told.features().contains(Feature.LIVE)) {
                    throw new StorageException.NotOffered("'subscribe' needs the feature \"live\" in a hello.");
                }
                seat.here();
                yield subscribe(number, query.arguments().path(1), told);
            }
            case "unsubscribe" -> {
                subscriber.unsubscribe(number(query, 1));
                yield null;
            }
            default -> others.handle(query);
        };
    }

    private ObjectNode subscribe(long number, JsonNode options, PeerSession told) {
        AllDocs asked = AllDocsJson.read(options.isMissingNode() ? JsonText.object() : options);
        AllDocs request =
                new AllDocs(asked.query(), asked.sortOn(), Limit.NONE, asked.selectList(), asked.includeDocs());
        gate.check(new StorageRequest.ListDocs(request));
        return subscriber.subscribe(number, request, since(options), told);
    }

    private static long number(Message.JioQuery query, int most) {
        JsonNode number = query.arguments().path(0);
        if (query.arguments().size() > most
                || !number.isIntegralNumber()
                || !number.canConvertToLong()
                || number.longValue() < 1) {
            throw new StorageException.BadRequest(
                    most == 1
                            ? "'unsubscribe' takes a number."
                            : "'subscribe' takes a number from 1, and perhaps options.");
        }
        return number.longValue();
    }

    private static Optional<Message.Feed> since(JsonNode options) {
        JsonNode since = options.path("since");
        return since.isMissingNode() || since.isNull() ? Optional.empty() : Optional.of(Message.Feed.read(since));
    }
}
