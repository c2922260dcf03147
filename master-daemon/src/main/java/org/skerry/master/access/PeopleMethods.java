package org.skerry.master.access;

import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.PeerSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers what concerns the person at a PC, and hands the rest on once somebody has signed in; the section {@code people} of
 * {@code docs/protocol.md}. Any thread.
 */
final class PeopleMethods implements PeerSession.RequestHandler {

    private final Seat seat;
    private final PeerSession.RequestHandler others;

    PeopleMethods(Seat seat, PeerSession.RequestHandler others) {
        this.seat = seat;
        this.others = others;
    }

    @Override
    public @Nullable JsonNode handle(Message.JioQuery query) {
        ArrayNode arguments = query.arguments();
        return switch (query.method()) {
            case "signIn" -> {
                check(query, 2);
                yield signedIn(seat.signIn(
                        arguments.get(0).stringValue(), arguments.get(1).stringValue()));
            }
            case "signOut" -> {
                check(query, 0);
                seat.signOut();
                yield null;
            }
            case "whoAmI" -> {
                check(query, 0);
                yield whoAmI();
            }
            default -> {
                seat.rights(); // before the arguments are looked at
                yield others.handle(query);
            }
        };
    }

    private static void check(Message.JioQuery query, int texts) {
        if (query.arguments().size() != texts
                || !query.arguments().valueStream().allMatch(JsonNode::isString)) {
            throw new StorageException.BadRequest(
                    texts == 0
                            ? "'%s' takes no arguments.".formatted(query.method())
                            : "'%s' takes two texts, a name and a password.".formatted(query.method()));
        }
    }

    private static ObjectNode signedIn(Rights rights) {
        return JsonText.object()
                .put("name", rights.person())
                .put("role", rights.grant().role().word())
                .put("owner", rights.owner());
    }

    /** Said only where it is so: whether the methods of an {@link Administration} do anything. */
    private static ObjectNode withAdmin(ObjectNode answer, Rights rights) {
        return rights.administers() ? answer.put("admin", true) : answer;
    }

    private ObjectNode whoAmI() {
        Rights here = seat.here();
        boolean isNeeded = seat.needsPerson();
        ObjectNode answer = JsonText.object().put("people", isNeeded).put("pc", here.pc());
        if (!isNeeded) {
            answer.put("person", "").put("role", here.grant().role().word()).put("owner", here.owner());
            return withAdmin(answer, here);
        }
        return seat.ofPerson()
                .map(rights -> withAdmin(
                        answer.put("person", rights.person())
                                .put("role", rights.grant().role().word())
                                .put("owner", rights.owner()),
                        rights))
                .orElseGet(() -> answer.put("person", "").put("role", "").put("owner", ""));
    }
}
