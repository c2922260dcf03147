package org.skerry.master.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.Sequence;
import org.skerry.jio.Step;
import org.skerry.jio.Storage;
import org.skerry.jio.query.RecordView;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.PeerSession;

/** One round of notices to all slaves. Used by one thread. */
final class Round {

    /** How many writes are told at a time; where there are more, the rest comes with the next round. */
    private static final int MAX_STEPS = 1_000;

    /** And how much text of them, in chars, but for the last one: the trees take several times as much memory. */
    private static final long MAX_CHARS = 1_000_000;

    /** How many stretches are held: all who keep up are told of the same one. */
    private static final int MAX_STRETCHES = 8;

    /** Who has so much to fetch is told more when he has. */
    private static final long MAX_GATHERED_BYTES = 64 * 1024;

    /** How often a slave is told that it has to ask anew, where it cannot be told what happened. */
    private static final long BETWEEN_RESETS = Duration.ofSeconds(1).toNanos();

    /** How often a slave is told how far the feed is without anything for it: that it can go on there when it comes back. */
    private static final long BETWEEN_SIGNS = Duration.ofSeconds(10).toNanos();

    private final Storage storage;
    private final ChangeFeed feed;
    private final Watches watches;
    private final long now;
    private final Consumer<Throwable> complain;
    private final TimeBudget.OfPcs budgets;
    private final Map<Sequence, Optional<Stretch>> stretches = new HashMap<>();
    private final Set<Watch> asked = new HashSet<>();

    /**
     * @param nanos a clock
     * @param complain where to tell of what nobody foresaw
     */
    Round(Storage storage, ChangeFeed feed, Watches watches, LongSupplier nanos, Consumer<Throwable> complain) {
        this.storage = storage;
        this.feed = feed;
        this.watches = watches;
        this.now = nanos.getAsLong();
        this.complain = complain;
        this.budgets = new TimeBudget.OfPcs(nanos);
    }

    /** Tells one slave, if it fetches what it is told. */
    void tell(Subscriber slave) {
        PeerSession session = slave.session().orElse(null);
        if (session == null || !session.isFetching()) {
            return;
        }
        Sight sight = slave.sight();
        List<Message.Live> gathered = new ArrayList<>();
        long bytes = 0;
        for (Subscription each : slave.subscriptions()) {
            bytes += gatherOrReset(slave, session, each, sight, gathered);
            if (bytes > MAX_GATHERED_BYTES) {
                session.tellLive(gathered);
                if (!session.isFetching()) {
                    return;
                }
                gathered = new ArrayList<>();
                bytes = 0;
            }
        }
        session.tellLive(gathered);
    }

    /** What goes wrong with one query, as with a record that cannot be read, goes wrong once and for nobody else. */
    private long gatherOrReset(
            Subscriber slave, PeerSession session, Subscription each, Sight sight, List<Message.Live> gathered) {
        try {
            return gather(slave, session, each, sight, gathered);
        } catch (RuntimeException unexpected) {
            complain.accept(unexpected);
            gathered.add(reset(slave, each, sight));
            return 0;
        }
    }

    /** @return how many bytes it was about */
    private long gather(
            Subscriber slave, PeerSession session, Subscription each, Sight sight, List<Message.Live> gathered) {
        RecordView view = sight.view();
        if (!sight.equals(each.sight())) {
            gathered.add(reset(slave, each, sight));
            return 0;
        }
        Stretch stretch = stretch(each.position()).orElse(null);
        if (stretch == null) {
            resetNowAndThen(slave, each, sight, gathered);
            return 0;
        }
        Watch watch = each.watch(watches);
        asked.add(watch);
        List<Watch.Event> events = stretch.turns().isEmpty()
                ? List.of()
                : watch.events(stretch, budgets.of(slave.pc())).orElse(null);
        if (events == null) {
            resetNowAndThen(slave, each, sight, gathered);
            return 0;
        }
        if (events.isEmpty()) {
            each.passed(stretch.to());
            if (view.showsAll() && each.isLongUntold(now, BETWEEN_SIGNS)) {
                gathered.add(new Message.Live(each.number(), slave.place(view, stretch.to()), false, List.of()));
                each.told(stretch.to(), now);
            }
            return 0;
        }
        Message.Feed from = slave.place(view, each.position());
        Notices notices = new Notices(each.number(), from, session.maxNoticeBytes());
        notices.of(events, record -> storage.evaluator().row(each.request(), record), slave.place(view, stretch.to()))
                .ifPresentOrElse(
                        told -> {
                            gathered.addAll(told);
                            each.told(stretch.to(), now);
                        },
                        () -> gathered.add(reset(slave, each, sight)));
        return notices.bytes();
    }

    private void resetNowAndThen(Subscriber slave, Subscription each, Sight sight, List<Message.Live> gathered) {
        if (!each.wasReset(now, BETWEEN_RESETS)) {
            gathered.add(reset(slave, each, sight));
        }
    }

    private Message.Live reset(Subscriber slave, Subscription each, Sight sight) {
        Sequence last = feed.last();
        each.reset(sight, last, now);
        return new Message.Live(each.number(), slave.place(sight.view(), last), true, List.of());
    }

    private Optional<Stretch> stretch(Sequence from) {
        if (stretches.size() >= MAX_STRETCHES && !stretches.containsKey(from)) {
            forget();
        }
        return stretches.computeIfAbsent(from, this::read);
    }

    /** Empty also where a body cannot be read, as that of a damaged record that was replaced: then nobody knows who saw it. */
    private Optional<Stretch> read(Sequence from) {
        try {
            return feed.steps(from, MAX_STEPS).map(Round::someOf).map(steps -> Stretch.of(from, steps));
        } catch (RuntimeException unreadable) {
            complain.accept(unreadable);
            return Optional.empty();
        }
    }

    private static List<Step> someOf(List<Step> steps) {
        long chars = 0;
        for (int i = 0; i < steps.size(); i++) {
            chars += steps.get(i).chars();
            if (chars > MAX_CHARS) {
                return steps.subList(0, i + 1);
            }
        }
        return steps;
    }

    /** Nothing of the records is held after the round. */
    void forget() {
        stretches.clear();
        asked.forEach(Watch::forget);
        asked.clear();
    }
}
