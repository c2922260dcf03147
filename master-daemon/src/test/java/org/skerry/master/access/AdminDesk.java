package org.skerry.master.access;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.master.live.LiveQueries;
import org.skerry.master.peers.PeerRegistry;
import org.skerry.master.peers.SlaveService;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.pairing.NodeCertificate;
import org.skerry.protocol.pairing.NodeIdentity;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.storage.RequestGate;
import org.skerry.protocol.transfer.TransferSlots;

/** What admins use, with the people and the clock of a {@link PeopleDesk}. */
final class AdminDesk implements AutoCloseable {

    /** A call of each method for admins. */
    static final Map<String, String> CALLS = Map.ofEntries(
            Map.entry("allPeers", "[\"allPeers\"]"),
            Map.entry("pairPeer", "[\"pairPeer\",{\"role\":\"admin\"}]"),
            Map.entry("grantPeer", "[\"grantPeer\",\"kitchen\",{\"role\":\"admin\"}]"),
            Map.entry("revokePeer", "[\"revokePeer\",\"kitchen\"]"),
            Map.entry("backupState", "[\"backupState\"]"),
            Map.entry("allPeople", "[\"allPeople\"]"),
            Map.entry("addPerson", "[\"addPerson\",\"Bo\",\"red mullet 13\",{\"role\":\"admin\"}]"),
            Map.entry("grantPerson", "[\"grantPerson\",\"Li\",{\"role\":\"admin\"}]"),
            Map.entry("setPassword", "[\"setPassword\",\"Li\",\"red mullet 13\"]"),
            Map.entry("enablePerson", "[\"enablePerson\",\"Li\"]"),
            Map.entry("disablePerson", "[\"disablePerson\",\"Li\"]"),
            Map.entry("removePerson", "[\"removePerson\",\"Li\"]"));

    final MemoryStorage records = new MemoryStorage();
    final KnownSlaves known;
    final PairingDesk codes;
    final PeerRegistry connected;
    final Administration administration;

    /** The keys of those whose uploads were thrown away. */
    final List<String> forgotten = new CopyOnWriteArrayList<>();

    private final PeopleDesk people;

    AdminDesk(PeopleDesk people, Path folder) {
        this.people = people;
        known = KnownSlaves.in(folder, people);
        codes = new PairingDesk(new SecureRandom(), people);
        connected = new PeerRegistry(
                arrival -> arrival.key()
                        .flatMap(known::find)
                        .map(slave -> access(known.find(slave.key()).orElseThrow())),
                service -> Message.Hello.master("Site A", service.feed(Message.Feed.of(records.feed())), false),
                people);
        administration = new Administration(
                new PeersReport(known, codes, connected, false, people.told, forgotten::add),
                people.report,
                () -> List.of("ws://192.168.1.20:9999/"),
                () -> JsonText.object().put("remind", true).put("last", "2026-11-20T02:30:00Z"),
                people.told);
    }

    /** Lets a PC in. */
    KnownSlave pair(String name, Grant grant) {
        return pair(NodeCertificate.of(NodeIdentity.make()), name, grant);
    }

    /** A session that has announced nothing, because there is none. */
    static PeerSession noSession() {
        throw new StorageException.NotOffered("There is no session in this test.");
    }

    KnownSlave pair(NodeCertificate certificate, String name, Grant grant) {
        KnownSlave paired = new KnownSlave(certificate, name, grant, people.instant(), Optional.empty());
        known.add(paired);
        return paired;
    }

    /** What a PC may do, as it is looked up in a running master. */
    Optional<Rights> rights(KnownSlave pc) {
        return known.admitted(pc.key()).map(Rights::of);
    }

    SlaveService access(KnownSlave pc) {
        return new SlaveAccess(
                records,
                pc.toString(),
                () -> rights(pc),
                people.signIns,
                administration,
                RequestGate.OPEN,
                TransferSlots.defaults(),
                new LiveQueries(records));
    }

    @Override
    public void close() {
        connected.close();
        records.close();
    }
}
