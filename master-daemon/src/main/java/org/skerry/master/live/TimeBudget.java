package org.skerry.master.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.Interrupts;

/**
 * How long the queries of one PC may compute in one round, all together and each: one thread computes for all. Used by that
 * thread.
 */
final class TimeBudget {

    /** One query, of one stretch of writes. */
    static final Duration OF_A_QUERY = Duration.ofMillis(250);

    /** All queries of one PC. */
    static final Duration OF_A_PC = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private long spent;

    private TimeBudget(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Those of one round. */
    static final class OfPcs {

        private final LongSupplier nanos;
        private final Map<String, TimeBudget> budgets = new HashMap<>();

        OfPcs(LongSupplier nanos) {
            this.nanos = nanos;
        }

        TimeBudget of(String pc) {
            return budgets.computeIfAbsent(pc, unused -> new TimeBudget(nanos));
        }
    }

    long now() {
        return nanos.getAsLong();
    }

    /** @return empty if there was no time for all of it */
    <T> Optional<T> run(Callable<T> work) {
        long begin = now();
        long most = Math.min(OF_A_QUERY.toNanos(), OF_A_PC.toNanos() - spent);
        try {
            return Optional.of(Interrupts.runUntil(() -> now() - begin >= most, work));
        } catch (StorageException.Unreachable late) {
            return Optional.empty();
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception impossible) { // a matcher throws no checked one, though Callable may
            throw new IllegalStateException(impossible);
        } finally {
            spent += now() - begin;
        }
    }
}
