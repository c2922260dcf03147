package org.skerry.jio.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;

/** A client cuts texts where an answer says: what it says was checked. */
final class AnswerJsonTest {

    private static Answer read(String marks) {
        return AnswerJson.read(JsonText.read("""
                {"data":{"rows":[{"id":"a","value":{},"highlights":[{"field":"t","text":"Paris","marks":%s}]}]}}""".formatted(marks)));
    }

    @Test
    void marksWithinTheTextAreTaken() {
        var expected = new Highlight("t", "Paris", List.of(new Highlight.Mark(0, 2), new Highlight.Mark(4, 5)));

        assertEquals(List.of(expected), read("[[0,2],[4,5]]").rows().getFirst().highlights());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[-1,2]]", "[[2,2]]", "[[3,1]]", "[[0,6]]", "[[0]]", "[\"x\"]", "[[0,1e99]]"})
    void marksBeyondTheTextAreRefused(String marks) {
        assertThrows(StorageException.Failed.class, () -> read(marks));
    }

    @Test
    void whatCouldNotBeReadIsNamed() {
        Answer answer = new Answer(List.of(), 0).without(List.of("a", ""));

        assertEquals(
                "{\"data\":{\"rows\":[],\"total_rows\":0,\"total_count\":0,\"unread\":[\"a\",\"\"]}}",
                JsonText.write(AnswerJson.write(answer)));
        assertEquals(answer, AnswerJson.read(AnswerJson.write(answer)));
    }
}
