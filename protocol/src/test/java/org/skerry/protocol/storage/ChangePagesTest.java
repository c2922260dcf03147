package org.skerry.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.skerry.jio.ForwardingStorage;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.jio.query.Interrupts;
import org.skerry.jio.query.QueryEvaluator;
import org.skerry.jio.query.QueryParser;
import org.skerry.protocol.message.Message;
import tools.jackson.databind.node.ObjectNode;

class ChangePagesTest {

    private static final int RECORDS = 5;

    private final Counting storage = new Counting();

    /** Counts who has a turn, and knows whether the queries are asked in one. */
    private static final class Counting extends ForwardingStorage {

        private final AtomicBoolean hasTurn = new AtomicBoolean();
        private final List<Boolean> asked = new ArrayList<>();

        Counting() {
            super(new MemoryStorage());
        }

        @Override
        public <T> T inTurn(Supplier<T> look) {
            hasTurn.set(true);
            try {
                return look.get();
            } finally {
                hasTurn.set(false);
            }
        }

        @Override
        public QueryEvaluator evaluator() {
            asked.add(hasTurn.get());
            return super.evaluator();
        }
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private StorageRequest.Changes after(long sequence) {
        return new StorageRequest.Changes(
                Optional.of(new Message.Feed(storage.feed().id(), sequence)),
                QueryParser.parse("a:\"%1%\""),
                false,
                ChangePages.MAX_ROWS);
    }

    private void write() {
        for (int i = 1; i <= RECORDS; i++) {
            storage.put(new RecordId("r" + i), JsonText.object().put("a", i));
        }
    }

    @Test
    void aPageIsLookedForInATurnAmongTheQueries() {
        write();

        ChangePages.page(storage, after(0));

        assertEquals(List.of(true), storage.asked.stream().distinct().toList());
    }

    @Test
    void aPageEndsWhereItsTimeIsOverAndTheNextOneGoesOnThere() throws Exception {
        write();
        List<Integer> pages = new ArrayList<>();
        long at = 0;

        while (at < RECORDS) {
            long since = at;
            AtomicInteger looks = new AtomicInteger();
            ObjectNode page = Interrupts.runUntil(
                    () -> looks.incrementAndGet() > 4, () -> ChangePages.page(storage, after(since)));
            at = page.path("sequence").asLong();
            pages.add(page.path("rows").size());
            assertEquals(at < RECORDS, page.path("more").asBoolean());
        }

        assertEquals(RECORDS, pages.stream().mapToInt(Integer::intValue).sum());
        assertEquals(true, pages.size() > 1);
    }

    @Test
    void whereNotEvenOneRecordIsLookedAtInTimeItIsRefused() {
        write();

        assertThrows(
                StorageException.Unreachable.class,
                () -> Interrupts.runUntil(() -> true, () -> ChangePages.page(storage, after(0))));
    }
}
