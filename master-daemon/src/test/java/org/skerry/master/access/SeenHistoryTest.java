package org.skerry.master.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.ForwardingStorage;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.RemovedRecord;
import org.skerry.jio.Sequence;
import org.skerry.jio.Storage;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.query.Interrupts;
import org.skerry.jio.query.QueryParser;
import org.skerry.jio.query.RecordView;

@Timeout(60)
class SeenHistoryTest {

    private static final int REMOVED = 220;

    @TempDir
    private Path folder;

    /** Time is over at once whenever somebody looks through many. */
    private static final class Hurried extends ForwardingStorage {

        private final AtomicInteger turns = new AtomicInteger();

        Hurried(Storage storage) {
            super(storage);
        }

        @Override
        public <T> T inTurn(Supplier<T> look) {
            turns.incrementAndGet();
            try {
                return Interrupts.runUntil(() -> true, look::get);
            } catch (Exception impossible) { // a Supplier throws no checked one
                throw new IllegalStateException(impossible);
            }
        }
    }

    @Test
    void whoeverLooksThroughWhatOthersRemovedGoesOnWhereHisTimeWasOver() {
        try (Hurried storage = new Hurried(LocalStorage.open(folder))) {
            RecordId his = new RecordId("his");
            storage.put(his, JsonText.object().put("portal_type", "Ship"));
            storage.remove(his);
            for (int i = 0; i < REMOVED; i++) {
                RecordId id = new RecordId("r" + i);
                storage.put(id, JsonText.object().put("portal_type", "Crew"));
                storage.remove(id);
            }
            var ships = QueryParser.parse("portal_type:Ship");
            SeenHistory history = new SeenHistory(storage, new RecordView(ships, ships, Set.of(), Optional.empty()));

            RemovedRecord.Page page = history.removedRecords(Optional.empty(), 50);
            while (page.next().isPresent()) {
                assertEquals(0, page.records().size());
                Optional<Sequence> before = page.next();
                page = history.removedRecords(before, 50);
            }

            assertEquals(his, page.records().getFirst().id());
            assertTrue(storage.turns.get() > 2, "pages " + storage.turns);
        }
    }
}
