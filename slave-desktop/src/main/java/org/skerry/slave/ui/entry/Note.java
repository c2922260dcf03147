package org.skerry.slave.ui.entry;

import java.util.List;
import org.skerry.slave.ui.text.Sentence;

/**
 * Something to tell, with what can be done about it.
 *
 * @param answers the usual one first
 */
public record Note(Sentence text, Tone tone, List<Answer> answers) {

    public Note {
        answers = List.copyOf(answers);
    }

    static Note of(Tone tone, Sentence text, Answer... answers) {
        return new Note(text, tone, List.of(answers));
    }

    /** How it sounds. */
    public enum Tone {
        CALM,
        CAREFUL
    }

    /**
     * A button.
     *
     * @param id of its control
     */
    public record Answer(String id, Sentence name, Runnable action) {
        static Answer of(String id, Runnable action) {
            return new Answer("entry-" + id, Sentence.of("entry.answer." + id), action);
        }
    }
}
