package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Caller;
import org.skerry.jio.Expected;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.WriteKey;

/** What the writer does when the disk does not do its part. */
@Timeout(60)
class RecordLogFailureTest {

    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_IOERR_FSYNC = 10 | 4 << 8;

    @TempDir
    Path folder;

    private static PreparedWrite put(String id, String text) {
        return new PreparedWrite.Put(new RecordId(id), text, Expected.ANY);
    }

    private static String large(int i) {
        return "{\"n\":" + i + ",\"t\":\"" + "x".repeat(50_000) + "\"}";
    }

    private static Connection smallWriter(RecordDatabase database, AtomicInteger pages) throws SQLException {
        Connection connection = database.writer();
        RecordDatabase.execute(connection, "pragma max_page_count = " + pages);
        return connection;
    }

    private static int countRecords(ReadStatements statements) throws SQLException {
        return statements.scan(records -> {
            List<StoredRecord> all = new ArrayList<>();
            records.forEach(all::add);
            return all.size();
        });
    }

    @Test
    void fullDatabaseRefusesWritesUntilThereIsSpace() throws SQLException {
        try (DataFolder held = DataFolder.hold(folder)) {
            RecordDatabase database = RecordDatabase.in(held);
            AtomicInteger pages = new AtomicInteger(200);
            try (RecordLog log = new RecordLog(
                            () -> smallWriter(database, pages),
                            AuditChain.in(folder),
                            HistoryClock.system(OptionalLong.empty()));
                    ReadConnections readers = new ReadConnections(database, 1)) {
                AtomicInteger written = new AtomicInteger();

                StorageException.Full full = assertThrows(StorageException.Full.class, () -> {
                    while (true) {
                        log.write(
                                put("r" + written, large(written.get())),
                                new WriteKey.Numbered("w", written.get() + 1),
                                "",
                                Caller.UNKNOWN);
                        written.incrementAndGet();
                    }
                });

                assertEquals(
                        "There is no space left on the disk; nothing was written. Free some space and try again.",
                        full.getMessage());
                assertTrue(written.get() > 5, "written " + written);
                assertEquals(written.get(), log.last());
                assertEquals(written.get(), readers.read(RecordLogFailureTest::countRecords));
                assertThrows(
                        StorageException.Full.class,
                        () -> log.write(put("r0", "{}"), WriteKey.NONE, "", Caller.UNKNOWN),
                        "what is replaced is kept, and needs space, too");
                pages.set(400); // the connection is opened anew after a failure
                log.write(
                        new PreparedWrite.Remove(new RecordId("r0"), Expected.ANY), WriteKey.NONE, "", Caller.UNKNOWN);
                log.write(
                        put("r" + written, large(written.get())),
                        new WriteKey.Numbered("w", written.get() + 1),
                        "",
                        Caller.UNKNOWN);
                assertEquals(written.get() + 2, log.last());
            }
        }
    }

    @Test
    void failedSyncStopsWritingUntilReopened() throws SQLException {
        try (DataFolder held = DataFolder.hold(folder)) {
            RecordDatabase database = RecordDatabase.in(held);
            FailingCommits disk = new FailingCommits(database);
            try (RecordLog log = new RecordLog(
                            disk::connection, AuditChain.in(folder), HistoryClock.system(OptionalLong.empty()));
                    ReadConnections readers = new ReadConnections(database, 1)) {
                log.write(put("a", "{}"), WriteKey.NONE, "", Caller.UNKNOWN);
                disk.failNext(SQLITE_IOERR_FSYNC);

                String sentence = "Writing to the disk failed, so nothing more is written until the program is started"
                        + " again. Check the disk; what was saved can still be read.";
                for (int i = 0; i < 3; i++) {
                    assertEquals(
                            sentence,
                            assertThrows(
                                            StorageException.Failed.class,
                                            () -> log.write(put("b", "{}"), WriteKey.NONE, "", Caller.UNKNOWN))
                                    .getMessage());
                }

                assertTrue(readers.read(statements -> statements.body(new RecordId("a")))
                        .isPresent());
                assertEquals(1, log.last());
            }
            try (RecordLog log =
                    new RecordLog(database::writer, AuditChain.in(folder), HistoryClock.system(OptionalLong.empty()))) {
                log.write(put("b", "{}"), WriteKey.NONE, "", Caller.UNKNOWN);
                assertEquals(2, log.last());
            }
        }
    }

