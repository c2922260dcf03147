package org.skerry.jio.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.index.IndexCheck;

/** Looks through all that a storage keeps in its folder, and changes nothing; whether or not the storage is open. */
public final class FolderCheck {

    private static final int BUFFER_BYTES = 256 * 1024;

    private final Path data;
    private final Stopping stopping;
    private final List<String> remarks = new ArrayList<>();
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private FolderCheck(Path data, Stopping stopping) {
        this.data = data;
        this.stopping = stopping;
    }

    /**
     * What was found.
     *
     * @param records how many can be read
     * @param contents of attachments that are referred to
     * @param auditEntries that hold together, from the first
     * @param damages of what there is now, a plain sentence each
     * @param older what is damaged of older versions only, a plain sentence each
     * @param remarks what is no damage, but may be known, a sentence each
     */
    public record Report(
            long records,
            long contents,
            long auditEntries,
            List<String> damages,
            List<String> older,
            List<String> remarks) {
        public Report {
            damages = List.copyOf(damages);
            older = List.copyOf(older);
            remarks = List.copyOf(remarks);
        }

        /** Whether nothing at all is damaged. */
        public boolean isWhole() {
            return damages.isEmpty() && older.isEmpty();
        }
    }

    /**
     * @param withIndex whether the index is compared with the records
     * @throws StorageException.NotFound if there are no records
     * @throws StorageException.Failed if they are of another version of this program
     */
    public static Report of(Path data, boolean withIndex, Stopping stopping) {
        return new FolderCheck(data, stopping).run(withIndex);
    }

    private Report run(boolean withIndex) {
        RecordDatabase database = RecordDatabase.existing(data);
        try (Connection connection = database.reader()) {
            connection.setAutoCommit(false); // one state of the file
            RowsCheck rows = new RowsCheck(connection, stopping);
            WalCheck.now(data.resolve(LocalStorage.RECORDS_FILE)).ifPresent(rows::tell);
            rows.runThoroughly();
            if (withIndex) {
                stopping.check("comparing the index");
                index(connection, rows);
            }
            List<String> referred = SnapshotFacts.contents(connection);
            connection.rollback(); // contents take long to read, and a master could not empty its log meanwhile
            for (String sha256 : referred) {
                if (!isWhole(sha256)) {
                    tellContent(connection, sha256, rows);
                }
            }
            leftovers(referred);
            AuditTrail.Verdict audit = AuditTrail.of(data).verify();
            audit.unproved().ifPresent(remarks::add);
            audit.damage()
                    .ifPresent(damage ->
                            rows.tell("The audit is damaged after entry %,d. %s".formatted(audit.entries(), damage)));
            return new Report(rows.records(), referred.size(), audit.entries(), rows.damages(), rows.older(), remarks);
        } catch (SQLException failure) {
            throw SqlFailures.of(failure);
        }
    }

    private void index(Connection connection, RowsCheck rows) throws SQLException {
        IndexCheck check = IndexCheck.of(
                data.resolve(LocalStorage.INDEX_FOLDER),
                RecordDatabase.meta(connection, "feed").orElse(""));
        rows.check(
                "select seq, id, deleted from record order by seq",
                row -> check.expect(row.getLong(1), row.getString(2), row.getInt(3) != 0));
        check.differences(rows.last()).forEach(rows::tell);
        check.remark().ifPresent(remarks::add);
    }

    /** Names what has the content; nothing has it any more if it was deleted meanwhile. */
    private static void tellContent(Connection connection, String sha256, RowsCheck rows) throws SQLException {
        boolean isNamed = false;
        try (PreparedStatement select =
                connection.prepareStatement("select record, name from attachment where sha256 = ?")) {
            select.setString(1, sha256);
            try (ResultSet row = select.executeQuery()) {
                for (; row.next(); isNamed = true) {
                    rows.tell("The attachment %s of the record %s is missing or damaged."
                            .formatted(row.getString(2), row.getString(1)));
                }
            }
        }
        if (!isNamed && SnapshotFacts.contents(connection).contains(sha256)) { // of an older version of a record
            rows.tellOlder("The content %s of an older version is missing or damaged.".formatted(sha256));
        }
        connection.rollback();
    }

    private boolean isWhole(String sha256) {
        stopping.check("looking through the attachments");
        Path blobs = data.resolve(AttachmentFiles.FOLDER);
        boolean isName = SHA_256.matcher(sha256).matches(); // else it is damaged
        return isName && digest(AttachmentFiles.file(blobs, sha256)).equals(Optional.of(sha256));
    }

    /** Empty if it cannot be read. */
    private static Optional<String> digest(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return Optional.of(HexFormat.of().formatHex(digest.digest()));
        } catch (IOException unreadable) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    private void leftovers(List<String> referred) {
        try (Stream<Path> files = Files.walk(data.resolve(AttachmentFiles.FOLDER))) {
            long count = files.filter(Files::isRegularFile)
                    .filter(file -> !referred.contains(file.getFileName().toString()))
                    .count();
            if (count > 0) {
                remarks.add(
                        "%,d file%s of attachments that no record has any more; the master deletes what it does not need."
                                .formatted(count, count == 1 ? "" : "s"));
            }
        } catch (NoSuchFileException none) {
            // no attachment was ever put
        } catch (IOException unreadable) {
            remarks.add("The folder of attachments cannot be listed: %s.".formatted(unreadable.getMessage()));
        }
    }
}
