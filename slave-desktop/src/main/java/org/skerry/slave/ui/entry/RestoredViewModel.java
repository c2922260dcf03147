package org.skerry.slave.ui.entry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.entry.Note.Answer;
import org.skerry.slave.ui.entry.Note.Tone;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/** Offers to undo that a version was restored, or a record brought back, a moment ago. */
public final class RestoredViewModel {

    /** Long enough to look at the record, and to find the key. */
    private static final Duration OFFERED = Duration.ofSeconds(60);

    private final UiTasks tasks;
    private final InstantSource clock;
    private final Undone undone;
    private final ReadOnlyObjectWrapper<Optional<Note>> offer = new ReadOnlyObjectWrapper<>(Optional.empty());
    private @Nullable Restored last;
    private boolean isUndoing;

    private record Restored(RecordId id, UiTasks.Work<Boolean> undo, Instant until) {}

    /** Who shows what is there then. */
    interface Undone {

        /** @param isThere whether the record is still there */
        void undone(RecordId id, boolean isThere);
    }

    RestoredViewModel(UiTasks tasks, InstantSource clock, Undone undone) {
        this.tasks = tasks;
        this.clock = clock;
        this.undone = undone;
    }

    /** The offer; empty where nothing was restored. */
    public ReadOnlyObjectProperty<Optional<Note>> offer() {
        return offer.getReadOnlyProperty();
    }

    /** When it was offered. */
    Optional<Instant> offered() {
        return Optional.ofNullable(last).map(now -> now.until().minus(OFFERED));
    }

    /** @param undo undoes it, and says whether the record is still there then */
    void restored(RecordId id, Sentence told, UiTasks.Work<Boolean> undo) {
        last = new Restored(id, undo, clock.instant().plus(OFFERED));
        offer.set(Optional.of(Note.of(Tone.CALM, told, Answer.of("undo-restore", this::undo))));
    }

    /** Makes the record what it was until then. */
    void undo() {
        Restored now = last;
        if (now == null || isUndoing) {
            return;
        }
        isUndoing = true;
        tasks.run(
                now.undo(),
                isThere -> {
                    isUndoing = false;
                    last = null;
                    offer.set(Optional.empty());
                    undone.undone(now.id(), isThere);
                },
                why -> {
                    isUndoing = false;
                    offerAgain(now, why);
                });
    }

    private void offerAgain(Restored now, StorageException why) {
        Sentence said = why instanceof StorageException.Unreachable
                ? Sentence.of("entry.restored.notConnected")
                : Failures.sentence(why);
        if (why instanceof StorageException.Conflict) { // it will not go away by trying
            last = null;
            offer.set(Optional.of(Note.of(Tone.CALM, said, Answer.of("undo-close", this::withdraw))));
        } else {
            restored(now.id(), said, now.undo());
        }
    }

    private void withdraw() {
        last = null;
        offer.set(Optional.empty());
    }

    /** Withdraws an offer that is old. */
    void tick() {
        Restored now = last;
        if (now != null && !isUndoing && now.until().isBefore(clock.instant())) {
            withdraw();
        }
    }
}
