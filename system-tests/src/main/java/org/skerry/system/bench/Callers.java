package org.skerry.system.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** Threads that make one blocking call after the other, each for itself. */
final class Callers {

    private Callers() {}

    /** One virtual thread for each of these calls, which it repeats until the time is over. */
    static Sample measure(List<? extends Runnable> calls, Duration span) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + span.toNanos();
        List<Callable<long[]>> tasks = new ArrayList<>();
        calls.forEach(call -> tasks.add(() -> repeat(call, end)));
        LongStream all = LongStream.empty();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<long[]> times : threads.invokeAll(tasks)) {
                all = LongStream.concat(all, LongStream.of(times.get()));
            }
        } catch (ExecutionException failed) {
            throw new BenchFailed("A call failed: " + failed.getCause().getMessage());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Sample(all.toArray(), took);
    }

    private static long[] repeat(Runnable call, long end) {
        LongStream.Builder times = LongStream.builder();
        long now = System.nanoTime();
        while (now < end) {
            call.run();
            long done = System.nanoTime();
            times.add(done - now);
            now = done;
        }
        return times.build().toArray();
    }
}
