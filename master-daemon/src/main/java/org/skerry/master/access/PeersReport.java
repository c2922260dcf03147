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

    public PeersReport(KnownSlaves known, PairingDesk desk, PeerRegistry connected) {
        this.known = known;
        this.desk = desk;
        this.connected = connected;
    }

    /**
     * Makes a code.
     *
     * @param wish {@code role} and perhaps {@code from}, an address
     * @throws StorageException.BadRequest if it is something else
     */
    public ObjectNode pair(JsonNode wish) {
        try {
            Role role = Role.of(wish.path("role").asString("writer"));
            Optional<InetAddress> from =
                    wish.has("from") ? Optional.of(literal(wish.path("from").asString())) : Optional.empty();
            PairingCode code = desk.issue(role, from);
            ObjectNode made = JsonText.object()
                    .put("code", code.digits())
                    .put("role", role.word())
                    .put("seconds", PairingDesk.LIFE.toSeconds());
            from.ifPresent(address -> made.put("from", address.getHostAddress()));
            return made;
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
                .put("role", slave.role().word())
                .put("paired", slave.paired().toString());
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
