package org.skerry.master.forms;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
class ValidationTurnsTest {

    private final ValidationTurns turns = new ValidationTurns(2);

    private static ObjectNode body(int values) {
        ObjectNode body = JsonText.object();
        for (int i = 0; i < values; i++) {
            body.withArray("list").add(i);
        }
        return body;
    }

    private void assertWaits(ObjectNode body) {
        Thread waiting = Thread.ofPlatform()
                .start(() -> assertThrows(StorageException.Unreachable.class, () -> turns.run(body, () -> {})));
        while (waiting.getState() != Thread.State.WAITING) {
            assertTrue(waiting.isAlive()); // the class's timeout is the deadline
            Thread.onSpinWait();
        }
        waiting.interrupt();
        assertDoesNotThrow(() -> waiting.join());
    }

    @Test
    void largeRecordsAreLookedAtOneByOneAndUsualOnesDoNotWaitForThem() {
        List<String> done = new ArrayList<>();

        turns.run(body(5_000), () -> {
            assertWaits(body(1_000));
            turns.run(body(900), () -> done.add("usual"));
            done.add("large");
        });
        turns.run(body(5_000), () -> done.add("next"));

        assertEquals(List.of("usual", "large", "next"), done);
    }

    @Test
    void turnComesBackFromAFailure() {
        for (int i = 0; i < 3; i++) {
            assertThrows(
                    IllegalStateException.class,
                    () -> turns.run(body(1), () -> {
                        throw new IllegalStateException("made to fail");
                    }));
        }

        turns.run(body(1), () -> assertWaits(body(1)));
    }
}
