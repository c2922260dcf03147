package org.skerry.master.access;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.master.peers.PeerRegistry;
import org.skerry.protocol.pairing.Fingerprint;
import org.skerry.protocol.pairing.PairingCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the keeper of a master asks about slaves, and tells it to do with them. Any thread. */
public final class PeersReport {

    private final KnownSlaves known;
    private final PairingDesk desk;
    private final PeerRegistry connected;
    private final boolean isOpen;
    private final Notes notes;
    private final Consumer<String> uploads;

    /**
     * @param isOpen whether the master lets everybody in: then nobody's rights are less than everything
     * @param uploads throws away what a PC with that key has uploaded
     */
    public PeersReport(
            KnownSlaves known,
            PairingDesk desk,
            PeerRegistry connected,
            boolean isOpen,
            Notes notes,
            Consumer<String> uploads) {
        this.known = known;
        this.desk = desk;
        this.connected = connected;
        this.isOpen = isOpen;
        this.notes = notes;
        this.uploads = uploads;
    }

    /**
     * Makes a code, for the keeper of the master.
     *
     * @param wish {@code role} and perhaps {@code from}, an address
     * @throws StorageException.BadRequest if it is something else
     */
    public ObjectNode pair(JsonNode wish) {
        return told(() -> pair(
                wished(wish),
                wish.has("from") ? Optional.of(literal(wish.path("from").asString(""))) : Optional.empty(),
                Actor.KEEPER));
    }

    ObjectNode pair(Grant grant, Optional<InetAddress> from, Actor actor) {
        checkOpen(grant);
        boolean endsAnother = desk.isWaitingFor(from);
        PairingCode code = desk.issue(grant, from, actor);
        ObjectNode made = JsonText.object().put("code", code.digits()).put("seconds", PairingDesk.LIFE.toSeconds());
        grant.write(made);
        from.ifPresent(address -> made.put("from", address.getHostAddress()));
        if (endsAnother) {
            made.put("ends_another", true);
        }
        actor.note(notes, "code", "for a " + grant.role().word());
        return made;
    }

    /** What is wrong with a wish is told in a sentence. */
    static <T> T told(Supplier<T> answer) {
        try {
            return answer.get();
        } catch (IllegalArgumentException wrong) {
            throw new StorageException.BadRequest(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** The rights that a wish names. */
    static Grant wished(JsonNode wish) {
        return Grant.parse(
                wish.path("role").asString("writer"),
                wish.path("types").asString(""),
                wish.path("own").asBoolean(false),
                wish.path("hidden").asString(""));
    }

    /** Changes what a paired slave may do, at once, for the keeper. */
    public ObjectNode grant(JsonNode wish) {
        return told(() -> grant(wish.path("peer").asString(""), wished(wish), Actor.KEEPER));
    }

    ObjectNode grant(String peer, Grant grant, Actor actor) {
        checkOpen(grant);
        KnownSlave granted = known.grant(peer, grant, actor);
        actor.note(notes, "granted", granted, grant.role().word());
        return json(granted);
    }

    private void checkOpen(Grant grant) {
        if (isOpen && grant.isRestricted()) {
            throw new StorageException.Forbidden(
                    "--open lets everybody see all records; start the master without it, then"
                            + " a PC can be limited to some of them.");
        }
    }

    /** @throws IllegalArgumentException with a plain sentence, if it is none */
    static InetAddress literal(String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException noAddress) {
            throw new IllegalArgumentException("%s is no IP address.".formatted(address), noAddress);
        }
    }

    /** Takes the right of the one named away, and cuts its connections off, for the keeper. */
    public ObjectNode revoke(JsonNode wish) {
        return revoke(wish.path("peer").asString(""), Actor.KEEPER);
    }

    ObjectNode revoke(String peer, Actor actor) {
        KnownSlave revoked = known.revoke(peer, actor);
        try {
            actor.note(notes, "revoked", revoked, "");
        } finally {
            uploads.accept(revoked.key().groups());
            connected.cut(revoked.key()); // last: it ends also the call in which a PC takes its own right away
        }
        return json(revoked);
    }

    /** The paired slaves, for an admin. */
    ObjectNode list(Actor.Admin admin) {
        boolean isWaiting = desk.isWaitingForAnybody(); // before the list, where who has used the code is by then
        String here = admin.rights().key();
        Map<Fingerprint, Instant> since = connected.since();
        return Administration.listed(
                        "peers",
                        known.all().stream()
                                .map(slave -> json(slave, Optional.ofNullable(since.get(slave.key()))))
                                .map(json -> Administration.marked(
                                        json, json.path("key").asString("").equals(here)))
                                .toList())
                .put("code_waits", isWaiting);
    }

    /** The paired slaves and the connected ones. */
    public ObjectNode peers() {
        ObjectNode report = JsonText.object();
        ArrayNode paired = report.putArray("paired");
        Map<Fingerprint, Instant> since = connected.since();
        known.all().forEach(slave -> paired.add(json(slave, Optional.ofNullable(since.get(slave.key())))));
        report.set("connected", connected.report());
        return report;
    }

    private ObjectNode json(KnownSlave slave) {
        return json(slave, Optional.ofNullable(connected.since().get(slave.key())));
    }

    private static ObjectNode json(KnownSlave slave, Optional<Instant> since) {
        ObjectNode json = JsonText.object()
                .put("name", slave.name())
                .put("key", slave.key().groups())
                .put("paired", slave.paired().toString());
        slave.grant().write(json);
        slave.revoked().ifPresent(time -> json.put("revoked", time.toString()));
        since.ifPresent(time -> json.put("connected", time.toString()));
        return json;
    }

    /** What is to be known about codes. */
    public ObjectNode pairing() {
        ObjectNode report = JsonText.object()
                .put(
                        "paired",
                        known.all().stream()
                                .filter(slave -> slave.revoked().isEmpty())
                                .count())
                .put("code_waits", desk.isWaiting())
                .put("failures_in_the_last_hour", desk.failuresInTheLastHour())
                .put("failures_allowed", PairingDesk.MAX_FAILURES_PER_HOUR);
        ObjectNode failing = report.putObject("failing_addresses");
        desk.failingAddresses().forEach((address, count) -> failing.put(address.getHostAddress(), count));
        return report;
    }
}
