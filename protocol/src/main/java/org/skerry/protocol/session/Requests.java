package org.skerry.protocol.session;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.CallId;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.message.MessageCodec;

/**
 * The peer's requests: some are worked on, the others wait their turn, and each is answered once. Any thread.
 */
final class Requests {

    private static final System.Logger LOG = System.getLogger(Requests.class.getName());

    /**
     * What the arguments of calls that are not finished may hold together, see {@link Weight}; one call alone may hold more.
     */
    private static final long MAX_HELD_BYTES = 96L * 1024 * 1024;

    private static final String LATE = "This was not done in time.";
    private static final String CANCELLED = "The caller gave this up.";

    private final PeerSession.RequestHandler handler;
    private final Outbox outbox;
    private final SessionSettings settings;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final ArrayDeque<Request> queue = new ArrayDeque<>();
    private final Set<Request> unanswered = new HashSet<>();
    private int workers;
    private long heldBytes; // of requests that are queued or worked on, those given up meanwhile included
    private long count;
    private boolean isClosed;
    private boolean isWakeSet;
    private long nextWake;

    Requests(PeerSession.RequestHandler handler, Outbox outbox, SessionSettings settings) {
        this.handler = handler;
        this.outbox = outbox;
        this.settings = settings;
    }

    /**
     * Takes one request.
     *
     * @param lender does it if no other request is worked on; else, or if there is none, a new thread does
     * @throws StorageException.TooMany if too many are unanswered; it is not taken then
     */
    void accept(Message.JioQuery query, Optional<FrameReader> lender) {
        Duration limit = query.timeout() == null || query.timeout().compareTo(settings.maxHandling()) > 0
                ? settings.maxHandling()
                : query.timeout();
        var request = new Request(query, settings.time().nanos() + limit.toNanos());
        boolean isAlone;
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            if (unanswered.size() >= settings.maxOutstanding()) {
                throw new StorageException.TooMany(
                        "Up to %d calls may wait for their answers; try again after one came."
                                .formatted(settings.maxOutstanding()));
            }
            if (heldBytes > 0 && heldBytes + request.weight > MAX_HELD_BYTES) {
                throw new StorageException.TooMany(
                        "Too much is waiting in the calls made before; try again after an answer came.");
            }
            heldBytes += request.weight;
            count++;
            unanswered.add(request);
            queue.add(request);
            if (limit.compareTo(PeerSession.TICK) < 0) {
                wakeAt(request.deadline);
            }
            if (workers == settings.maxRunning()) {
                return;
            }
            isAlone = ++workers == 1;
        } finally {
            lock.unlock();
        }
        // Unlocked: the work begins with taking the lock.
        if (isAlone && lender.isPresent()) {
            FrameReader reader = lender.get();
            reader.lend(() -> work(reader::takeBack));
        } else {
            Thread.ofVirtual().name("session-request").start(() -> work(() -> {}));
        }
    }

    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until every request is answered; false if that took too long. */
    boolean awaitIdle(long patienceNanos) throws InterruptedException {
        long left = patienceNanos;
        lock.lockInterruptibly();
        try {
            while (!isIdle() && left > 0) {
                left = idle.awaitNanos(left);
            }
            return isIdle();
        } finally {
            lock.unlock();
        }
    }

    /** Gives up what the caller does not wait for any more; no harm if it was answered already. */
    void cancel(CallId id) {
        abandon(request -> request.query.id().equals(id), CANCELLED);
    }

    /** Gives up what should have been done by now. */
    void expire(long now) {
        abandon(request -> now - request.deadline >= 0, LATE);
    }

    /** Interrupts what is worked on and drops the rest; nobody is there to answer. */
    void close() {
        List<Request> all;
        lock.lock();
        try {
            isClosed = true;
            queue.clear();
            all = new ArrayList<>(unanswered);
            unanswered.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(Request::interrupt);
    }

    /** The ticks are too far apart for this deadline; there is one early wake-up at a time, or few. */
    private void wakeAt(long deadline) {
        if (isWakeSet && nextWake - deadline <= 0) {
            return;
        }
        isWakeSet = true;
        nextWake = deadline;
        Thread.ofVirtual().name("session-deadline").start(() -> {
            try {
                settings.time().sleepUntil(deadline);
                expire(settings.time().nanos());
                wakeAgain(deadline);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void wakeAgain(long after) {
        lock.lock();
        try {
            if (nextWake != after) {
                return;
            }
            isWakeSet = false;
            long soon = settings.time().nanos() + PeerSession.TICK.toNanos();
            unanswered.stream()
                    .mapToLong(request -> request.deadline - soon)
                    .min()
                    .ifPresent(wait -> {
                        if (wait < 0) {
                            wakeAt(soon + wait);
                        }
                    });
        } finally {
            lock.unlock();
        }
    }

    private void abandon(Predicate<Request> which, String reason) {
        List<Request> chosen;
        lock.lock();
        try {
            chosen = unanswered.stream().filter(which).toList();
            for (Request request : chosen) {
                if (queue.remove(request)) {
                    heldBytes -= request.weight;
                }
            }
        } finally {
            lock.unlock();
        }
        for (Request request : chosen) {
            request.interrupt();
            answer(request, new Message.JioError(request.query.id(), reason, 504));
        }
    }

    /** @param handled called before an answer is sent, since only what comes before may take long */
    private void work(Runnable handled) {
        var turn = new Turn();
        Request request = next();
        while (request != null) {
            Message answer = answer(request);
            handled.run();
            answer(request, answer);
            turn.pause();
            request = next();
        }
    }

    private @Nullable Request next() {
        if (hasNext()) {
            awaitReader();
        }
        lock.lock();
        try {
            Request request = isClosed ? null : queue.poll();
            if (request == null) {
                workers--;
                idle.signalAll();
            }
            return request;
        } finally {
            lock.unlock();
        }
    }

    /** A thread that was lent finds nothing and goes back at once: what came meanwhile has replaced it. */
    private boolean hasNext() {
        lock.lock();
        try {
            return !queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private boolean isIdle() {
        return unanswered.isEmpty() && workers == 0;
    }

    /** No new work for a peer that does not fetch what was done for it. */
    private void awaitReader() {
        try {
            outbox.awaitSpace(TimeUnit.DAYS.toNanos(1));
        } catch (InterruptedException late) {
            // Nobody interrupts a worker between two requests; an interrupt meant for the last one has no effect.
            Thread.interrupted();
        }
    }

    private Message answer(Request request) {
        request.begin(Thread.currentThread());
        try {
            return new Message.JioResponse(request.query.id(), handler.handle(request.query));
        } catch (StorageException refused) {
            return Message.JioError.of(request.query.id(), refused);
        } catch (Throwable unexpected) {
            LOG.log(Level.ERROR, "A request failed method=" + request.query.method(), unexpected);
            return new Message.JioError(
                    request.query.id(), "This failed for a reason that nobody foresaw; the log here tells more.", 500);
        } finally {
            request.end();
            finished(request);
        }
    }

    private void finished(Request request) {
        lock.lock();
        try {
            heldBytes -= request.weight;
        } finally {
            lock.unlock();
        }
    }

    private void answer(Request request, Message answer) {
        boolean isLast;
        lock.lock();
        try {
            // Before the answer goes out: a peer that keeps the most calls allowed makes its next one at once.
            if (!unanswered.remove(request)) {
                return;
            }
            isLast = unanswered.isEmpty();
        } finally {
            lock.unlock();
        }
        try {
            byte[] bytes = MessageCodec.writeUtf8(answer);
            if (isLast) {
                outbox.send(bytes);
            } else {
                outbox.sendWithOthers(bytes);
            }
        } catch (StorageException.TooLarge tooLarge) {
            String sentence = tooLarge.getMessage() + " Ask for less, with limit or select_list.";
            outbox.send(outbox.fitting(new Message.JioError(request.query.id(), sentence, 413)));
        }
    }

    private static final class Request {
        private final Message.JioQuery query;
        private final long deadline;
        private final long weight;
        private @Nullable Thread runner;
        private boolean isInterrupted;

        Request(Message.JioQuery query, long deadline) {
            this.query = query;
            this.deadline = deadline;
            this.weight = Weight.of(query.arguments());
        }

        synchronized void begin(Thread thread) {
            runner = thread;
            if (isInterrupted) {
                thread.interrupt();
            }
        }

        /** From here on nobody interrupts the thread for this request. */
        synchronized void end() {
            runner = null;
            Thread.interrupted();
        }

        synchronized void interrupt() {
            isInterrupted = true;
            if (runner != null) {
                runner.interrupt();
            }
        }
    }
}
