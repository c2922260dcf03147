package org.skerry.slave.ui.records;

import java.util.regex.Pattern;
import org.skerry.jio.query.Query;
import org.skerry.slave.ui.text.Sentence;

/**
 * What is wrong with a query, in words.
 *
 * @param column where, from 1, in UTF-16 units; one more than the text has at its end
 */
public record QueryMistake(int column, Sentence sentence) {

    private static final Pattern KEYWORD = Pattern.compile("(AND|OR|NOT)(?![0-9A-Za-z_])");

    /**
     * The mistake that the parser has found at a place. Its own sentence is English, but what stands at the place says as
     * much.
     */
    static QueryMistake at(String text, int column) {
        String rest = column > text.length() ? "" : text.substring(column - 1);
        return new QueryMistake(column, sentence(rest));
    }

    private static Sentence sentence(String rest) {
        if (rest.isBlank()) {
            return Sentence.of("records.mistake.end");
        }
        if (KEYWORD.matcher(rest).lookingAt()) {
            return Sentence.of("records.mistake.keyword", rest.startsWith("OR") ? "OR" : rest.substring(0, 3));
        }
        return switch (rest.charAt(0)) {
            case '"' -> Sentence.of("records.mistake.quote");
            case '!' ->
                rest.startsWith("!=") ? Sentence.of("records.mistake.operator") : Sentence.of("records.mistake.bang");
            case '(' -> Sentence.of("records.mistake.open", Query.MAX_DEPTH);
            case ')' -> Sentence.of("records.mistake.close");
            case ':' -> Sentence.of("records.mistake.colon");
            case '<', '>', '=' -> Sentence.of("records.mistake.operator");
            default -> Sentence.of("records.mistake.here");
        };
    }
}
