package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.Caller;
import org.skerry.jio.Expected;
import org.skerry.jio.RecordId;
import org.skerry.jio.WriteKey;
import org.skerry.jio.local.WaitingWrites.Waiting;
import org.skerry.jio.query.RecordView;

@Timeout(60)
class WaitingWritesTest {

    private static final long HALF_A_SHARE = WaitingWrites.MAX_WORK_PER_PC / 2 - 1_000;

    private final WaitingWrites writes = new WaitingWrites();

    private void put(String pc, String id, long length) throws InterruptedException {
        PreparedWrite removal = new PreparedWrite.Remove(new RecordId(id), Expected.ANY);
        writes.put(new Waiting(
                new PreparedWrite.Decided(removal, removal, 1, length),
                WriteKey.NONE,
                "",
                new Caller(RecordView.WHOLE, "", pc, pc),
                new CompletableFuture<>()));
    }

    private List<String> nextGroup() throws InterruptedException {
        return writes.nextGroup().stream()
                .map(waiting -> waiting.write().record())
                .toList();
    }

    @Test
    void smallWritesShareACommit() throws InterruptedException {
        for (int i = 0; i < WaitingWrites.MAX_GROUP + 1; i++) {
            put("A", "a" + i, 500);
        }

        assertEquals(
                IntStream.range(0, WaitingWrites.MAX_GROUP)
                        .mapToObj(i -> "a" + i)
                        .toList(),
                nextGroup());
        assertEquals(List.of("a" + WaitingWrites.MAX_GROUP), nextGroup());
    }

    @Test
    void othersPassAPcThatHasMoreThanItsShare() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            put("A", "a" + i, HALF_A_SHARE);
        }
        put("A", "small", 0);
        put("B", "b", 0);

        assertEquals(List.of("a0", "a1", "b"), nextGroup());
        put("C", "c", 0);
        assertEquals(List.of("a2", "a3", "c"), nextGroup());
        assertEquals(List.of("a4", "small"), nextGroup());
    }

    @Test
    void groupOfManyPcsIsBoundedToo() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            put("pc" + i, "r" + i, HALF_A_SHARE);
        }

        assertEquals(List.of("r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7"), nextGroup());
        assertEquals(List.of("r8", "r9"), nextGroup());
    }

    @Test
    void writeThatIsTooMuchIsAGroupOfItsOwn() throws InterruptedException {
        put("A", "huge", 2 * WaitingWrites.MAX_WORK);
        put("A", "next", 0);
        put("B", "b", WaitingWrites.MAX_WORK);

        assertEquals(List.of("huge"), nextGroup());
        assertEquals(List.of("next"), nextGroup());
        assertEquals(List.of("b"), nextGroup());
    }
}