    @Test
    void lockedDatabaseFailsOneGroupOnly() throws SQLException {
        try (DataFolder held = DataFolder.hold(folder)) {
            FailingCommits disk = new FailingCommits(RecordDatabase.in(held));
            try (RecordLog log =
                    new RecordLog(disk::connection, AuditChain.in(folder), HistoryClock.system(OptionalLong.empty()))) {
                disk.failNext(SQLITE_BUSY);

                assertEquals(
                        "Another program keeps the records' file locked; close it and try again.",
                        assertThrows(
                                        StorageException.Failed.class,
                                        () -> log.write(put("a", "{}"), WriteKey.NONE, "", Caller.UNKNOWN))
                                .getMessage());

                log.write(put("a", "{}"), WriteKey.NONE, "", Caller.UNKNOWN);
                assertEquals(1, log.last());
            }
        }
    }

    @Test
    void refusedWriteDoesNotSpoilItsGroup() throws SQLException {
        try (DataFolder held = DataFolder.hold(folder);
                RecordLog log = new RecordLog(
                        RecordDatabase.in(held)::writer,
                        AuditChain.in(folder),
                        HistoryClock.system(OptionalLong.empty()))) {
            log.write(put("a", "{}"), WriteKey.NONE, "", Caller.UNKNOWN);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 200; i++) {
                    int n = i;
                    threads.submit(() -> log.write(
                            new PreparedWrite.Put(new RecordId("a"), "{}", Expected.ABSENT),
                            new WriteKey.Numbered("w", n + 1),
                            "",
                            Caller.UNKNOWN));
                    threads.submit(() -> log.write(put("b" + n, "{}"), WriteKey.NONE, "", Caller.UNKNOWN));
                }
            }

            assertEquals(201, log.last());
        }
    }

    @Test
    void roomOfAGivenUpWriteIsTakenUntilItIsDone() throws Exception {
        try (DataFolder held = DataFolder.hold(folder)) {
            RecordDatabase database = RecordDatabase.in(held);
            try (Connection other = database.writer();
                    RecordLog log = new RecordLog(
                            database::writer, AuditChain.in(folder), HistoryClock.system(OptionalLong.empty()))) {
                int free = log.room();
                RecordDatabase.execute(other, "begin immediate");
                Thread caller = Thread.ofPlatform().start(() -> {
                    Thread.currentThread().interrupt();
                    assertThrows(
                            StorageException.Unreachable.class,
                            () -> log.write(put("a", "{}"), WriteKey.NONE, "", Caller.UNKNOWN));
                });
                caller.join();
                assertEquals(free, log.room(), "never queued");

                Thread waiting = Thread.ofPlatform()
                        .start(() -> assertThrows(
                                StorageException.Unreachable.class,
                                () -> log.write(put("a", "{}"), WriteKey.NONE, "", Caller.UNKNOWN)));
                while (waiting.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                waiting.interrupt();
                waiting.join();
                assertTrue(log.room() < free, "the write still waits");

                RecordDatabase.execute(other, "rollback");
                log.write(put("b", "{}"), WriteKey.NONE, "", Caller.UNKNOWN);
                while (log.room() < free) {
                    Thread.onSpinWait(); // given back right after the answer; the class's timeout is the deadline
                }
                assertEquals(2, log.last());
            }
        }
    }

    /** A connection whose next commit fails with a chosen code. */
    private static final class FailingCommits {

        private final RecordDatabase database;

        /** Volatile: the test sets it, the writer's thread reads it. */
        private volatile int code;

        FailingCommits(RecordDatabase database) {
            this.database = database;
        }

        void failNext(int errorCode) {
            code = errorCode;
        }

        Connection connection() throws SQLException {
            return proxy(Connection.class, database.writer());
        }

        private <T> T proxy(Class<T> type, T target) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                        try {
                            Object result = method.invoke(target, args);
                            return method.getName().equals("prepareStatement") && "commit".equals(args[0])
                                    ? failing((PreparedStatement) result)
                                    : result;
                        } catch (InvocationTargetException failure) {
                            throw failure.getCause();
                        }
                    }));
        }

        private PreparedStatement failing(PreparedStatement commit) {
            Class<PreparedStatement> type = PreparedStatement.class;
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                        if (code != 0 && method.getName().equals("executeUpdate")) {
                            int failed = code;
                            code = 0;
                            throw new SQLException("made to fail", null, failed);
                        }
                        return method.invoke(commit, args);
                    }));
        }
    }
}
