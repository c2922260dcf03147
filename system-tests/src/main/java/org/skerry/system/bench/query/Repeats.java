package org.skerry.system.bench.query;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.skerry.jio.Storage;
import org.skerry.system.bench.Sample;

/**
 * How often to ask: what is slow less often.
 *
 * @param least so often whatever it takes
 * @param most so often if the time allows
 * @param span when to stop in between
 */
record Repeats(int least, int most, Duration span) {

    Repeats {
        if (least < 1 || most < least || !span.isPositive()) {
            throw new IllegalArgumentException("%d to %d times in %s".formatted(least, most, span));
        }
    }

    /** Asks a storage, one question after the other. */
    Sample measure(List<Ask> asks, Storage storage) {
        return measure(asks.size(), i -> {
            Ask ask = asks.get(i);
            ask.prepare(storage);
            return timed(() -> ask.of(storage));
        });
    }

    /** @param timed does the thing of a number below {@code variants}, and tells how many nanoseconds it took */
    Sample measure(int variants, Timed timed) {
        long end = System.nanoTime() + span.toNanos();
        LongStream.Builder times = LongStream.builder();
        for (int done = 0; done < least || done < most && System.nanoTime() < end; done++) {
            times.add(timed.nanoseconds(done % variants));
        }
        return new Sample(times.build().toArray());
    }

    /** Those that are compared take turns with each question; the last one is measured first. */
    <T> List<Sample> measureInTurns(List<T> variants, List<ToLongFunction<T>> timers) {
        List<LongStream.Builder> times =
                timers.stream().map(unused -> LongStream.builder()).toList();
        measure(variants.size(), i -> {
            for (int each = timers.size() - 1; each >= 0; each--) {
                times.get(each).add(timers.get(each).applyAsLong(variants.get(i)));
            }
            return 1;
        });
        return times.stream().map(each -> new Sample(each.build().toArray())).toList();
    }

    static long timed(LongSupplier asking) {
        long start = System.nanoTime();
        asking.getAsLong();
        return Math.max(1, System.nanoTime() - start);
    }

    interface Timed {
        long nanoseconds(int variant);
    }
}
