package org.skerry.slave.ui.entry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.skerry.slave.ui.task.UiTasks;

/** Keeps the unsaved records of one master up to date, beside the JavaFX thread on which it is called. */
public final class EntryDrafts {

    /** What a crash may cost at most. */
    private static final Duration DELAY = Duration.ofMillis(700);

    private final Drafts drafts;
    private final String master;
    private final UiTasks tasks;
    private final InstantSource clock;
    private final UiTasks.Latest keeping;
    private final Object writing = new Object();
    private final Map<DraftKey, Optional<Draft>> changes = new HashMap<>(); // guarded by itself

    /** @param master as drafts name it: always in the same way */
    public EntryDrafts(Drafts drafts, String master, UiTasks tasks, InstantSource clock) {
        this.drafts = drafts;
        this.master = master;
        this.tasks = tasks;
        this.clock = clock;
        keeping = tasks.latest();
    }

    void load(Consumer<List<Draft>> found) {
        tasks.run(() -> drafts.of(master), found, unreadable -> {});
    }

    void keep(OpenRecord record, RecordEditor editor) {
        Draft draft = new Draft(
                record.draftKey(),
                master,
                record.id(),
                record.base(),
                editor.body(),
                editor.mistyped(),
                editor.jsonText(),
                clock.instant());
        change(draft.key(), Optional.of(draft));
        keeping.runAfter(DELAY, this::write, written -> {}, givenUp -> {});
    }

    void drop(DraftKey key) {
        change(key, Optional.empty());
        keeping.run(this::write, written -> {}, givenUp -> {});
    }

    private void change(DraftKey key, Optional<Draft> draft) {
        synchronized (changes) {
            changes.put(key, draft);
        }
    }

    /** Writes what is wanted by now: whichever call comes last, it leaves the latest. */
    private Integer write() {
        synchronized (writing) {
            Map<DraftKey, Optional<Draft>> now;
            synchronized (changes) {
                now = Map.copyOf(changes);
                changes.clear();
            }
            drafts.keep(master, now);
            return now.size();
        }
    }
}
