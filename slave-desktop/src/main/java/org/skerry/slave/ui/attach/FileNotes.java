package org.skerry.slave.ui.attach;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
    private final ReadOnlyObjectWrapper<Optional<Note>> question = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Note>> news = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<Instant> until = Optional.empty();

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

    void ask(Sentence text, Answer... answers) {
        question.set(Optional.of(new Note(text, Tone.CAREFUL, List.of(answers))));
    }

    void answered() {
        question.set(Optional.empty());
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
