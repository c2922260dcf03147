package org.skerry.master.access;

import org.jspecify.annotations.Nullable;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.PeerSession;
import tools.jackson.databind.JsonNode;

/** Answers what admins ask about PCs and people at one PC, and hands the rest on. Any thread. */
final class AdminMethods implements PeerSession.RequestHandler {

    private final Seat seat;
    private final Administration administration;
    private final PeerSession.RequestHandler others;

    AdminMethods(Seat seat, Administration administration, PeerSession.RequestHandler others) {
        this.seat = seat;
        this.administration = administration;
        this.others = others;
    }

    @Override
    public @Nullable JsonNode handle(Message.JioQuery query) {
        return administration.methods().contains(query.method())
                ? administration.call(query.method(), query.arguments(), seat)
                : others.handle(query);
    }
}
