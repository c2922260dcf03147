package org.skerry.slave.ui.entry;

import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

/** What is open, and how it stands: the parts of {@link EntryViewModel} meet here. */
final class EntryState {

    private final EntryDrafts drafts;
    private final EntryNotes notes = new EntryNotes();
    private final RecordEditor editor;
    private final ReadOnlyObjectWrapper<Optional<RecordId>> record = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Sentence> heading = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyBooleanWrapper isBusy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper isDirty = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<ConflictViewModel>> conflict =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private @Nullable OpenRecord open;

    EntryState(EntryDrafts drafts, ObservableValue<Language> language) {
        this.drafts = drafts;
        editor = new RecordEditor(language, this::evaluate);
    }

    EntryNotes notes() {
        return notes;
    }

    RecordEditor editor() {
        return editor;
    }

    ReadOnlyObjectWrapper<Optional<RecordId>> record() {
        return record;
    }

    ReadOnlyObjectWrapper<Sentence> heading() {
        return heading;
    }

    ReadOnlyBooleanWrapper isBusy() {
        return isBusy;
    }

    ReadOnlyBooleanWrapper isDirty() {
        return isDirty;
    }

    ReadOnlyObjectWrapper<Optional<ConflictViewModel>> conflict() {
        return conflict;
    }

    Optional<OpenRecord> open() {
        return Optional.ofNullable(open);
    }

    /** What is open, unless the master has not answered yet. */
    Optional<OpenRecord> idle() {
        return isBusy.get() ? Optional.empty() : open();
    }

    /** Whether somebody is at work on the record of a draft, so that it is not sent behind his back. */
    boolean isBeingChanged(Draft draft) {
        return (isDirty.get() || isBusy.get())
                && open().filter(now -> now.draftKey().equals(draft.key())).isPresent();
    }

    /** Whether an answer about this record is still wanted. */
    boolean isOpen(OpenRecord asked) {
        return open == asked;
    }

    /** @param fill puts it into the editor */
    void show(OpenRecord next, Runnable fill) {
        reset();
        fill.run();
        open = next;
        record.set(Optional.of(next.id()));
        evaluate();
    }

    /** Nothing is open any more. */
    void clear() {
        reset();
        record.set(Optional.empty());
        editor.fill(JsonText.object(), TypeSample.NONE);
    }

    /** What was typed in the open record is not to be kept; what was saved before on this PC is. */
    void discardTyped() {
        open().ifPresent(now -> drafts.dropTyped(now.draftKey()));
        clear();
    }

    /** The open record is not to be kept. */
    void discard() {
        open().ifPresent(now -> drafts.drop(now.draftKey()));
        clear();
    }

    /** The master is asked for something. */
    void begin(String state) {
        isBusy.set(true);
        notes.fail(Sentence.NONE);
        notes.state(state);
    }

    /** The master has answered. */
    void end() {
        isBusy.set(false);
        evaluate();
    }

    void showVersions(OpenRecord now, ObjectNode mine, ObjectNode theirs) {
        notes.told();
        notes.fail(Sentence.NONE);
        conflict.set(Optional.of(new ConflictViewModel(now.common(), mine, theirs)));
    }

    private void reset() {
        open = null;
        isBusy.set(false);
        isDirty.set(false);
        conflict.set(Optional.empty());
        notes.clear();
    }

    private void evaluate() {
        OpenRecord now = open;
        if (now == null) {
            return;
        }
        boolean isNew = now.base().isEmpty();
        isDirty.set(editor.peek().map(now::isChangedBy).orElse(true));
        editor.readable().ifPresent(body -> heading.set(RecordName.heading(body, isNew)));
        if (isDirty.get()) {
            notes.state(isNew ? "entry.state.new" : "entry.state.changed");
            now.hasDraft(true);
            now.isTyped(true);
            drafts.keep(now, editor);
        } else if (now.isUnsent()) {
            notes.state("entry.state.kept");
            dropTyped(now);
        } else {
            notes.state(isNew ? "entry.state.blank" : "entry.state.same");
            dropDraft(now);
        }
    }

    private void dropTyped(OpenRecord now) {
        if (now.isTyped()) {
            now.isTyped(false);
            drafts.dropTyped(now.draftKey());
        }
    }

    private void dropDraft(OpenRecord now) {
        if (now.hasDraft()) {
            now.hasDraft(false);
            now.isTyped(false);
            drafts.drop(now.draftKey());
        }
    }
}
