package org.skerry.jio.local;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import org.skerry.jio.HistoryPage;
import org.skerry.jio.PastRecord;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;

/** Reads what the records of a data folder were, whether or not a storage is open there. */
public final class RecordHistory {

    private static final int PAGE = 200;

    private final RecordDatabase database;

    private RecordHistory(RecordDatabase database) {
        this.database = database;
    }

    /**
     * @throws StorageException.NotFound if there are no records in the folder
     * @throws StorageException.Failed if they are of an older program that has not been started since
     */
    public static RecordHistory of(Path data) {
        return new RecordHistory(RecordDatabase.existing(data));
    }

    /**
     * Tells the steps of a record, the newest first.
     *
     * @throws StorageException.NotFound if there never was such a record
     */
    public void read(RecordId id, Consumer<RecordVersion> steps) {
        Optional<Sequence> next = Optional.empty();
        do {
            HistoryPage page = page(id, next);
            page.versions().forEach(steps);
            next = page.next();
        } while (next.isPresent());
    }

    private HistoryPage page(RecordId id, Optional<Sequence> before) {
        try (ReadStatements statements = new ReadStatements(database.reader(), database.damages())) {
            return statements.inSnapshot(() -> statements.history().page(id, before, PAGE));
        } catch (SQLException failure) {
            throw SqlFailures.of(failure);
        }
    }

    /** @throws StorageException.NotFound if there is no such version, or its body is no longer kept */
    public PastRecord version(RecordId id, Sequence version) {
        try (ReadStatements statements = new ReadStatements(database.reader(), database.damages())) {
            return statements
                    .inSnapshot(() -> statements.history().past(id, version))
                    .orElseThrow(() -> PastRecord.missing(id, version));
        } catch (SQLException failure) {
            throw SqlFailures.of(failure);
        }
    }
}
