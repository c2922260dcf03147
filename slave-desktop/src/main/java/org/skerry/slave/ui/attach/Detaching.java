package org.skerry.slave.ui.attach;

import java.time.Instant;
import java.util.Optional;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.attach.FileNotes.Asker;
import org.skerry.slave.ui.entry.Note;
import org.skerry.slave.ui.entry.Note.Tone;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/** Removes files: at once and with a way back where the master keeps history, after a question where it does not. */
final class Detaching {

    private final AroundFiles around;
    private final AttachmentCalls calls;
    private final FileNotes notes;
    private final UiTasks tasks;
    private final Runnable changed;
    private Optional<Offer> last = Optional.empty();

    /** That it may come back. */
    private record Offer(AttachedFile file, Optional<Note> note) {}

    /** @param changed told when a record has other files than before */
    Detaching(AroundFiles around, AttachmentCalls calls, FileNotes notes, UiTasks tasks, Runnable changed) {
        this.around = around;
        this.calls = calls;
        this.notes = notes;
        this.tasks = tasks;
        this.changed = changed;
    }

    void remove(AttachedFile file) {
        if (around.keepsHistory()) {
            sure(file);
            return;
        }
        notes.ask(
                Asker.REMOVING,
                Sentence.of("attach.remove.sure", file.shownName()),
                FileNotes.answer("keep", () -> notes.answered(Asker.REMOVING)),
                FileNotes.answer("remove", () -> {
                    notes.answered(Asker.REMOVING);
                    sure(file);
                }));
    }

    private void sure(AttachedFile file) {
        tasks.run(
                () -> {
                    calls.remove(file);
                    return file;
                },
                removed -> {
                    if (around.keepsHistory()) {
                        offer(file, Sentence.of("attach.removed", file.shownName()));
                    }
                    changed.run();
                },
                why -> {
                    if (why instanceof StorageException.Conflict) {
                        notes.tell(Tone.CAREFUL, Sentence.of("attach.notRemoved", file.shownName()));
                        changed.run();
                    } else {
                        failed(why);
                    }
                });
    }

    private void offer(AttachedFile file, Sentence text) {
        notes.tell(Tone.CALM, text, FileNotes.answer("undo", () -> undo(file)));
        last = Optional.of(new Offer(file, notes.news().get()));
    }

    /** Undoes the last one, if that is still offered. */
    void undo() {
        Optional<Offer> now = offered();
        last = Optional.empty();
        now.ifPresent(offer -> undo(offer.file()));
    }

    /** When that was offered. */
    Optional<Instant> undoOffered() {
        return offered().flatMap(offer -> notes.toldAt());
    }

    private Optional<Offer> offered() {
        return last.filter(offer -> offer.note().equals(notes.news().get()));
    }

    private void undo(AttachedFile file) {
        notes.told();
        tasks.run(
                () -> {
                    calls.bringBack(file);
                    return file;
                },
                back -> changed.run(),
                why -> {
                    switch (why) {
                        case StorageException.Conflict meanwhile ->
                            notes.tell(Tone.CAREFUL, Sentence.of("attach.notUndone", file.shownName()));
                        case StorageException.Unreachable away ->
                            offer(file, Sentence.of("attach.undo.notConnected", file.shownName()));
                        default -> failed(why);
                    }
                });
    }

    private void failed(StorageException why) {
        notes.tell(
                Tone.CAREFUL,
                why instanceof StorageException.Forbidden
                        ? Sentence.of("attach.failed.forbidden")
                        : Failures.sentence(why));
    }
}
