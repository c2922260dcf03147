package org.skerry.master.access;

import java.net.InetAddress;
import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.master.peers.PeerRegistry;
import org.skerry.protocol.pairing.PairingCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the keeper of a master asks about slaves, and tells it to do with them. Any thread. */
public final class PeersReport {

    private final KnownSlaves known;
    private final PairingDesk desk;
    private final PeerRegistry connected;
    private final Notes notes;

    public PeersReport(KnownSlaves known, PairingDesk desk, PeerRegistry connected, Notes notes) {
        this.known = known;
        this.desk = desk;
        this.connected = connected;
        this.notes = notes;
    }

    /**
     * Makes a code.
     *
     * @param wish {@code role} and perhaps {@code from}, an address
     * @throws StorageException.BadRequest if it is something else
     */
    public ObjectNode pair(JsonNode wish) {
        try {
            Grant grant = wished(wish);
            Optional<InetAddress> from =
                    wish.has("from") ? Optional.of(literal(wish.path("from").asString())) : Optional.empty();
            PairingCode code = desk.issue(grant, from);
            ObjectNode made = JsonText.object().put("code", code.digits()).put("seconds", PairingDesk.LIFE.toSeconds());
            grant.write(made);
            from.ifPresent(address -> made.put("from", address.getHostAddress()));
            notes.note("code", "", "", "for a " + grant.role().word());
            return made;
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

    /** Changes what a paired slave may do, at once. */
    public ObjectNode grant(JsonNode wish) {
        try {
            KnownSlave granted = known.grant(wish.path("peer").asString(""), wished(wish));
            notes.note(
                    "granted",
                    granted.name(),
                    granted.key().groups(),
                    granted.grant().role().word());
            return json(granted);
        } catch (IllegalArgumentException wrong) {
            throw new StorageException.BadRequest(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException noAddress) {
            throw new IllegalArgumentException("%s is no IP address.".formatted(address), noAddress);
        }
    }

    /** Takes the right of the one named away, and cuts its connections off. */
    public ObjectNode revoke(JsonNode wish) {
        KnownSlave revoked = known.revoke(wish.path("peer").asString(""));
        connected.cut(revoked.key());
        notes.note("revoked", revoked.name(), revoked.key().groups(), "");
        return json(revoked);
    }

    /** The paired slaves and the connected ones. */
    public ObjectNode peers() {
        ObjectNode report = JsonText.object();
        ArrayNode paired = report.putArray("paired");
        known.all().forEach(slave -> paired.add(json(slave)));
        report.set("connected", connected.report());
        return report;
    }

    private ObjectNode json(KnownSlave slave) {
        ObjectNode json = JsonText.object()
                .put("name", slave.name())
                .put("key", slave.key().groups())
                .put("paired", slave.paired().toString());
        slave.grant().write(json);
        slave.revoked().ifPresent(time -> json.put("revoked", time.toString()));
        connected.connectedSince(slave.key()).ifPresent(time -> json.put("connected", time.toString()));
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
