package org.skerry.master;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.skerry.jio.Capacity;
import org.skerry.jio.JsonText;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageDescription;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.local.index.LuceneWords;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.jio.query.KeySchema;
import org.skerry.master.access.Administration;
import org.skerry.master.access.Gate;
import org.skerry.master.access.KnownSlaves;
import org.skerry.master.access.PairingDesk;
import org.skerry.master.access.PeersReport;
import org.skerry.master.access.People;
import org.skerry.master.access.PeopleReport;
import org.skerry.master.access.Rights;
import org.skerry.master.access.SignIns;
import org.skerry.master.access.SlaveAccess;
import org.skerry.master.backup.BackupMaker;
import org.skerry.master.backup.Backups;
import org.skerry.master.backup.Restore;
import org.skerry.master.broadcaster.Admission;
import org.skerry.master.broadcaster.Arrival;
import org.skerry.master.broadcaster.BroadcasterServer;
import org.skerry.master.console.ControlSocket;
import org.skerry.master.console.StatusReport;
import org.skerry.master.forms.FormStorage;
import org.skerry.master.live.LiveQueries;
import org.skerry.master.peers.FeedNotifier;
import org.skerry.master.peers.PeerRegistry;
import org.skerry.master.peers.QueryBudget;
import org.skerry.master.peers.SlaveService;
import org.skerry.master.recovery.Recovery;
import org.skerry.master.service.Probe;
import org.skerry.master.service.ServiceNotifier;
import org.skerry.master.service.StorageProbe;
import org.skerry.master.service.Watchdog;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.pairing.Fingerprint;
import org.skerry.protocol.pairing.NodeIdentity;
import org.skerry.protocol.transfer.TransferSlots;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.protocol.webrtc.WebRtcSettings;
import tools.jackson.databind.JsonNode;

/**
 * A running master; the place where its parts are put together.
 *
 * <pre>
 * BroadcasterServer -> Admission, Gate( KnownSlaves, PairingDesk ) -> WebRtcDoor -> PeerRegistry
 * per slave: PeerSession -> SlaveAccess: SignIns( People ), StorageService( QueryBudget, GuardedStorage( FormStorage( storage ) ) ),
 *     TransferService( GuardedStorage( ... ), TransferSlots )
 * storage's feed -> FeedNotifier -> PeerRegistry
 * storage's feed -> LiveQueries -> per slave that follows some: Subscriber -> PeerSession
 * per slave of an admin: Administration( PeersReport, PeopleReport )
 * ControlSocket -> StatusReport, PeersReport, PeopleReport, Recovery, Backups
 * Backups -> LocalStorage
 * Watchdog -> storage, BroadcasterServer
 * </pre>
 */
