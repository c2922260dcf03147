package org.skerry.slave.ui.text;

import java.util.List;

/**
 * Something to say, before it is put into a language: what view models hold, so that it follows a switch of the language.
 *
 * @param key names the text; "" for nothing to say
 * @param arguments texts, numbers, times ({@link java.time.LocalTime}, {@link java.time.LocalDate},
 *     {@link java.time.LocalDateTime}) and sentences
 */
public record Sentence(String key, List<Object> arguments) {

    /** Nothing to say. */
    public static final Sentence NONE = new Sentence("", List.of());

    public Sentence {
        arguments = List.copyOf(arguments);
    }

    public static Sentence of(String key, Object... arguments) {
        return new Sentence(key, List.of(arguments));
    }

    public boolean isEmpty() {
        return key.isEmpty();
    }
}
