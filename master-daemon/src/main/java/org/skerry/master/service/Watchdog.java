package org.skerry.master.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Tells the service manager again and again that the master works, as long as it does; the manager starts it anew when it has
 * not heard that for the time that it gives ({@code WatchdogSec}).
 *
 * <p>Three times in that time, at a tick, each part that has answered its last question is asked another one; one that has not is not
 * asked again, so whatever hangs, there is one question for each. The manager is told at each tick, unless a part has not
 * answered for more than {@value #PATIENCE} ticks: a part has nearly two of the manager's times to answer, in which it may be
 * as slow as it likes. Because a false alarm throws out everybody who works, and a late one only makes those wait who wait already:
 *
 * <ul>
 *   <li>Ticks are counted, not time. Where the PC slept, the machine of a virtual PC stood still, or all of its processors
 *       were needed elsewhere, the tick stood still as well as the part that is asked.
 *   <li>The tick asks nothing itself, and each question has a platform thread of its own: it is the part that is slow or
 *       hangs, not the way to it. Whether virtual threads still run is a question of its own.
 *   <li>Only silence counts. A part that answers that it cannot (the disk is full, it fails) works as well as it can, and
 *       starting it anew would take away what still works, reading.
 *   <li>A part that has never answered is not missed: if a firewall on this PC keeps it from asking itself, every start would end
 *       that way.
 * </ul>
 *
 * <p>It also shows the manager a line on how the master is. All methods on the thread {@code service-watchdog}.
 */
public final class Watchdog {

    private static final Logger LOG = System.getLogger(Watchdog.class.getName());

    /** How many ticks a part may be silent. */
    static final int PATIENCE = 3;

    private static final int TICKS_IN_TIME = 3;

    /** Where nobody wants to know whether it works: for the line. */
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final ServiceNotifier notifier;
    private final List<Part> parts;
    private final Supplier<String> status;
    private String told = "";

    Watchdog(ServiceNotifier notifier, List<Probe> probes, Supplier<String> status) {
        this.notifier = notifier;
        this.parts = probes.stream().map(Part::new).toList();
        this.status = status;
    }

    /**
     * Begins to ask and tell, if there is a service manager.
     *
     * @param status a line for people, at once and without waiting for anything
     */
    public static Ticks start(ServiceNotifier notifier, List<Probe> probes, Supplier<String> status) {
        if (!notifier.isThere()) {
            return Ticks.NONE;
        }
        Watchdog watchdog = new Watchdog(notifier, probes, status);
        return Ticks.start("service-watchdog", between(notifier.watchdog()), Long.MAX_VALUE, watchdog::tick);
    }

    static Duration between(Optional<Duration> time) {
        return time.map(all -> all.dividedBy(TICKS_IN_TIME)).orElse(BETWEEN_LINES);
    }

    void tick() {
        Optional<Part> silent = Optional.empty();
        for (Part part : parts) {
            if (!part.look()) {
                silent = Optional.of(part);
            }
        }
        if (silent.isEmpty()) {
            notifier.alive();
        }
        String line =
                silent.map(part -> part.probe.name() + " does not answer.").orElseGet(status);
        if (!line.equals(told)) {
            told = line;
            notifier.status(line);
        }
    }

    /** How many questions are on their way. */
    long open() {
        return parts.stream().filter(part -> part.state.get() == State.ASKED).count();
    }

    /** Of the last question. */
    private enum State {
        NONE,
        ASKED,
        ANSWERED,
        FAILED
    }

    private static final class Part {

        private final Probe probe;
        private final AtomicReference<State> state = new AtomicReference<>(State.NONE);
        private boolean hasAnswered;
        private int silent; // ticks

        Part(Probe probe) {
            this.probe = probe;
        }

        /** Takes note of an answer and asks again. @return whether it works */
        boolean look() {
            State now = state.get();
            switch (now) {
                case NONE -> {}
                case ANSWERED -> answered();
                case ASKED, FAILED -> missed(now);
            }
            if (now != State.ASKED) {
                ask();
            }
            return !hasAnswered || silent <= PATIENCE;
        }

        private void answered() {
            if (silent > PATIENCE) {
                LOG.log(Level.WARNING, "{0} answers again", probe.name());
            }
            hasAnswered = true;
            silent = 0;
        }

        private void missed(State now) {
            silent++;
            if (silent == PATIENCE + 1) {
                LOG.log(
                        Level.WARNING,
                        hasAnswered
                                ? "{0} does not answer, so the service manager is not told that all is well state={1}"
                                : "{0} has never answered and is not watched state={1}",
                        probe.name(),
                        now);
            }
        }

        private void ask() {
            state.set(State.ASKED);
            try {
                Thread.ofPlatform().name("service-probe").daemon().start(this::run);
            } catch (OutOfMemoryError noMoreThreads) {
                state.set(State.FAILED);
            }
        }

        private void run() {
            State outcome = State.FAILED;
            try {
                probe.question().ask();
                outcome = State.ANSWERED;
            } catch (Exception noAnswer) { // whatever it is: no answer has come, and the next question may get one
                LOG.log(Level.DEBUG, probe.name() + " did not answer", noAnswer);
            } finally {
                state.set(outcome);
            }
        }
    }
}
