package org.skerry.master.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.Snapshot;
import org.skerry.jio.local.Stopping;
import org.skerry.master.recovery.Recovery;
import org.skerry.master.recovery.RecoveryKey;
import tools.jackson.databind.node.ObjectNode;

/** Makes backups of one data folder, one at a time each with a snapshot of its own. */
public final class BackupMaker {

    private static final Logger LOG = System.getLogger(BackupMaker.class.getName());

    /** In the data folder, where the snapshot is meanwhile. */
    private static final String SCRATCH = "backup.tmp";

    /** Where the records are from. */
    public interface Source {
        /** @param place for its files */
        Snapshot snapshot(Path place, Stopping stopping);
    }

    private final Path data;
    private final Optional<Path> settings;
    private final String master;
    private final Source source;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * @param settings the file with the settings of the master, if there is one
     * @param master its name
     */
    public BackupMaker(
            Path data, Optional<Path> settings, String master, Source source, SecureRandom random, Clock clock) {
        this.data = data;
        this.settings = settings;
        this.master = master;
        this.source = source;
        this.random = random;
        this.clock = clock;
    }

    /** What a file was made of, or why there is less in it than there should be. */
    public record Made(
            Instant time, long bytes, long records, List<String> damages, List<String> older, boolean hasIdentity) {

        /** For whoever asked for it. */
        public ObjectNode json() {
            ObjectNode json = JsonText.object()
                    .put("time", time.toString())
                    .put("bytes", bytes)
                    .put("records", records)
                    .put("identity", hasIdentity);
            var list = json.putArray("damages");
            damages.forEach(list::add);
            var past = json.putArray("older");
            older.forEach(past::add);
            return json;
        }

        /** Whether all that there is now is in it, whole; older versions may be damaged for as long as they are kept. */
        boolean isGood() {
            return damages.isEmpty();
        }
    }

    /** Deletes what a killed program has left; only while no backup is made. */
    void tidy() {
        try {
            DurableFiles.deleteTree(data.resolve(SCRATCH));
        } catch (IOException stays) {
            LOG.log(Level.WARNING, "What a backup has left cannot be deleted: {0}", stays.getMessage());
        }
    }

    /** Is there room for so many bytes? Asked before the first is written. */
    interface Room {
        Room ANY = bytes -> {};

        /** @throws StorageException.Full if not */
        void require(long bytes);
    }

    /**
     * Writes a backup.
     *
     * @param isEncrypted whether the records are encrypted, too
     * @throws StorageException with a plain sentence
     * @throws IOException if it cannot be written
     */
    Made write(OutputStream out, boolean isEncrypted, Room room, Stopping stopping) throws IOException {
        Optional<RecoveryKey> key = Recovery.keyIn(data);
        BackupWriter writer = new BackupWriter(data, settings, master, key, isEncrypted, random, stopping);
        try (Snapshot snapshot = source.snapshot(data.resolve(SCRATCH), stopping)) {
            room.require(BackupWriter.expectedBytes(snapshot));
            BackupWriter.Written written = writer.write(snapshot, clock.instant(), out);
            return new Made(
                    written.head().made(),
                    written.bytes(),
                    written.head().records(),
                    written.damages(),
                    written.older(),
                    key.isPresent());
        }
    }

    /** The same into a file that a command writes while no master runs. */
    public Made write(OutputStream out, boolean isEncrypted, Stopping stopping) throws IOException {
        return write(out, isEncrypted, Room.ANY, stopping);
    }

    /** Writes everything in forms that other programs read. */
    public ObjectNode export(OutputStream out, Stopping stopping) throws IOException {
        try (Snapshot snapshot = source.snapshot(data.resolve(SCRATCH), stopping)) {
            return Export.write(snapshot, data, out, stopping);
        }
    }
}
