package org.skerry.jio.local;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import org.skerry.jio.AuditEntry;
import org.skerry.jio.Caller;
import org.skerry.jio.StorageException;

/** Makes the records of a backup those of a storage of its own. */
public final class RestoredRecords {

    private RestoredRecords() {}

    /**
     * Sees to it that each whole record of a damaged file is found by its id, each attachment by its name. Afterwards all is
     * on the disk.
     *
     * @throws StorageException.Failed if that cannot be
     */
    public static void findAll(Path data) {
        try (DataFolder folder = DataFolder.hold(data);
                Connection connection = RecordDatabase.in(folder).writer()) {
            LostRows.find(connection);
        } catch (SQLException failure) {
            throw SqlFailures.of(failure);
        }
    }

    /**
     * Gives the records in a folder another feed, because whoever followed the old one must not believe that nothing has
     * changed, and tells the audit. Afterwards all is on the disk.
     *
     * @param sentence for the audit
     * @throws StorageException.Failed if they are of a newer program
     */
    public static void begin(Path data, String sentence) {
        try (DataFolder folder = DataFolder.hold(data)) {
            RecordDatabase database = RecordDatabase.in(folder);
            AuditChain chain = AuditChain.of(folder.path());
            try (Connection connection = database.writer()) {
                RecordDatabase.execute(connection, "begin immediate");
                RecordTables.beginFeed(connection);
                AuditStatements audit = new AuditStatements(connection, chain, Clock.systemUTC());
                if (chain.isNew()) { // first, for nothing before it can be verified
                    audit.add(Caller.UNKNOWN, AuditEntry.KEY_LOST, "", LocalStorage.KEY_LOST, 0, 0);
                }
                audit.add(Caller.UNKNOWN, "restored", "", sentence, 0, 0);
                audit.keepHead();
                RecordDatabase.execute(connection, "commit");
            }
            chain.keepKey();
        } catch (SQLException failure) {
            throw SqlFailures.of(failure);
        }
    }

    /**
     * What is in a file of records out of a backup, looked through as a whole; what is wrong with older versions is among the
     * damages.
     *
     * @throws StorageException.Failed if it is no such file
     */
    public static SnapshotFacts facts(Path file, Stopping stopping) {
        try {
            return SnapshotFacts.of(file, stopping).together();
        } catch (SQLException failure) {
            throw SqlFailures.of(failure);
        }
    }
}
