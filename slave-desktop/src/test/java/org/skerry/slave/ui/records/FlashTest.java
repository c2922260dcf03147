package org.skerry.slave.ui.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skerry.jio.RecordId;
import org.skerry.slave.ui.task.TestTasks;

class FlashTest {

    private static final RecordId ANA = new RecordId("ana");
    private static final RecordId BO = new RecordId("bo");

    private final TestTasks tasks = new TestTasks();
    private Instant now = Instant.parse("2026-11-28T10:42:00Z");
    private final Flash flash = new Flash(tasks.tasks(), () -> now);

    @Test
    void whatOthersChangedIsShownForAWhile() {
        flash.changed(Set.of(ANA, BO));
        Set<RecordId> atFirst = flash.records().get();
        tasks.all();

        assertEquals(Set.of(ANA, BO), atFirst);
        assertEquals(Set.of(), flash.records().get());
    }

    @Test
    void ownChangesAreNoNews() {
        flash.own(ANA);

        flash.changed(Set.of(ANA, BO));

        assertEquals(Set.of(BO), flash.records().get());
    }

    @Test
    void whatOthersChangeLaterIsNewsAgain() {
        flash.own(ANA);
        now = now.plusSeconds(10);

        flash.changed(Set.of(ANA));

        assertEquals(Set.of(ANA), flash.records().get());
    }
}
