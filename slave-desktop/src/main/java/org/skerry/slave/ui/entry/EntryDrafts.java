package org.skerry.slave.ui.entry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps what is not on one master up to date on this PC: what somebody is typing, and what waits for the master. Called on the
 * JavaFX thread, writes beside it.
 */
public final class EntryDrafts {

    /** What a crash may cost at most of what somebody is typing. */
    private static final Duration DELAY = Duration.ofMillis(700);

    /** It is not sent in the name of whoever comes first. */
    private static final Standing OF_NOBODY = new Standing.Refused(Sentence.of("entry.unsent.nobody"));

    /** Nor to whatever master has taken the place of his own. */
    private static final Standing OF_ANOTHER_MASTER = new Standing.Refused(Sentence.of("entry.unsent.otherMaster"));

    private final Drafts drafts;
    private final DraftOwner owner;
    private final UiTasks tasks;
    private final InstantSource clock;
    private final UiTasks.Latest keeping;
    private final ObservableList<Draft> unsent = FXCollections.observableArrayList();
    private final Map<DraftKey, Draft> onTheirWay = new HashMap<>(); // saved, and not on the disk yet
    private final Object writing = new Object();
    private final Map<DraftKey, Optional<Draft>> changes = new HashMap<>(); // guarded by itself

    public EntryDrafts(Drafts drafts, DraftOwner owner, UiTasks tasks, InstantSource clock) {
        this.drafts = drafts;
        this.owner = owner;
        this.tasks = tasks;
        this.clock = clock;
        keeping = tasks.latest();
    }

    /** What waits for the master or was refused by it, the oldest first. */
    ObservableList<Draft> unsent() {
        return unsent;
    }

    /**
     * @param found gets what somebody was typing, the latest first
     * @param failed if nobody knows what there is
     */
    void load(Consumer<List<Draft>> found, Consumer<StorageException> failed) {
        tasks.run(
                this::all,
                all -> {
                    all.reversed().stream()
                            .filter(draft ->
                                    draft.isUnsent() && waiting(draft.key()).isEmpty())
                            .forEach(unsent::add);
                    found.accept(all.stream().filter(draft -> !draft.isUnsent()).toList());
                },
                failed);
    }

    /** The latest first. */
    private List<Draft> all() {
        List<Draft> all = new ArrayList<>();
        for (String name : owner.names()) {
            drafts.of(name).forEach(draft -> all.add(draft.of(owner.name())));
        }
        owner.ofNobody().forEach(nobody -> all.addAll(adopted(nobody, OF_NOBODY)));
        owner.ofOtherMasters().forEach(other -> all.addAll(adopted(other, OF_ANOTHER_MASTER)));
        all.sort(Comparator.comparing(Draft::at).reversed());
        return all;
    }

    /** Those of another owner, which wait for a word. */
    private List<Draft> adopted(String other, Standing standing) {
        return drafts.of(other).stream()
                .map(draft -> draft.of(owner.name()))
                .map(draft -> draft.isUnsent() ? draft.as(standing) : draft)
                .toList();
    }

    /** What stands in the form is kept soon, beside what waits for the master of the same record. */
    void keep(OpenRecord record, RecordEditor editor) {
        Draft draft = new Draft(
                record.draftKey().typed(),
                owner.name(),
                record.id(),
                record.base(),
                editor.body(),
                editor.mistyped(),
                editor.jsonText(),
                clock.instant(),
                Standing.TYPED);
        change(draft.key(), Optional.of(draft));
        keeping.runAfter(DELAY, this::write, written -> {}, givenUp -> {});
    }

