package org.skerry.jio.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.skerry.jio.Caller;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;

/**
 * The writes that wait for the writer. He takes them in groups, first come, first served; but of one PC no more than a
 * share at a time, so that nobody waits long for what others have to write.
 */
final class WaitingWrites {

    record Waiting(
            PreparedWrite write,
            WriteKey key,
            String digest,
            Caller caller,
            CompletableFuture<Optional<RuntimeException>> answer) {}

    /** How many writes share a commit: more gain nothing, and make the first of them wait. */
    static final int MAX_GROUP = 512;

    /** How much work is in a group, in chars: some hundredths of a second. More only where a single write is more. */
    static final long MAX_WORK = 8 * 1024 * 1024;

    /** How much of it is for one PC: twice what a whole group of usual records is. */
    static final long MAX_WORK_PER_PC = MAX_WORK / 4;

    /** How many writes may wait; further callers wait before they get a place. */
    private static final int MAX_WAITING = 4 * MAX_GROUP;

    /** How much the waiting writes may hold in memory, in chars. */
    private static final int MAX_WAITING_CHARS = 32 * 1024 * 1024;

    private final BlockingQueue<Waiting> arrived = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Semaphore room = new Semaphore(MAX_WAITING_CHARS);

    /** Writer's thread only: what did not fit into the last group, and what came after it. */
    private final Deque<Waiting> first = new ArrayDeque<>();

    /** Waits for a place. A write holds its room until it is answered, even if its caller does not wait for that. */
    void put(Waiting waiting) throws InterruptedException {
        int weight = waiting.write().weight();
        room.acquire(weight);
        waiting.answer().whenComplete((refusal, unexpected) -> room.release(weight));
        try {
            arrived.put(waiting);
        } catch (InterruptedException cancelled) {
            waiting.answer().cancel(false);
            throw cancelled;
        }
    }

    /** @return whether there was a place */
    boolean offer(Waiting waiting) {
        return arrived.offer(waiting);
    }

    /** How much more may wait, in chars. */
    int room() {
        return room.availablePermits();
    }

    /** Waits for at least one write. On the writer's thread. */
    List<Waiting> nextGroup() throws InterruptedException {
        if (first.isEmpty()) {
            first.add(arrived.take());
        }
        arrived.drainTo(first, MAX_WAITING - first.size());
        List<Waiting> group = new ArrayList<>();
        Map<String, Long> workByPc = new HashMap<>();
        long work = 0;
        for (Iterator<Waiting> each = first.iterator(); each.hasNext() && group.size() < MAX_GROUP; ) {
            Waiting next = each.next();
            long more = next.write().work();
            String pc = next.caller().key();
            long ofPc = workByPc.getOrDefault(pc, 0L) + more;
            if (group.isEmpty() || (ofPc <= MAX_WORK_PER_PC && work + more <= MAX_WORK)) {
                group.add(next);
                each.remove();
                work += more;
                workByPc.put(pc, ofPc);
            } else {
                workByPc.put(pc, MAX_WORK_PER_PC); // passed over once, his later ones are too
            }
        }
        return group;
    }

    /** Answers who has arrived that nothing will be written. */
    void refuse() {
        for (Waiting waiting = arrived.poll(); waiting != null; waiting = arrived.poll()) {
            refuse(waiting);
        }
    }

    /** The same for those that did not fit into a group. On the writer's thread. */
    void refusePassedOver() {
        first.forEach(WaitingWrites::refuse);
        first.clear();
    }

    private static void refuse(Waiting waiting) {
        waiting.answer().complete(Optional.of(new StorageException.Unreachable("The storage is closed.")));
    }
}
