package org.skerry.slave.ui.task;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;

/**
 * Runs what may block beside the JavaFX thread, and brings its result back to it in one step.
 *
 * <p>All methods are called on the JavaFX thread, and call back there. Tests bring executors of their own.
 */
public final class UiTasks {

    private static final System.Logger LOG = System.getLogger(UiTasks.class.getName());

    private final Executor workers;
    private final Executor screen;
    private final Pause pause;
    private final Consumer<Throwable> unforeseen;
    private Runnable signInNeeded = () -> {};
    private final ReadOnlyIntegerWrapper running = new ReadOnlyIntegerWrapper();

    /** Something that may block; an interrupt means that nobody waits for it any more. */
    public interface Work<T> {
        T run() throws Exception;
    }

    /** How time passes before delayed work. */
    public interface Pause {
        void pass(Duration delay) throws InterruptedException;
    }

    /** One piece of work under way. */
    public interface Running {
        /** Interrupts it, and drops its result. */
        void cancel();
    }

    /**
     * @param workers runs the work
     * @param screen runs what touches the screen
     * @param unforeseen told on the screen's thread about failures that are no {@link StorageException}
     */
    public UiTasks(Executor workers, Executor screen, Pause pause, Consumer<Throwable> unforeseen) {
        this.workers = workers;
        this.screen = screen;
        this.pause = pause;
        this.unforeseen = unforeseen;
    }

    /** With a virtual thread for each piece of work. */
    public static UiTasks onVirtualThreads(Executor screen, Consumer<Throwable> unforeseen) {
        return new UiTasks(work -> Thread.ofVirtual().name("ui-work").start(work), screen, Thread::sleep, unforeseen);
    }

    /** Calls back after work that failed because somebody has to sign in, whoever wanted it. */
    public void onSignInNeeded(Runnable listener) {
        signInNeeded = listener;
    }

    /** How many pieces of work have not delivered yet. */
    public ReadOnlyIntegerProperty running() {
        return running.getReadOnlyProperty();
    }

    /**
     * Runs some work.
     *
     * @param done gets the result
     * @param failed gets the reason where there is none; what nobody foresaw comes as {@link StorageException.Failed}
     */
    public <T> Running run(Work<T> work, Consumer<T> done, Consumer<StorageException> failed) {
        Job<T> job = new Job<>(work, done, failed);
        running.set(running.get() + 1);
        workers.execute(job);
        return job;
    }

    /** Does something on the JavaFX thread soon; from any thread. */
    public void show(Runnable change) {
        screen.execute(change);
    }

    /** A place for work of which only the latest counts, such as a search while somebody types. */
    public Latest latest() {
        return new Latest();
    }

    /** Runs one piece of work at a time: a new one cancels the one before. */
    public final class Latest {

        private @Nullable Running current;

        private Latest() {}

        public <T> void run(Work<T> work, Consumer<T> done, Consumer<StorageException> failed) {
            cancel();
            current = UiTasks.this.run(work, done, failed);
        }

        /** After a while without a newer one. */
        public <T> void runAfter(Duration delay, Work<T> work, Consumer<T> done, Consumer<StorageException> failed) {
            run(
                    () -> {
                        pause.pass(delay);
                        return work.run();
                    },
                    done,
                    failed);
        }

        public void cancel() {
            if (current != null) {
                current.cancel();
            }
        }
    }

    private final class Job<T> implements Runnable, Running {

        private final Work<T> work;
        private final Consumer<T> done;
        private final Consumer<StorageException> failed;
        private @Nullable Thread worker; // guarded by this
        private volatile boolean isCancelled; // set on the JavaFX thread, so a delivery there never comes after it

        Job(Work<T> work, Consumer<T> done, Consumer<StorageException> failed) {
            this.work = work;
            this.done = done;
            this.failed = failed;
        }

        @Override
        public void run() {
            if (!begin()) {
                deliver(() -> {});
                return;
            }
            Runnable delivery;
            try {
                T result = work.run();
                delivery = () -> done.accept(result);
            } catch (StorageException expected) {
                delivery = () -> {
                    failed.accept(expected);
                    if (expected instanceof StorageException.SignInNeeded) {
                        signInNeeded.run();
                    }
                };
            } catch (InterruptedException givenUp) {
                delivery = () -> failed.accept(new StorageException.Unreachable("The work was given up.", givenUp));
            } catch (Throwable unexpected) {
                delivery = () -> {
                    failed.accept(new StorageException.Failed("This failed for a reason that nobody foresaw."));
                    report(unexpected);
                };
            } finally {
                end();
            }
            deliver(delivery);
        }

        @Override
        public synchronized void cancel() {
            isCancelled = true;
            if (worker != null) {
                worker.interrupt();
            }
        }

        private synchronized boolean begin() {
            worker = Thread.currentThread();
            return !isCancelled;
        }

        private synchronized void end() {
            worker = null;
        }

        private void deliver(Runnable delivery) {
            screen.execute(() -> {
                try {
                    if (!isCancelled) {
                        delivery.run();
                    }
                } finally {
                    running.set(running.get() - 1);
                }
            });
        }

        private void report(Throwable unexpected) {
            LOG.log(Level.ERROR, "Work for the window failed for a reason that nobody foresaw", unexpected);
            unforeseen.accept(unexpected);
        }
    }
}
