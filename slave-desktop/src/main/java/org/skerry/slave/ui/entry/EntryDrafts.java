package org.skerry.slave.ui.entry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.task.UiTasks;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps what is not on one master up to date on this PC: what somebody is typing, and what waits for the master. Called on the
 * JavaFX thread, writes beside it.
 */
public final class EntryDrafts {

    /** What a crash may cost at most of what somebody is typing. */
    private static final Duration DELAY = Duration.ofMillis(700);

    private final Drafts drafts;
    private final String master;
    private final UiTasks tasks;
    private final InstantSource clock;
    private final UiTasks.Latest keeping;
    private final ObservableList<Draft> unsent = FXCollections.observableArrayList();
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

    /** What waits for the master or was refused by it, the oldest first. */
    ObservableList<Draft> unsent() {
        return unsent;
    }

    /** @param found gets what somebody was typing, the latest first */
    void load(Consumer<List<Draft>> found) {
        tasks.run(
                () -> drafts.of(master),
                all -> {
                    all.reversed().stream()
                            .filter(draft ->
                                    draft.isUnsent() && waiting(draft.key()).isEmpty())
                            .forEach(unsent::add);
                    found.accept(all.stream().filter(draft -> !draft.isUnsent()).toList());
                },
                unreadable -> {});
    }

    /** What stands in the form is kept soon. */
    void keep(OpenRecord record, RecordEditor editor) {
        Draft draft = new Draft(
                record.draftKey(),
                master,
                record.id(),
                record.base(),
                editor.body(),
                editor.mistyped(),
                editor.jsonText(),
                clock.instant(),
                Standing.TYPED);
        forget(draft.key());
        change(draft.key(), Optional.of(draft));
        keeping.runAfter(DELAY, this::write, written -> {}, givenUp -> {});
    }

    /**
     * Keeps a complete record for the master.
     *
     * @param kept called when it is on the disk
     * @param failed if it could not be put there
     */
    void wait(OpenRecord record, ObjectNode body, Consumer<Draft> kept, Consumer<StorageException> failed) {
        Draft draft = new Draft(
                record.draftKey(),
                master,
                record.id(),
                record.base(),
                body,
                Map.of(),
                Optional.empty(),
                clock.instant(),
                new Standing.Waiting(record.attempts()));
        change(draft.key(), Optional.of(draft));
        tasks.run(
                this::write,
                written -> {
                    forget(draft.key());
                    unsent.add(draft);
                    kept.accept(draft);
                },
                why -> {
                    change(draft.key(), Optional.of(draft.as(Standing.TYPED)));
                    failed.accept(why);
                });
    }

    /** The same, standing otherwise; nothing if it is unsent no more. */
    Optional<Draft> stand(Draft draft, Standing standing) {
        int place = unsent.indexOf(draft);
        if (place < 0) {
            return Optional.empty();
        }
        Draft now = draft.as(standing);
        unsent.set(place, now);
        change(now.key(), Optional.of(now));
        keeping.run(this::write, written -> {}, givenUp -> {});
        return Optional.of(now);
    }

    void drop(DraftKey key) {
        forget(key);
        change(key, Optional.empty());
        keeping.run(this::write, written -> {}, givenUp -> {});
    }

    /** The one under a key, if it is unsent. */
    Optional<Draft> waiting(DraftKey key) {
        return unsent.stream().filter(draft -> draft.key().equals(key)).findFirst();
    }

    private void forget(DraftKey key) {
        unsent.removeIf(draft -> draft.key().equals(key));
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
            }
            drafts.keep(master, now);
            synchronized (changes) {
                now.forEach((key, draft) -> changes.remove(key, draft)); // what failed is tried again with the next one
            }
            return now.size();
        }
    }
}
