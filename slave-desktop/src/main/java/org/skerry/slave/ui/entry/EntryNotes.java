package org.skerry.slave.ui.entry;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/** What there is to say about the open record. */
public final class EntryNotes {

    private final ReadOnlyObjectWrapper<Sentence> state = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyObjectWrapper<Sentence> failure = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyObjectWrapper<Optional<StorageException>> cause =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Note>> question = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Note>> news = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Note>> departure = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Note>> found = new ReadOnlyObjectWrapper<>(Optional.empty());

    /** Whether it is saved, and since when. */
    public ReadOnlyObjectProperty<Sentence> state() {
        return state.getReadOnlyProperty();
    }

    /** Why it was not opened, saved or deleted. */
    public ReadOnlyObjectProperty<Sentence> failure() {
        return failure.getReadOnlyProperty();
    }

    /** What is behind that, in the words of the storage, where that may help somebody. */
    public ReadOnlyObjectProperty<Optional<StorageException>> cause() {
        return cause.getReadOnlyProperty();
    }

    /** What the user has to decide before it goes on. */
    public ReadOnlyObjectProperty<Optional<Note>> question() {
        return question.getReadOnlyProperty();
    }

    /** What has happened to it elsewhere. */
    public ReadOnlyObjectProperty<Optional<Note>> news() {
        return news.getReadOnlyProperty();
    }

    /** What whoever goes away should know before. */
    public ReadOnlyObjectProperty<Optional<Note>> departure() {
        return departure.getReadOnlyProperty();
    }

    /** An unsaved record that was found when the program started. */
    public ReadOnlyObjectProperty<Optional<Note>> found() {
        return found.getReadOnlyProperty();
    }

    void state(String key, Object... arguments) {
        state.set(Sentence.of(key, arguments));
    }

    void fail(Sentence why) {
        failure.set(why);
        cause.set(Optional.empty());
    }

    void fail(StorageException why) {
        failure.set(Failures.sentence(why));
        cause.set(Failures.hasDetails(why) ? Optional.of(why) : Optional.empty());
    }

    void ask(Note.Tone tone, Sentence text, Note.Answer... answers) {
        question.set(Optional.of(Note.of(tone, text, answers)));
    }

    void tell(Note.Tone tone, Sentence text, Note.Answer... answers) {
        news.set(Optional.of(Note.of(tone, text, answers)));
    }

    void offer(Optional<Note> draft) {
        found.set(draft);
    }

    void depart(Optional<Note> first) {
        departure.set(first);
    }

    void answered() {
        question.set(Optional.empty());
    }

    void told() {
        news.set(Optional.empty());
    }

    /** Another record is open, or none. */
    void clear() {
        state.set(Sentence.NONE);
        fail(Sentence.NONE);
        answered();
        told();
    }
}
