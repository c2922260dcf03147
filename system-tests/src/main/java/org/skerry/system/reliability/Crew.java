package org.skerry.system.reliability;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;

/** Writers that follow their scripts side by side and leave marks, each on a virtual thread of its own. */
final class Crew {

    /** Where marks go; they are there as soon as it returns. */
    interface Marks {
        void add(byte[] mark);
    }

    /** What becomes of a writer whose step failed. */
    enum AfterFailure {
        /** He sends it again, until it succeeds or the crew is stopped. */
        AGAIN,
        STOP
    }

    private final List<Script> scripts;
    private final Marks marks;
    private final AfterFailure afterFailure;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /** Written by whoever stops the crew. */
    private volatile boolean isStopped;

    /** @param progress where the writers are; those that have a step under way begin with it */
    Crew(long seed, Progress progress, Marks marks, AfterFailure afterFailure) {
        this.marks = marks;
        this.afterFailure = afterFailure;
        this.scripts = new ArrayList<>();
        for (int writer = 0; writer < progress.writers(); writer++) {
            int done = progress.acknowledged()[writer];
            scripts.add(Script.after(seed, writer, done));
        }
    }

    /**
     * Returns when each writer has done so many steps more, or has stopped.
     *
     * @throws RuntimeException what was thrown that is no {@link StorageException}
     */
    void work(Storage storage, int steps) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int writer = 0; writer < scripts.size(); writer++) {
            int number = writer;
            threads.add(Thread.ofVirtual().name("writer-" + writer).start(() -> follow(storage, number, steps)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        RuntimeException unexpected = failure.get();
        if (unexpected != null) {
            throw unexpected;
        }
    }

    /** The steps under way are ended. */
    void stop() {
        isStopped = true;
    }

    private void follow(Storage storage, int writer, int steps) {
        try {
            for (int i = 1; i <= steps && !isStopped; i++) {
                Step step = scripts.get(writer).next();
                marks.add(Progress.mark(Progress.BEGIN, writer, step.number()));
                if (!isDone(storage, step)) {
                    return;
                }
                marks.add(Progress.mark(Progress.ACKNOWLEDGED, writer, step.number()));
            }
        } catch (RuntimeException unexpected) {
            failure.compareAndSet(null, unexpected);
        }
    }

    private boolean isDone(Storage storage, Step step) {
        while (true) {
            try {
                step.apply(storage);
                return true;
            } catch (StorageException refused) {
                if (isStopped || afterFailure == AfterFailure.STOP) {
                    return false;
                }
            }
        }
    }
}
