package org.skerry.master.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.FolderSocket;
import org.skerry.jio.local.Stopping;
import org.skerry.master.access.Notes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The backups of a running master: makes them by itself once a day on its thread {@code backups}, for commands when they ask,
 * and knows which there are. Any thread.
 */
public final class Backups implements AutoCloseable {

    /** What stands for the file of one that went into a pipe. */
    public static final String PIPE = "standard output";

    /** The name of the file in the data folder that lists them. */
    static final String FILE = "backups.json";

    private static final Logger LOG = System.getLogger(Backups.class.getName());

    /** How often it is looked whether one is due: clocks jump, and PCs sleep. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    /** After one that failed. */
    private static final Duration BETWEEN_TRIES = Duration.ofHours(1);

    private static final Duration REMINDER = Duration.ofDays(7);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final BackupMaker maker;
    private final BackupFolder folder;
    private final BackupSettings settings;
    private final BackupLog log;
    private final Notes notes;
    private final Clock clock;
    private final ZoneId zone;
    private final Instant started;
    private final Semaphore turn = new Semaphore(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();

    /** Volatile: set by whoever closes, seen by all who make one. */
    private volatile boolean isClosed;

    private @Nullable Thread thread;

    /** @param notes is the audit */
    public Backups(Path data, BackupMaker maker, BackupSettings settings, Notes notes, Clock clock, ZoneId zone) {
        this.maker = maker;
        this.folder = new BackupFolder(data, settings.folder());
        this.settings = settings;
        this.log = new BackupLog(data.resolve(FILE), clock.instant());
        this.notes = notes;
        this.clock = clock;
        this.zone = zone;
        this.started = clock.instant();
    }

    /** Deletes what a killed master has left, and makes them by itself from now on, if that is wanted. */
    public Backups start() {
        maker.tidy();
        folder.tidy();
        if (settings.time().isPresent()) {
            folder.trouble().ifPresent(why -> LOG.log(Level.WARNING, why));
            thread = Thread.ofPlatform().name("backups").daemon().start(this::run);
        }
        return this;
    }

    /** What a control socket answers at once. */
    public Map<String, Function<JsonNode, JsonNode>> answers() {
        return Map.of("backup-kept", this::kept);
    }

    /** And what it answers while it is made. */
    public Map<String, Function<JsonNode, FolderSocket.LongAnswer>> longAnswers() {
        return Map.of("backup", wish -> out -> send(wish, out), "export", wish -> out -> export(out));
    }

    private void send(JsonNode wish, OutputStream out) throws IOException {
        BackupStream.send(
                out,
                (file, stopping) -> inTurn(() -> maker.write(
                                file,
                                wish.path("encrypt").asBoolean(false),
                                BackupMaker.Room.ANY,
                                untilClosed(stopping)))
                        .json());
    }

    private void export(OutputStream out) throws IOException {
        BackupStream.send(out, (file, stopping) -> inTurn(() -> maker.export(file, untilClosed(stopping))));
    }

    private interface Making<T> {
        T make() throws IOException;
    }

    private <T> T inTurn(Making<T> making) throws IOException {
        if (!turn.tryAcquire()) {
            throw new StorageException.Conflict("A backup is being made already; wait until that one is done.");
        }
        try {
            return making.make();
        } finally {
            turn.release();
        }
    }

    private Stopping untilClosed(Stopping stopping) {
        return (what, done, all) -> {
            if (isClosed) {
                throw new StorageException.Unreachable("The master stops, so the backup was stopped.");
            }
            stopping.check(what, done, all);
        };
    }

    /**
     * What a command tells when it has kept what was made for it.
     *
     * @param made what it was told of it
     */
    public static ObjectNode told(JsonNode made, String file, Optional<Boolean> isElsewhere) {
        return new MadeBackup(
                        Instant.parse(made.path("time").asString("")),
                        file,
                        made.path("bytes").asLong(0),
                        made.path("records").asLong(0),
                        false,
                        isElsewhere,
                        made.path("damages").isEmpty())
                .json();
    }

    /** The same where no master runs that it could be told. */
    public static void keep(Path data, JsonNode told) {
        MadeBackup made = MadeBackup.read(told);
        new BackupLog(data.resolve(FILE), made.time()).add(made);
    }

    /** A command says that what it was given is on a disk. */
    private JsonNode kept(JsonNode told) {
        try {
            MadeBackup made = MadeBackup.read(told);
            if (made.isAutomatic()) {
                throw new StorageException.BadRequest("Only the master makes backups by itself.");
            }
            log.add(made);
            notes.note("backup", "", "", made.file());
            return report();
        } catch (DateTimeException wrong) {
            throw new StorageException.BadRequest("This tells of no backup.", wrong);
        }
    }

    /** How it is with backups, for {@code skerry status}. */
    public ObjectNode report() {
        ObjectNode report = JsonText.object();
        settings.time().ifPresent(time -> {
            ObjectNode automatic = report.putObject("automatic")
                    .put("time", time.toString())
                    .put("folder", folder.path().toString());
            folder.isElsewhere().ifPresent(elsewhere -> automatic.put("elsewhere", elsewhere));
        });
        log.lastGood().ifPresent(last -> report.set("last", last.json()));
        lastElsewhere().ifPresent(last -> report.set("last_elsewhere", last.json()));
        log.all().reversed().stream()
                .filter(backup -> backup.isGood() && !backup.file().equals(PIPE))
                .findFirst()
                .ifPresent(last -> report.set("last_file", last.json()));
        failure().ifPresent(why -> report.put("failure", why));
        report.put("remind", isReminderDue());
        return report;
    }

    /**
     * What an admin is told of it at his PC: whether somebody should make one, and when the last good one on another disk was
     * made.
     */
    public ObjectNode state() {
        ObjectNode state = JsonText.object().put("remind", isReminderDue());
        lastElsewhere().ifPresent(last -> state.put("last", last.time().toString()));
        return state;
    }

    /** What the keeper has to do, if anything. */
    public List<String> warnings() {
        Optional<String> reminder = isReminderDue()
                ? Optional.of(
                        lastElsewhere().isEmpty()
                                ? "No backup was made on another disk yet: sudo skerry backup FILE makes one, on a stick for instance."
                                : "No backup was made on another disk for a week: sudo skerry backup FILE makes one, on a stick for instance.")
                : Optional.empty();
        return Stream.concat(failure().stream(), reminder.stream()).toList();
    }

    /**
     * What is wrong with the last that was to be made by itself, also in an earlier run of the master; nothing where none is to
     * be made any more, as no other would put an end to it.
     */
    private Optional<String> failure() {
        if (settings.time().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> failed = log.attempt()
                .flatMap(BackupLog.Attempt::failure)
                .map("The last automatic backup failed: %s"::formatted);
        return failed.or(folder::trouble)
                .or(() -> lastAutomatic()
                        .filter(last -> !last.isGood())
                        .map(last ->
                                "Something is damaged, and so it is in the last backup, %s: skerry verify tells what. Keep the older backups."
                                        .formatted(last.file())));
    }

    private Optional<MadeBackup> lastAutomatic() {
        return log.all().reversed().stream().filter(MadeBackup::isAutomatic).findFirst();
    }

    /** A week without a backup that would be left if the disk of the data were lost; one of the future is of a wrong clock. */
    private boolean isReminderDue() {
        Instant last = lastElsewhere().map(MadeBackup::time).orElse(log.since());
        return Duration.between(last, clock.instant()).abs().compareTo(REMINDER) > 0;
    }

    /** Where nobody can tell which disk it is, it is taken for another. */
    private Optional<MadeBackup> lastElsewhere() {
        return log.all().reversed().stream()
                .filter(MadeBackup::isGood)
                .filter(backup -> backup.isElsewhere().orElse(true))
                .findFirst();
    }

    private void run() {
        while (awaitLook()) {
            makeIfDue();
        }
    }

    private boolean awaitLook() {
        lock.lock();
        try {
            long rest = BETWEEN_LOOKS.toNanos();
            while (!isClosed && rest > 0) {
                rest = closing.awaitNanos(rest);
            }
            return !isClosed;
        } catch (InterruptedException nobodyDoes) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** For its thread, and for tests, whose clock is their own. */
    void makeIfDue() {
        Instant now = clock.instant();
        Instant last = lastAutomatic().map(MadeBackup::time).orElse(log.since());
        boolean isOwed =
                log.attempt().flatMap(BackupLog.Attempt::failure).isPresent() && Schedule.hasSettled(now, started);
        if (!isTooSoon(now)
                && (isOwed || Schedule.isDue(now, last, started, settings.time().orElseThrow(), zone))) {
            log.tries(now);
            make();
        }
    }

    /** One that failed in an earlier run does not wait, as somebody may have mended why; one in which the master ended does. */
    private boolean isTooSoon(Instant now) {
        return log.attempt()
                .filter(last -> Duration.between(last.time(), now).abs().compareTo(BETWEEN_TRIES) < 0)
                .filter(last -> last.isOfThisRun() || !last.isOver())
                .isPresent();
    }

    private void make() {
        try {
            MadeBackup made = inTurn(() -> folder.add(
                    clock.instant().atZone(zone),
                    (out, room) -> maker.write(out, settings.isEncrypted(), room, untilClosed(Stopping.NEVER))));
            log.add(made);
            notes.note("backup", "", "", made.file());
            log.forget(folder.delete(Rotation.doomed(folder.present(log.all()), zone)));
            LOG.log(Level.INFO, "Made a backup file={0} bytes={1}", made.file(), made.bytes());
        } catch (StorageException | IOException failed) {
            remember(String.valueOf(failed.getMessage()));
        } catch (RuntimeException unexpected) { // this thread goes on, for the next may be made
            LOG.log(Level.WARNING, "A backup failed in an unexpected way", unexpected);
            remember(unexpected.toString());
        }
    }

    private void remember(String reason) {
        if (isClosed) {
            log.failed("The master was stopped before it was done.");
        } else {
            log.failed(reason);
            LOG.log(Level.WARNING, "The last automatic backup failed: {0}", reason);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
        Thread making = thread;
        try {
            if (making != null) {
                making.join(CLOSE_PATIENCE);
            }
            if (turn.tryAcquire(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS)) { // nobody reads the records any more
                turn.release();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
