package org.skerry.master.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tells the service manager how the master is: systemd's protocol, sd_notify(3). Where there is none nothing happens, and
 * what fails here is nobody's failure. Any thread.
 */
public final class ServiceNotifier {

    private static final Logger LOG = System.getLogger(ServiceNotifier.class.getName());

    /** How much longer the manager is asked to wait, and how often: three questions may get lost. */
    private static final Duration EXTENSION = Duration.ofMinutes(1);

    private static final Duration BETWEEN_EXTENSIONS = Duration.ofSeconds(15);

    /** A start that moves millions of records into a newer format takes minutes; what takes an hour does not end at all. */
    private static final Duration MAX_START = Duration.ofHours(1);

    /** A stop waits for a disk to take what is under way. */
    private static final Duration MAX_STOP = Duration.ofMinutes(5);

    /** A line on a screen. */
    private static final int MAX_STATUS = 300;

    private final Optional<Predicate<String>> socket;
    private final Optional<Duration> watchdog;

    /** @param socket sends a message, and says whether somebody has it */
    ServiceNotifier(Optional<Predicate<String>> socket, Optional<Duration> watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /** For where there is no service manager. */
    public static ServiceNotifier none() {
        return new ServiceNotifier(Optional.empty(), Optional.empty());
    }

    /** The one that the environment of this process names, if it does. */
    public static ServiceNotifier of(Map<String, String> environment) {
        String address = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (address.isEmpty()) {
            return none();
        }
        try {
            NotifySocket socket = new NotifySocket(address);
            return new ServiceNotifier(Optional.of(message -> sent(socket, message)), watchdog(environment));
        } catch (RuntimeException | LinkageError unusable) {
            LOG.log(Level.WARNING, "The service manager at {0} is told nothing: {1}", address, unusable);
            return none();
        }
    }

    /** How often the manager wants to hear of this process; empty if it does not, or wants to of another one. */
    static Optional<Duration> watchdog(Map<String, String> environment) {
        String process = environment.getOrDefault("WATCHDOG_PID", "");
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        boolean isOurs = process.isEmpty()
                || process.equals(Long.toString(ProcessHandle.current().pid()));
        return isOurs && micros.matches("[1-9][0-9]{0,15}")
                ? Optional.of(Duration.ofNanos(Long.parseLong(micros) * 1_000))
                : Optional.empty();
    }

    private static boolean sent(NotifySocket socket, String message) {
        try {
            return socket.send(message);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether somebody is there to be told. */
    boolean isThere() {
        return socket.isPresent();
    }

    Optional<Duration> watchdog() {
        return watchdog;
    }

    /** The master works. */
    public void ready() {
        tell("READY=1");
    }

    /** @param line a plain one, for people */
    public void status(String line) {
        String plain = line.replaceAll("\\s+", " ");
        tell("STATUS=" + plain.substring(0, Math.min(plain.length(), MAX_STATUS)));
    }

    void alive() {
        tell("WATCHDOG=1");
    }

    /** A start begins; until it is closed the manager is asked to wait for it. */
    public Ticks starting() {
        return extending(MAX_START, "Starting.");
    }

    /** A stop begins; likewise. */
    public Ticks stopping() {
        tell("STOPPING=1");
        return extending(MAX_STOP, "Stopping.");
    }

    private Ticks extending(Duration max, String status) {
        if (!isThere()) {
            return Ticks.NONE;
        }
        status(status);
        return Ticks.start(
                "service-patience",
                BETWEEN_EXTENSIONS,
                max.dividedBy(BETWEEN_EXTENSIONS),
                () -> tell("EXTEND_TIMEOUT_USEC=" + EXTENSION.toNanos() / 1_000));
    }

    private void tell(String message) {
        try {
            if (socket.isPresent() && !socket.get().test(message)) {
                LOG.log(Level.DEBUG, "The service manager did not take {0}", message);
            }
        } catch (RuntimeException | LinkageError unexpected) {
            LOG.log(Level.DEBUG, "The service manager was not told " + message, unexpected);
        }
    }
}
