package org.skerry.slave;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.storage.LiveQuery;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.protocol.transfer.AttachmentTransfers;
import org.skerry.protocol.transfer.Transfers;
import org.skerry.slave.admin.AdminCalls;
import org.skerry.slave.admin.Administration;
import org.skerry.slave.link.KnownMasters;
import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.MasterLink;
import org.skerry.slave.link.SignIn;
import org.skerry.slave.link.SlaveKeys;
import org.skerry.slave.ui.connect.Master;

/** A master for the window, behind a link. Any thread. */
final class LinkedMaster implements Master {

    /** How long a call of the window may take, breaks of the connection included: people do not wait for longer. */
    private static final Duration CALL_PATIENCE = Duration.ofSeconds(20);

    /** How long the master may be away before an attachment on its way is given up: a night, a weekend. */
    private static final Duration AWAY_PATIENCE = Duration.ofDays(3);

    private final MasterLink link;
    private final SlaveKeys keys;
    private final List<Consumer<LinkState>> observers = new CopyOnWriteArrayList<>();
    private final List<MasterLink.Listening> listening = new ArrayList<>(); // guarded by itself
    private final Set<LiveQuery> following = new HashSet<>(); // guarded by listening
    private volatile Optional<Message.Hello> lastHello = Optional.empty(); // read while the link is away
    private volatile Optional<String> key = Optional.empty(); // read by the window without waiting
    private volatile List<String> keysReplaced = List.of(); // likewise
    private volatile SignIn.Seat seat = SignIn.Seat.FREE; // read by the window without waiting
    private volatile Storage storage; // another one for each person
    private volatile AttachmentTransfers transfers; // likewise

    LinkedMaster(MasterLink link, SlaveKeys keys) {
        this.link = link;
        this.keys = keys;
        storage = records();
        transfers = transfers(storage);
        link.onState(state -> observers.forEach(observer -> observer.accept(state)));
    }

    private Storage records() {
        return new PeerStorage(link, CALL_PATIENCE, PeerStorage.randomWriter());
    }

    private AttachmentTransfers transfers(Storage of) {
        return new AttachmentTransfers(link, of, AWAY_PATIENCE);
    }

    @Override
    public MasterAddress address() {
        return link.address();
    }

    @Override
    public Optional<String> key() {
        return key;
    }

    @Override
    public List<String> keysReplaced() {
        return keysReplaced;
    }

    @Override
    public Optional<LinkFailure> awaitJoined() throws InterruptedException {
        Optional<LinkFailure> failure = link.awaitAttempt();
        if (failure.isEmpty()) {
            key = keys.masters().flatMap(known -> known.keyAt(link.address()));
            keysReplaced = keys.masters().map(KnownMasters::keysReplaced).orElse(List.of());
            try {
                seat = link.signIn().ask(CALL_PATIENCE);
            } catch (StorageException lost) {
                seat = SignIn.Seat.FREE; // the first call tells whether somebody has to sign in
            }
        }
        return failure;
    }

    @Override
    public LinkState state() {
        return link.state();
    }

    @Override
    public Optional<LinkFailure.Door> refusal() {
        return link.lastFailure()
                .filter(LinkFailure.NotAllowed.class::isInstance)
                .map(failure -> ((LinkFailure.NotAllowed) failure).door());
    }

    @Override
    public void onState(Consumer<LinkState> observer) {
        observers.add(observer);
    }

    @Override
    public void onChange(Runnable observer) {
        synchronized (listening) {
            listening.add(link.onFeed(news -> observer.run()));
        }
    }

    @Override
    public Runnable follow(Query query, LiveQuery.Listener listener) {
        AllDocs request = new AllDocs(query, List.of(), Limit.NONE, List.of(), false);
        synchronized (listening) {
            LiveQuery live = LiveQuery.start(link, request, link.feed(), listener);
            following.add(live);
            return () -> {
                live.close();
                synchronized (listening) {
                    following.remove(live);
                }
            };
        }
    }

    @Override
    public String name() {
        return hello().map(Message.Hello::name).orElse(link.address().host());
    }

    @Override
    public boolean isOpen() {
        return hello().map(Message.Hello::open).orElse(false);
    }

    @Override
    public Optional<Duration> roundTrip() {
        return link.roundTrip();
    }

    @Override
    public SignIn.Seat seat() {
        return seat;
    }

    @Override
    public synchronized String signIn(String name, char[] secret) {
        letGo();
        String person = link.signIn().as(name, secret, CALL_PATIENCE);
        seat = seatOf(person);
        return person;
    }

    private SignIn.Seat seatOf(String person) {
        try {
            return link.signIn().ask(CALL_PATIENCE);
        } catch (StorageException lost) {
            return new SignIn.Seat(
                    true, person, false, true, true); // he may do again what admins do when he signs in anew
        }
    }

    @Override
    public synchronized void signOut() {
        letGo();
        seat = SignIn.Seat.EMPTY;
        link.signIn().out(CALL_PATIENCE);
    }

    /** What somebody has asked for is not done for another one. */
    private void letGo() {
        observers.clear();
        synchronized (listening) {
            listening.forEach(MasterLink.Listening::close);
            listening.clear();
            following.forEach(LiveQuery::close);
            following.clear();
        }
        transfers.close();
        storage.close();
        storage = records();
        transfers = transfers(storage);
    }

    @Override
    public Optional<Administration> administration() {
        return seat.isAdmin() ? Optional.of(new AdminCalls(link, CALL_PATIENCE)) : Optional.empty();
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Transfers transfers() {
        return transfers;
    }

    @Override
    public boolean keepsHistory() {
        return hello().map(Message.Hello::features).orElse(Set.of()).contains(Feature.HISTORY.word());
    }

    @Override
    public boolean takesFiles() {
        return hello().map(Message.Hello::features).orElse(Set.of()).contains(Feature.ATTACHMENTS.word());
    }

    @Override
    public void close() {
        transfers.close();
        synchronized (listening) {
            following.forEach(LiveQuery::close);
            following.clear();
        }
        storage.close();
        link.close();
    }

    private Optional<Message.Hello> hello() {
        link.master().ifPresent(now -> lastHello = Optional.of(now));
        return lastHello;
    }
}
