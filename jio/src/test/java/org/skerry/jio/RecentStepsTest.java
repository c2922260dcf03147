package org.skerry.jio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.jio.memory.MemoryStorage;

class RecentStepsTest {

    @Test
    void longIdentifiersCount() {
        RecentSteps steps = new RecentSteps(Sequence.START);
        int length = 1_000;
        long most = RecentSteps.MAX_CHARS / length;

        for (long i = 1; i <= 2 * most; i++) {
            RecordId id = new RecordId("%s%08d".formatted("x".repeat(length - 8), i));
            steps.add(List.of(new Step(new Sequence(i), id, Optional.empty(), Optional.empty(), false)));
        }

        assertEquals(Optional.empty(), steps.after(new Sequence(most), 1));
        assertTrue(steps.after(new Sequence(2 * most - most / 2), 1).isPresent());
    }

    @Test
    void aStorageInMemoryForgetsWhatItReplacedWhenThatIsMuch() {
        try (Storage storage = new MemoryStorage()) {
            RecordId id = new RecordId("x");
            int length = 1_000_000;
            long most = RecentSteps.MAX_CHARS / length;
            for (long i = 0; i <= most; i++) {
                storage.put(id, JsonText.object().put("text", "x".repeat(length) + i));
            }

            assertEquals(Optional.empty(), storage.feed().steps(Sequence.START, 1));
            assertEquals(
                    Optional.of(List.of()), storage.feed().steps(storage.feed().last(), 1));
        }
    }
}
