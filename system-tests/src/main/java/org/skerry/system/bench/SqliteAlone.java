package org.skerry.system.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The yardstick of writing: SQLite with nothing around it but what makes many writers share a sync, one thread that writes
 * and commits what waits. The same settings as the record log, one table, no audit, no keys, no index of words.
 */
final class SqliteAlone implements AutoCloseable {

    /** As many as share a commit in the record log. */
    private static final int MAX_GROUP = 512;

    private record Waiting(String id, String text, CompletableFuture<Void> answer) {}

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(4 * MAX_GROUP);
    private final Connection connection;
    private final PreparedStatement insert;
    private final Thread thread;
    private long sequence;

    SqliteAlone(Path file) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement setting = connection.createStatement()) {
            setting.execute("pragma journal_mode = wal");
            setting.execute("pragma synchronous = full");
            setting.execute("pragma wal_autocheckpoint = 4000");
            setting.execute("create table record(seq integer primary key, id text not null unique, doc text)");
        }
        connection.setAutoCommit(false);
        insert = connection.prepareStatement("insert or replace into record(seq, id, doc) values(?, ?, ?)");
        thread = Thread.ofPlatform().name("sqlite-alone").daemon().start(this::write);
    }

    /** Returns when a record under a new id is on the disk. */
    void post(String text) {
        try {
            Waiting waiting = new Waiting(UUID.randomUUID().toString(), text, new CompletableFuture<>());
            queue.put(waiting);
            waiting.answer().get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchFailed("It was interrupted.");
        } catch (ExecutionException failed) {
            throw new BenchFailed("SQLite failed: " + failed.getCause().getMessage());
        }
    }

    private void write() {
        List<Waiting> group = new ArrayList<>(MAX_GROUP);
        try {
            while (true) {
                group.add(queue.take());
                queue.drainTo(group, MAX_GROUP - 1);
                for (Waiting waiting : group) {
                    insert.setLong(1, ++sequence);
                    insert.setString(2, waiting.id());
                    insert.setString(3, waiting.text());
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
                group.forEach(waiting -> waiting.answer().complete(null));
                group.clear();
            }
        } catch (InterruptedException closing) {
            // whoever closes waits for this
        } catch (SQLException failed) {
            group.forEach(waiting -> waiting.answer().completeExceptionally(failed));
        }
    }

    @Override
    public void close() throws SQLException {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
