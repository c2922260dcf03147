package org.skerry.slave.ui.attach;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.skerry.slave.ui.entry.Note;
import org.skerry.slave.ui.entry.Note.Answer;
import org.skerry.slave.ui.entry.Note.Tone;
import org.skerry.slave.ui.text.Sentence;

/** What there is to ask and to say about files. JavaFX thread. */
public final class FileNotes {

    /** Long enough to read it, and to find the button. */
    private static final Duration SAID = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final LinkedHashMap<Asker, Note> questions = new LinkedHashMap<>(); // the first one is shown
    private final ReadOnlyObjectWrapper<Optional<Note>> question = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Note>> news = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<Instant> until = Optional.empty();

    /** Who asks; each has one question at a time. */
    enum Asker {
        /** Somebody attaches a file whose name is taken. */
        ATTACHING,
        REMOVING,
        LEAVING
    }

    FileNotes(InstantSource clock) {
        this.clock = clock;
    }

    /** What the user has to decide. */
    public ReadOnlyObjectProperty<Optional<Note>> question() {
        return question.getReadOnlyProperty();
    }

    /** What has happened, or why something does not. */
    public ReadOnlyObjectProperty<Optional<Note>> news() {
        return news.getReadOnlyProperty();
    }

    static Answer answer(String id, Runnable action) {
        return new Answer("attach-" + id, Sentence.of("attach.answer." + id), action);
    }

    /** Before all others, because the user has just asked for what this is about. */
    void ask(Asker asker, Sentence text, Answer... answers) {
        questions.putFirst(asker, new Note(text, Tone.CAREFUL, List.of(answers)));
        showFirst();
    }

    /** After those that wait, because it comes by itself. */
    void askLater(Asker asker, Sentence text, Answer... answers) {
        questions.put(asker, new Note(text, Tone.CAREFUL, List.of(answers)));
        showFirst();
    }

    void answered(Asker asker) {
        questions.remove(asker);
        showFirst();
    }

    /** Whether this is the question that the user sees. */
    boolean isAsked(Asker asker) {
        return !questions.isEmpty() && questions.firstEntry().getKey() == asker;
    }

    private void showFirst() {
        question.set(Optional.ofNullable(questions.firstEntry()).map(Map.Entry::getValue));
    }

    /** For a while. */
    void tell(Tone tone, Sentence text, Answer... answers) {
        keepTelling(tone, text, answers);
        until = Optional.of(clock.instant().plus(SAID));
    }

    /** Until something else is told. */
    void keepTelling(Tone tone, Sentence text, Answer... answers) {
        until = Optional.empty();
        news.set(Optional.of(new Note(text, tone, List.of(answers))));
    }

    /** When that was told, which is told for a while; empty for what stays. */
    Optional<Instant> toldAt() {
        return until.map(end -> end.minus(SAID));
    }

    void told() {
        news.set(Optional.empty());
    }

    void tick() {
        if (until.isPresent() && until.get().isBefore(clock.instant())) {
            until = Optional.empty();
            told();
        }
    }
}