public final class Master implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Master.class.getName());

    /** The UDP ports of data channels over the network, one for each slave; a firewall needs to know them. */
    static final int FIRST_UDP_PORT = 47_000;

    static final int LAST_UDP_PORT = 47_999;

    /** For one question to the broadcaster; the watchdog knows how long it may go on without answer. */
    private static final Duration PROBE_PATIENCE = Duration.ofMinutes(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final MasterSettings settings;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>(); // in order of closing
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Recovery recovery;
    private volatile List<InetSocketAddress> listening = List.of(); // until the broadcaster does

    private Master(MasterSettings settings, ServiceNotifier service) {
        this.settings = settings;
        try {
            recovery = assemble(service);
        } catch (RuntimeException failed) {
            closeParts();
            throw failed;
        }
    }

    /**
     * Starts a master.
     *
     * @throws org.skerry.jio.StorageException with one plain sentence if the data folder or the port cannot be used
     */
    static Master start(MasterSettings settings, ServiceNotifier service) {
        Master master = new Master(settings, service);
        if (settings.open()) {
            LOG.log(Level.WARNING, StatusReport.OPEN_WARNING);
        }
        return master;
    }

    private Recovery assemble(ServiceNotifier service) {
        Clock clock = Clock.systemUTC();
        Restore.requireFinished(settings.data());
        Storage kept = StorageDescription.build(
                settings.storage(),
                Map.of(
                        "local",
                        _ -> LocalStorage.open(settings.data(), KeySchema.NONE, settings.historyKept()),
                        "memory",
                        _ -> new MemoryStorage(new LuceneWords())));
        Storage storage = opened(new FormStorage(kept));
        Optional<Backups> backups = kept instanceof LocalStorage local
                ? Optional.of(opened(backups(local, storage, clock)))
                : Optional.empty();
        NodeIdentity identity = NodeIdentity.in(settings.data());
        Recovery recovery =
                Recovery.in(settings.data(), settings.name(), settings.passphrase(), storage::note, RANDOM, clock);
        KnownSlaves known = KnownSlaves.in(settings.data(), clock);
        People people = People.in(settings.data());
        if (settings.open()) {
            known.checkOpen();
            people.checkOpen();
        }
        PairingDesk desk = new PairingDesk(RANDOM, clock);
        WebRtcRuntime runtime =
                opened(new WebRtcRuntime(WebRtcSettings.defaults().withPorts(FIRST_UDP_PORT, LAST_UDP_PORT), identity));
        SignIns signIns = new SignIns(people, storage::note, RANDOM, clock);
        PeopleReport persons = new PeopleReport(signIns, settings.open(), storage::note, RANDOM, clock);
        LiveQueries queries = opened(new LiveQueries(storage).start());
        CompletableFuture<Administration> administration =
                new CompletableFuture<>(); // of the slaves, whose services need it
        TransferSlots transfers = TransferSlots.defaults();
        PeerRegistry peers = opened(new PeerRegistry(
                slave -> access(slave, known, signIns, administration.join(), storage, transfers, queries),
                slave -> hello(slave, storage),
                clock));
        PeersReport slaves =
                new PeersReport(known, desk, peers, settings.open(), storage::note, storage::forgetUploads);
        administration.complete(new Administration(
                slaves,
                persons,
                () -> ReachableAddresses.fromElsewhere(urls()),
                () -> backups.map(Backups::state).orElseGet(JsonText::object),
                storage::note));
        opened(new FeedNotifier(storage.feed(), peers).start());
        Admission admission = new Admission(settings.open(), peers::isConnected, clock);
        Gate gate = new Gate(identity, settings.name(), settings.open(), known, desk, storage::note, RANDOM, clock);
        BroadcasterServer broadcaster = opened(BroadcasterServer.start(
                settings.binds(), settings.port(), admission, gate, new WebRtcDoor(runtime), peers));
        listening = broadcaster.addresses();
        StatusReport status = new StatusReport(
                settings.name(),
                identity.fingerprint(),
                settings.data(),
                settings.open(),
                this::urls,
                clock.instant(),
                storage,
                peers,
                slaves::pairing,
                admission,
                runtime,
                recovery,
                backups,
                settings.historyWarning());
        Map<String, Function<JsonNode, JsonNode>> answers = answers(status, slaves, persons, recovery);
        backups.ifPresent(making -> answers.putAll(making.answers()));
        opened(ControlSocket.start(
                settings.data(), answers, backups.map(Backups::longAnswers).orElse(Map.of())));
        StorageProbe records = new StorageProbe(storage);
        opened(Watchdog.start(
                service, probes(records, storage, broadcaster), () -> statusLine(peers.count(), records.records())));
        return recovery;
    }

    private Backups backups(LocalStorage records, Storage storage, Clock clock) {
        Path data = settings.data().toAbsolutePath().normalize();
        BackupMaker maker = new BackupMaker(data, settings.file(), settings.name(), records::snapshot, RANDOM, clock);
        return new Backups(data, maker, settings.backup(), storage::note, clock, ZoneId.systemDefault()).start();
    }

    private static List<Probe> probes(StorageProbe records, Storage storage, BroadcasterServer broadcaster) {
        return List.of(
                new Probe("The storage", records),
                new Probe("The writer of the storage", () -> StorageProbe.askWriter(storage)),
                new Probe("The broadcaster", () -> broadcaster.awaitAnswer(PROBE_PATIENCE)),
                new Probe(
                        "What serves the slaves",
                        () -> Thread.startVirtualThread(() -> {}).join()));
    }

    /** @param records negative if nobody knows */
    static String statusLine(int peers, long records) {
        String connected =
                peers == 0 ? "No PC connected" : peers == 1 ? "1 PC connected" : "%,d PCs connected".formatted(peers);
        return records < 0
                ? connected + "."
                : "%s, %,d record%s.".formatted(connected, records, records == 1 ? "" : "s");
    }

    private static Map<String, Function<JsonNode, JsonNode>> answers(
            StatusReport status, PeersReport slaves, PeopleReport persons, Recovery recovery) {
        Map<String, Function<JsonNode, JsonNode>> answers = new HashMap<>(persons.answers());
        answers.putAll(recovery.answers());
        answers.put("status", _ -> status.report());
        answers.put("reindex", _ -> status.reindex());
        answers.put("peers", _ -> slaves.peers());
        answers.put("pair", slaves::pair);
        answers.put("revoke", slaves::revoke);
        answers.put("grant", slaves::grant);
        return answers;
    }

    /** What a slave may do; empty if it is no longer let in. */
    private static Optional<SlaveService> access(
            Arrival slave,
            KnownSlaves known,
            SignIns signIns,
            Administration administration,
            Storage storage,
            TransferSlots transfers,
            LiveQueries queries) {
        Supplier<Optional<Rights>> rights = slave.key()
                .<Supplier<Optional<Rights>>>map(
                        key -> () -> known.admitted(key).map(Rights::of))
                .orElse(() -> Optional.of(Rights.ofUnknown(slave.name()))); // with --open only
        return rights.get()
                .map(unused -> new SlaveAccess(
                        storage,
                        nameOf(slave),
                        rights,
                        signIns,
                        administration,
                        QueryBudget::check,
                        transfers,
                        queries));
    }

    /** Whose share of this master a slave uses: its key's, or that of all strangers at its address. */
    private static String nameOf(Arrival slave) {
        return slave.key().map(Fingerprint::hex).orElseGet(() -> slave.address().getHostAddress());
    }

    /** The addresses that slaves can enter, loopback first; as they are now, for networks come and go. */
    public List<String> urls() {
        List<InetSocketAddress> now = listening;
        return now.isEmpty() ? List.of() : ReachableAddresses.urls(now);
    }

    Recovery recovery() {
        return recovery;
    }

    /** Waits until {@link #close} has ended. */
    void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /** Tells the slaves and stops, within seconds; idempotent. What was acknowledged is on the disk long since. */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            closeParts();
            closed.countDown();
        }
    }

    private Message.Hello hello(SlaveService slave, Storage storage) {
        Message.Feed feed = slave.feed(Message.Feed.of(storage.feed()));
        Message.Hello hello = Message.Hello.master(settings.name(), feed, settings.open());
        return storage.capacities().contains(Capacity.HISTORY) ? hello : hello.without(Feature.HISTORY);
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private void closeParts() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception failed) {
                LOG.log(Level.WARNING, "stopping " + part.getClass().getSimpleName() + " failed", failed);
            }
        }
    }
}
