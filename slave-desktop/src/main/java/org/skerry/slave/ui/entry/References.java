package org.skerry.slave.ui.entry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.task.UiTasks;

/** Finds the records that a field may refer to, on the master. JavaFX thread. */
final class References {

    /** Who types a word is not followed letter by letter. */
    private static final Duration AFTER = Duration.ofMillis(200);

    private final EntryCalls calls;
    private final UiTasks tasks;
    private final UiTasks.Latest searching;

    /** A record that may be meant. */
    record Found(RecordId id, String name) {}

    References(EntryCalls calls, UiTasks tasks) {
        this.calls = calls;
        this.tasks = tasks;
        searching = tasks.latest();
    }

    /** Looks for records of a type whose name holds a text, or any; a later search ends this one. */
    void search(String type, String text, Consumer<List<Found>> found) {
        searching.runAfter(AFTER, () -> calls.named(type, text), found, notNow -> found.accept(List.of()));
    }

    /** What a record is called; empty if there is none, or the master cannot tell. */
    void name(String id, Consumer<Optional<String>> told) {
        tasks.run(() -> calls.name(id), told, (StorageException notNow) -> told.accept(Optional.empty()));
    }
}
