package org.skerry.master.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.skerry.jio.AuditEntry;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an admin does with PCs and people from his own PC; the section {@code admin} of {@code docs/protocol.md}. Any thread.
 */
public final class Administration {

    private static final int ANY_OPTIONS = 1;

    private final PeersReport peers;
    private final PeopleReport people;
    private final Supplier<List<String>> addresses;
    private final Notes notes;
    private final Map<String, Method> methods;

    /** What a method does with its arguments. */
    private interface Work {
        ObjectNode done(AdminArguments arguments, Actor.Admin admin);
    }

    /**
     * @param takes what it is called with, in words
     * @param least how many arguments
     * @param more how many there may be beyond
     */
    private record Method(String takes, int least, int more, Work work) {
        Method(String takes, int arguments, Work work) {
            this(takes, arguments, 0, work);
        }
    }

    /**
     * @param addresses that other PCs can enter to find this master
     * @param backups how it is with them
     */
    public Administration(
            PeersReport peers,
            PeopleReport people,
            Supplier<List<String>> addresses,
            Supplier<ObjectNode> backups,
            Notes notes) {
        this.peers = peers;
        this.people = people;
        this.addresses = addresses;
        this.notes = notes;
        methods = Map.ofEntries(
                Map.entry("allPeers", new Method("no arguments", 0, (_, admin) -> peers.list(admin))),
                Map.entry("pairPeer", new Method("the rights of a PC, and options", 1, ANY_OPTIONS, this::pair)),
                Map.entry(
                        "grantPeer",
                        new Method(
                                "the key of a PC and its rights",
                                2,
                                (given, admin) -> peers.grant(given.text(0), given.grant(1), admin))),
                Map.entry(
                        "revokePeer",
                        new Method("the key of a PC", 1, (given, admin) -> peers.revoke(given.text(0), admin))),
                Map.entry("backupState", new Method("no arguments", 0, (_, _) -> backups.get())),
                Map.entry("allPeople", new Method("no arguments", 0, (_, admin) -> people.list(admin))),
                Map.entry(
                        "addPerson",
                        new Method(
                                "a name, a password or null, and rights",
                                3,
                                (given, admin) -> people.add(given.text(0), given.secret(1), given.grant(2), admin))),
                Map.entry(
                        "grantPerson",
                        new Method(
                                "a name and rights",
                                2,
                                (given, admin) -> people.grant(given.text(0), given.grant(1), admin))),
                Map.entry(
                        "setPassword",
                        new Method(
                                "a name and a password or null",
                                2,
                                (given, admin) -> people.password(given.text(0), given.secret(1), admin))),
                Map.entry(
                        "enablePerson",
                        new Method("a name", 1, (given, admin) -> people.able(given.text(0), true, admin))),
                Map.entry(
                        "disablePerson",
                        new Method("a name", 1, (given, admin) -> people.able(given.text(0), false, admin))),
                Map.entry(
                        "removePerson",
                        new Method("a name", 1, (given, admin) -> people.remove(given.text(0), admin))));
    }

    /** What they are called. */
    Set<String> methods() {
        return methods.keySet();
    }

    /**
     * Does what an admin wants.
     *
     * @param method one of {@link #methods}
     * @throws StorageException.Forbidden if who sits there is none
     * @throws StorageException.BadRequest naming the method, if it cannot be done with these arguments
     * @throws StorageException.Conflict if it would leave no admin
     */
    ObjectNode call(String method, ArrayNode arguments, Seat seat) {
        Rights rights = seat.rights().orElseThrow(GuardedStorage::revoked);
        if (!rights.administers()) {
            throw refusal(rights);
        }
        Method called = Optional.ofNullable(methods.get(method)).orElseThrow();
        AdminArguments given = new AdminArguments(method, called.takes(), arguments);
        given.checkCount(called.least(), called.least() + called.more());
        try {
            return called.work().done(given, new Actor.Admin(rights, seat.isStill(Rights::administers)));
        } catch (IllegalArgumentException wrong) {
            throw given.wrong(wrong);
        }
    }

    private StorageException refusal(Rights rights) {
        String sentence = rights.key().isEmpty()
                ? "Only a PC that is paired with this master may do that."
                : "Only an admin may do that, at a PC that was paired as admin.";
        notes.note(AuditEntry.REFUSED, rights.caller(), "", sentence);
        return new StorageException.Forbidden(sentence);
    }

    private ObjectNode pair(AdminArguments given, Actor.Admin admin) {
        ObjectNode made = peers.pair(given.grant(0), given.option(1, "from").map(PeersReport::literal), admin);
        ArrayNode reachable = made.putArray("addresses");
        addresses.get().forEach(reachable::add);
        return made;
    }

    /** The same object for whoever asks, with a mark on his own. */
    static ObjectNode marked(ObjectNode json, boolean isHere) {
        return isHere ? json.put("here", true) : json;
    }

    static ObjectNode listed(String name, Iterable<? extends JsonNode> all) {
        ObjectNode answer = JsonText.object();
        ArrayNode list = answer.putArray(name);
        all.forEach(list::add);
        return answer;
    }
}
