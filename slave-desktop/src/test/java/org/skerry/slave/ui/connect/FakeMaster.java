package org.skerry.slave.ui.connect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.local.index.LuceneWords;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.QueryEvaluator;
import org.skerry.protocol.message.LiveRow;
import org.skerry.protocol.storage.LiveQuery;
import org.skerry.protocol.transfer.Transfers;
import org.skerry.slave.admin.Administration;
import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.link.LinkStep;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.SignIn;

/** A master in memory that does what the test says. Any thread. */
public final class FakeMaster implements Master {

    private final MasterAddress address;
    private final Consumer<LinkStep> progress;
    private final Optional<LinkFailure> failure;
    private final Storage storage;
    private final List<Consumer<LinkState>> observers = new CopyOnWriteArrayList<>();
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private final Map<LiveQuery.Listener, Query> listeners = new ConcurrentHashMap<>();
    private volatile boolean isFollowed;
    private volatile boolean isFollowing = true;
    private volatile Optional<String> key = Optional.empty();
    private volatile boolean mayChangeForms = true;
    private volatile boolean mayWrite = true;
    private volatile boolean takesFiles = true;
    private volatile Optional<Transfers> transfers = Optional.empty();
    private volatile LinkState state = LinkState.LINKED;
    private volatile String name = "Front office";
    private volatile Optional<Duration> roundTrip = Optional.empty();
    private volatile Optional<LinkFailure.Door> refusal = Optional.empty();
    private volatile boolean isClosed;
    private final Map<String, String> people = new ConcurrentHashMap<>();
    private volatile String person = "";
    private volatile Optional<Administration> administration = Optional.empty();
    private volatile Optional<StorageException> refusedSignIn = Optional.empty();
    private volatile Closing closing = () -> {};

    /** What happens when the master is left. */
    public interface Closing {
        void run() throws InterruptedException;
    }

    FakeMaster(MasterAddress address, Consumer<LinkStep> progress, Optional<LinkFailure> failure, Storage storage) {
        this.address = address;
        this.progress = progress;
        this.failure = failure;
        this.storage = storage;
    }

    /** One that has let us in. */
    public static FakeMaster joined() {
        return with(new MemoryStorage(new LuceneWords()));
    }

    /** One that has let us in, with these records. */
    public static FakeMaster with(Storage storage) {
        return new FakeMaster(new MasterAddress("192.168.1.5", 9999), step -> {}, Optional.empty(), storage);
    }

    /** Has proved its key. */
    public FakeMaster proved(String known) {
        key = Optional.of(known);
        return this;
    }

    @Override
    public Optional<String> key() {
        return key;
    }

    @Override
    public List<String> keysReplaced() {
        return List.of();
    }

    /** Tells that somebody has written. */
    public void change() {
        followers.forEach(Runnable::run);
    }

    public void step(LinkStep step) {
        progress.accept(step);
    }

    public void state(LinkState next) {
        state = next;
        observers.forEach(observer -> observer.accept(next));
    }

    /** Lets us in no more. */
    public void refuse(LinkFailure.Door door) {
        refusal = Optional.of(door);
        state(LinkState.OFFLINE);
    }

    @Override
    public Optional<LinkFailure.Door> refusal() {
        return refusal;
    }

    public void roundTrip(Duration time) {
        roundTrip = Optional.of(time);
    }

    public void onClose(Closing action) {
        closing = action;
    }

    public boolean isClosed() {
        return isClosed;
    }

    @Override
    public MasterAddress address() {
        return address;
    }

    @Override
    public Optional<LinkFailure> awaitJoined() {
        return failure;
    }

    @Override
    public LinkState state() {
        return state;
    }

    @Override
    public void onState(Consumer<LinkState> observer) {
        observers.add(observer);
    }

    @Override
    public void onChange(Runnable observer) {
        followers.add(observer);
    }

    /** Tells what happens to the queries that are followed, by {@link #happen}. */
    public FakeMaster following() {
        isFollowed = true;
        return this;
    }

    /** Does not tell for a while, as where the connection is lost, or too many want to be told. */
    public void pauseFollowing() {
        isFollowing = false;
        listeners.keySet().forEach(LiveQuery.Listener::lost);
    }

    /** Tells again. */
    public void resumeFollowing() {
        isFollowing = true;
        listeners.keySet().forEach(LiveQuery.Listener::begun);
    }

    /** The queries that are followed. */
    public Set<Query> followed() {
        return Set.copyOf(listeners.values());
    }

    /** Tells those who follow a query of which some records fit that these have changed. */
    public void happen(String... ids) {
        QueryEvaluator evaluator = storage.evaluator();
        listeners.forEach((listener, query) -> {
            List<LiveRow> rows = Stream.of(ids)
                    .map(RecordId::new)
                    .filter(id -> evaluator.matches(query, new StoredRecord(id, storage.get(id))))
                    .map(id -> new LiveRow(id, LiveRow.Went.CHANGED, Optional.empty(), Optional.empty(), false))
                    .toList();
            if (!rows.isEmpty()) {
                listener.happened(rows);
            }
        });
    }

    @Override
    public Runnable follow(Query query, LiveQuery.Listener listener) {
        if (!isFollowed) {
            listener.ended(new StorageException.NotOffered("This one does not tell."));
            return () -> {};
        }
        listeners.put(listener, query);
        if (isFollowing) {
            listener.begun();
        }
        return () -> listeners.remove(listener);
    }

    /** Calls itself otherwise from now on. */
    public void name(String other) {
        name = other;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isOpen() {
        return people.isEmpty();
    }

    @Override
    public Optional<Duration> roundTrip() {
        return roundTrip;
    }

    /** From now on somebody has to sign in. */
    public FakeMaster knows(String name, String secret) {
        people.put(name, secret);
        return this;
    }

    /** No sign-in is looked at. */
    public void refuseSignIn(StorageException why) {
        refusedSignIn = Optional.of(why);
    }

    @Override
    public SignIn.Seat seat() {
        return new SignIn.Seat(!people.isEmpty(), person, administration.isPresent(), mayChangeForms, mayWrite);
    }

    /** From now on nobody changes forms here. */
    public FakeMaster withFormsOfOthers() {
        mayChangeForms = false;
        return this;
    }

    /** From now on nobody writes here. */
    public FakeMaster forReaders() {
        mayWrite = false;
        return this;
    }

    /** From now on an admin sits here. */
    public FakeMaster administered(Administration by) {
        administration = Optional.of(by);
        return this;
    }

    @Override
    public Optional<Administration> administration() {
        return administration;
    }

    @Override
    public String signIn(String name, char[] secret) {
        letGo();
        refusedSignIn.ifPresent(why -> {
            throw why;
        });
        if (!new String(secret).equals(people.get(name))) {
            throw new StorageException.Forbidden("The name or the password is wrong.");
        }
        person = name;
        return name;
    }

    @Override
    public void signOut() {
        letGo();
        person = "";
    }

    private void letGo() {
        observers.clear();
        followers.clear();
    }

    @Override
    public Storage storage() {
        return storage;
    }

    /** Moves files in another way. */
    public FakeMaster transferring(Transfers by) {
        transfers = Optional.of(by);
        return this;
    }

    @Override
    public Transfers transfers() {
        return transfers.orElseGet(() -> new StorageTransfers(storage));
    }

    /** Is of before there were transfers. */
    public FakeMaster withoutFiles() {
        takesFiles = false;
        return this;
    }

    @Override
    public boolean takesFiles() {
        return takesFiles;
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            closing.run();
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
        }
    }
}
