package org.skerry.master.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.RecordView;
import org.skerry.master.live.LiveQueries;
import org.skerry.master.live.Sight;
import org.skerry.master.live.Subscriber;
import org.skerry.master.peers.SlaveService;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.storage.RequestGate;
import org.skerry.protocol.storage.StorageService;
import org.skerry.protocol.transfer.TransferService;
import org.skerry.protocol.transfer.TransferSlots;

/** What one connected slave may do, as its rights are at each moment. */
public final class SlaveAccess implements SlaveService {

    private static final RecordView NOTHING =
            new RecordView(new Query.Or(List.of()), new Query.Or(List.of()), Set.of(), Optional.empty());

    private final Storage storage;
    private final String name;
    private final Seat seat;
    private final Administration administration;
    private final RequestGate gate;
    private final TransferSlots transfers;
    private final Subscriber live;
    private final Sight.Watcher sights = new Sight.Watcher(NOTHING);

    /** Null until it is needed: most slaves see everything. */
    private @Nullable SeenFeed seen;

    /**
     * @param name tells the PC from all others
     * @param pc what the slave may do now, whoever sits there; empty if nothing
     * @param signIns lets people sign in there
     * @param administration for admins
     * @param transfers how many attachments may be on their way, of all slaves
     * @param queries that slaves follow
     */
    public SlaveAccess(
            Storage storage,
            String name,
            Supplier<Optional<Rights>> pc,
            SignIns signIns,
            Administration administration,
            RequestGate gate,
            TransferSlots transfers,
            LiveQueries queries) {
        this.storage = storage;
        this.name = name;
        this.seat = new Seat(pc, signIns);
        this.administration = administration;
        this.gate = gate;
        this.transfers = transfers;
        this.live = queries.subscriber(name, () -> sights.note(view()));
    }

    @Override
    public PeerSession.RequestHandler handler(Supplier<PeerSession> session) {
        Storage guarded = new GuardedStorage(storage, this::rights);
        PeerSession.RequestHandler records = new StorageService(guarded, gate);
        PeerSession.RequestHandler attachments = new TransferService(guarded, session, transfers, name, records);
        PeerSession.RequestHandler following = new LiveMethods(live, seat, session, gate, attachments);
        return new PeopleMethods(seat, new AdminMethods(seat, administration, following));
    }

    @Override
    public Message.Feed feed(Message.Feed whole) {
        RecordView view = view();
        return view.showsAll() ? whole : seen().now(view);
    }

    @Override
    public void left() {
        live.close();
        seat.signOut();
    }

    /** As whoever asks for something sees it, he is told what happens to it. */
    private Optional<Rights> rights() {
        Optional<Rights> now = seat.rights();
        now.ifPresent(here -> sights.note(here.caller().view()));
        return now;
    }

    /** Who has to sign in yet does not hear that anything is written. */
    private RecordView view() {
        try {
            return seat.rights().map(now -> now.caller().view()).orElse(NOTHING);
        } catch (StorageException.SignInNeeded nobodyYet) {
            return NOTHING;
        }
    }

    private synchronized SeenFeed seen() {
        SeenFeed there = seen;
        if (there == null) {
            there = new SeenFeed(storage);
            seen = there;
        }
        return there;
    }
}