    /**
     * Keeps a complete record for the master.
     *
     * @param kept called when it is on the disk
     * @param failed if it could not be put there; an earlier one stays
     */
    void wait(OpenRecord record, ObjectNode body, Consumer<Draft> kept, Consumer<StorageException> failed) {
        Draft draft = new Draft(
                record.draftKey(),
                owner.name(),
                record.id(),
                record.base(),
                body,
                Map.of(),
                Optional.empty(),
                clock.instant(),
                new Standing.Waiting(record.attempts()));
        DraftKey key = draft.key();
        onTheirWay.put(key, draft);
        change(key, Optional.of(draft));
        change(key.typed(), Optional.empty());
        tasks.run(
                () -> written(draft),
                written -> {
                    if (onTheirWay.remove(key, draft)) { // else it was discarded meanwhile
                        forget(key);
                        unsent.add(draft);
                    }
                    kept.accept(draft);
                },
                why -> {
                    if (onTheirWay.remove(key, draft) && waiting(key).isEmpty()) {
                        change(key, Optional.empty()); // an earlier one was sent meanwhile
                    }
                    failed.accept(why);
                });
    }

    private Draft written(Draft draft) {
        try {
            write();
            return draft;
        } catch (StorageException why) {
            synchronized (changes) {
                changes.remove(draft.key(), Optional.of(draft));
            }
            Draft typed = draft.typed(draft.key().typed());
            change(typed.key(), Optional.of(typed));
            throw why;
        }
    }

    /** The same, standing otherwise; nothing if it is unsent no more. */
    Optional<Draft> stand(Draft draft, Standing standing) {
        int place = unsent.indexOf(draft);
        if (place < 0 || onTheirWay.containsKey(draft.key())) {
            return Optional.empty();
        }
        Draft now = draft.as(standing);
        unsent.set(place, now);
        change(now.key(), Optional.of(now));
        writeSoon();
        return Optional.of(now);
    }

    /** The master has it. What somebody has typed since stays, and what he has saved since still waits. */
    void sent(Draft draft) {
        if (unsent.remove(draft) && !onTheirWay.containsKey(draft.key())) {
            change(draft.key(), Optional.empty());
            writeSoon();
        }
    }

    /** Whether somebody has saved it anew. */
    boolean isReplaced(Draft draft) {
        return onTheirWay.containsKey(draft.key())
                || waiting(draft.key())
                        .filter(now -> now.standing() instanceof Standing.Waiting)
                        .isPresent();
    }

    /** Lets go what somebody typed, not what he has saved before. */
    void dropTyped(DraftKey key) {
        if (waiting(key).isEmpty()) {
            drop(key);
        } else {
            change(key.typed(), Optional.empty());
            writeSoon();
        }
    }

    /** Lets go all of a record. */
    void drop(DraftKey key) {
        onTheirWay.remove(key);
        forget(key);
        change(key, Optional.empty());
        change(key.typed(), Optional.empty());
        writeSoon();
    }

    /** The one under a key, if it is unsent. */
    Optional<Draft> waiting(DraftKey key) {
        return unsent.stream().filter(draft -> draft.key().equals(key)).findFirst();
    }

    /** How many are sent as soon as the master is there. */
    long countWaiting() {
        return unsent.stream()
                .filter(draft -> draft.standing() instanceof Standing.Waiting)
                .count();
    }

    /** Writes what is not written yet; blocks. Any thread. */
    public void finish() {
        write();
    }

    private void forget(DraftKey key) {
        unsent.removeIf(draft -> draft.key().equals(key));
    }

    private void change(DraftKey key, Optional<Draft> draft) {
        synchronized (changes) {
            changes.put(key, draft);
        }
    }

    private void writeSoon() {
        keeping.run(this::write, written -> {}, givenUp -> {});
    }

    /** Writes what is wanted by now: whichever call comes last, it leaves the latest. */
    private Integer write() {
        synchronized (writing) {
            Map<DraftKey, Optional<Draft>> now;
            synchronized (changes) {
                now = Map.copyOf(changes);
            }
            if (!now.isEmpty()) {
                drafts.keep(now);
            }
            synchronized (changes) {
                now.forEach((key, draft) -> changes.remove(key, draft)); // what failed is tried again with the next one
            }
            return now.size();
        }
    }
}
