package org.skerry.master.live;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.Sequence;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.Limit;

/** One live query of one slave: how far it was told. Used by the thread that tells, once it was subscribed. */
final class Subscription {

    private final long number;
    private final AllDocs request;
    private final long weight;

    private Sight sight;
    private Sequence position;
    private Sequence told; // the position of the last notice
    private long toldAt;
    private long resetAt;
    private @Nullable Watch watch;

    /**
     * @param sight of whoever subscribed, then
     * @param position from where he wants to be told
     * @param now in nanoseconds of the system's clock
     */
    Subscription(long number, AllDocs request, Sight sight, Sequence position, long now) {
        this.number = number;
        this.request = new AllDocs(request.query(), List.of(), Limit.NONE, request.selectList(), request.includeDocs());
        this.weight = JsonText.write(AllDocsJson.write(this.request)).length();
        this.sight = sight;
        this.position = position;
        this.told = position;
        this.toldAt = now;
        this.resetAt = now - Long.MAX_VALUE / 2;
    }

    long number() {
        return number;
    }

    /** How much it takes, in characters: what it was asked with. */
    long weight() {
        return weight;
    }

    AllDocs request() {
        return request;
    }

    Sight sight() {
        return sight;
    }

    Sequence position() {
        return position;
    }

    /** Whether nothing was told for a while though the feed went on. */
    boolean isLongUntold(long now, long nanos) {
        return position.compareTo(told) > 0 && now - toldAt > nanos;
    }

    Watch watch(Watches watches) {
        Watch current = watch;
        if (current == null) {
            current = watches.of(request.query(), sight.view());
            watch = current;
        }
        return current;
    }

    /** Goes on without a notice. */
    void passed(Sequence to) {
        position = to;
    }

    void told(Sequence to, long now) {
        position = to;
        told = to;
        toldAt = now;
    }

    /** Whether it was told less than so long ago that all has to be asked for anew. */
    boolean wasReset(long now, long nanos) {
        return now - resetAt < nanos;
    }

    void reset(Sight seen, Sequence to, long now) {
        if (!seen.equals(sight)) {
            sight = seen;
            watch = null;
        }
        resetAt = now;
        told(to, now);
    }
}
