package org.skerry.master.backup;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which backups were made, in a file of the data folder. What is not in it is never deleted. Thread-safe. */
final class BackupLog {

    private static final Logger LOG = System.getLogger(BackupLog.class.getName());

    private static final int MAX_KEPT = 200;
    private static final long MAX_BYTES = 1024 * 1024;

    private final Path file;
    private final Instant since;

    /** Guarded by this; the oldest first. */
    private final List<MadeBackup> made = new ArrayList<>();

    /**
     * The last that the master began by itself.
     *
     * @param failure why it failed, or the one before it, while it is made
     * @param isOver whether the master lived to see its end
     * @param isOfThisRun whether the master runs since then; clocks cannot tell, as they are set back
     */
    record Attempt(Instant time, Optional<String> failure, boolean isOver, boolean isOfThisRun) {
        Attempt ended(Optional<String> reason) {
            return new Attempt(time, reason, true, isOfThisRun);
        }
    }

    /** Guarded by this. */
    private Optional<Attempt> attempt = Optional.empty();

    /** @param now since when there are backups to be made, where nobody knows */
    BackupLog(Path file, Instant now) {
        this.file = file;
        Instant begun = now;
        try {
            if (Files.exists(file) && Files.size(file) <= MAX_BYTES) {
                JsonNode json = JsonText.read(Files.readAllBytes(file));
                json.path("made").forEach(one -> made.add(MadeBackup.read(one)));
                begun = Instant.parse(json.path("since").asString(""));
                attempt = attempt(json);
            }
        } catch (IOException | StorageException | DateTimeException damaged) {
            LOG.log(Level.WARNING, "The list of backups cannot be read; older ones are never deleted", damaged);
            made.clear();
        }
        since = begun;
        if (Files.notExists(file)) {
            write();
        }
    }

    /** Since when there has been a master that could be backed up. */
    Instant since() {
        return since;
    }

    private static Optional<Attempt> attempt(JsonNode json) {
        if (!json.has("tried")) {
            return Optional.empty();
        }
        Instant time = Instant.parse(json.path("tried").asString(""));
        boolean isOver = json.path("over").asBoolean(true);
        Optional<String> failure =
                isOver ? json.path("failure").asStringOpt() : Optional.of("The master ended before it was done.");
        return Optional.of(new Attempt(time, failure, isOver, false));
    }

    /** The last that the master began by itself, whatever became of it, also of the master. */
    synchronized Optional<Attempt> attempt() {
        return attempt;
    }

    synchronized void tries(Instant now) {
        attempt = Optional.of(new Attempt(now, attempt.flatMap(Attempt::failure), false, true));
        write();
    }

    /** That one failed. */
    synchronized void failed(String reason) {
        attempt = attempt.map(begun -> begun.ended(Optional.of(reason)));
        write();
    }

    synchronized List<MadeBackup> all() {
        return List.copyOf(made);
    }

    /** The last that is good. */
    synchronized Optional<MadeBackup> lastGood() {
        return made.reversed().stream().filter(MadeBackup::isGood).findFirst();
    }

    synchronized void add(MadeBackup backup) {
        made.add(backup);
        if (backup.isAutomatic()) {
            attempt = attempt.map(begun -> begun.ended(Optional.empty()));
        }
        if (made.size() > MAX_KEPT) {
            made.removeFirst();
        }
        write();
    }

    synchronized void forget(List<MadeBackup> gone) {
        if (made.removeAll(gone)) {
            write();
        }
    }

    private void write() {
        ObjectNode json = JsonText.object().put("since", since.toString());
        attempt.ifPresent(last -> {
            json.put("tried", last.time().toString()).put("over", last.isOver());
            last.failure().ifPresent(failure -> json.put("failure", failure));
        });
        var list = json.putArray("made");
        made.forEach(backup -> list.add(backup.json()));
        try {
            DurableFiles.replace(file, JsonText.writeUtf8(json));
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "The list of backups cannot be written: {0}", failed.getMessage());
        }
    }
}
