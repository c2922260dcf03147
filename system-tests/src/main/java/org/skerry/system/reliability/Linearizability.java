package org.skerry.system.reliability;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether what clients saw of one record can be explained: as if each call had happened at one moment between its beginning and
 * its answer. Calls without an answer may have happened at any time after their beginning, or never. The search of Wing and
 * Gong, which remembers where it has been (Lowe).
 */
final class Linearizability {

    /** More places than this are not looked at: nobody can tell then. */
    private static final int MAX_PLACES = 3_000_000;

    private record Place(BitSet done, Operation.State state) {}

    private final List<Operation> operations;
    private final Set<Place> visited = new HashSet<>();

    private Linearizability(List<Operation> operations) {
        this.operations = operations.stream()
                .sorted(Comparator.comparingLong(Operation::begin))
                .toList();
    }

    /**
     * @param history all calls to one record that nobody had written before
     * @throws IllegalStateException if it has too many calls at a time to be judged
     */
    static boolean explains(List<Operation> history) {
        return new Linearizability(history).search(new BitSet(history.size()), Operation.State.NEW);
    }

    private boolean search(BitSet done, Operation.State state) {
        if (!visited.add(new Place((BitSet) done.clone(), state))) {
            return false;
        }
        if (visited.size() > MAX_PLACES) {
            throw new IllegalStateException("too many calls at a time to be judged");
        }
        long firstAnswer = firstAnswer(done);
        if (firstAnswer == Operation.NEVER) {
            return true; // whatever has no answer need not have happened
        }
        for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
            Operation next = operations.get(i);
            if (next.begin() > firstAnswer) {
                return false; // those that follow begin later still
            }
            if (fits(next, state)) {
                done.set(i);
                if (search(done, state.after(next.call()))) {
                    return true;
                }
                done.clear(i);
            }
        }
        return false;
    }

    private long firstAnswer(BitSet done) {
        long first = Operation.NEVER;
        for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
            Operation open = operations.get(i);
            if (open.begin() > first) {
                break;
            }
            first = Math.min(first, open.end());
        }
        return first;
    }

    private static boolean fits(Operation next, Operation.State state) {
        return next.isUnknown()
                ? !state.after(next.call()).equals(state)
                : state.answer(next.call()).equals(next.outcome());
    }
}
