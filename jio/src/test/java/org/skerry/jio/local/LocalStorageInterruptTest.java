package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;

/** Callers that are interrupted, or wait when the storage is closed. */
@Timeout(60)
class LocalStorageInterruptTest {

    @TempDir
    Path folder;

    private LocalStorage storage;

    @BeforeEach
    void open() {
        storage = LocalStorage.open(folder);
        for (int i = 0; i < 200; i++) {
            storage.put(new RecordId("r" + i), JsonText.object().put("n", i));
        }
        storage.putAttachment(new RecordId("r0"), "a", attachment());
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private static Attachment attachment() {
        return new Attachment(Attachment.TEXT, "content".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void callOfAnInterruptedThreadFailsAndKeepsItsFlag() {
        List<Runnable> calls = List.of(
                () -> storage.get(new RecordId("r1")),
                () -> storage.allDocs(AllDocs.EVERYTHING),
                () -> storage.put(new RecordId("r1"), JsonText.object()),
                () -> storage.putAttachment(new RecordId("r1"), "b", attachment()),
                () -> storage.getAttachment(new RecordId("r0"), "a", ByteRange.ALL),
                () -> storage.allAttachments(new RecordId("r0")));

        for (Runnable call : calls) {
            Thread.currentThread().interrupt();
            assertThrows(StorageException.Unreachable.class, call::run);
            assertTrue(Thread.interrupted());
        }

        assertEquals(200, storage.allDocs(AllDocs.EVERYTHING).totalCount());
        assertEquals(attachment(), storage.getAttachment(new RecordId("r0"), "a", ByteRange.ALL));
    }

    @Test
    void interruptsAtAnyMomentDoNoHarm() throws InterruptedException {
        ConcurrentLinkedQueue<Throwable> surprises = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int n = i;
            callers.add(Thread.ofVirtual().start(() -> callUntilInterrupted(n, surprises)));
        }
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int chosen = random.nextInt(callers.size());
            callers.get(chosen).interrupt();
            callers.get(chosen).join();
            callers.set(chosen, Thread.ofVirtual().start(() -> callUntilInterrupted(chosen, surprises)));
        }
        for (Thread caller : callers) {
            caller.interrupt();
            caller.join();
        }

        assertEquals(List.of(), List.copyOf(surprises));
        storage.put(new RecordId("after"), JsonText.object());
        assertEquals(JsonText.object(), storage.get(new RecordId("after")));
        assertEquals(201, storage.allDocs(AllDocs.EVERYTHING).totalCount());
    }

    private void callUntilInterrupted(int n, ConcurrentLinkedQueue<Throwable> surprises) {
        try {
            for (int i = 0; ; i++) {
                RecordId id = new RecordId("r" + (n * 20 + i % 20));
                storage.put(id, JsonText.object().put("i", i));
                storage.get(id);
                storage.getAttachment(new RecordId("r0"), "a", ByteRange.ALL);
                storage.putAttachment(new RecordId("r0"), "a", attachment());
                storage.allDocs(AllDocs.EVERYTHING);
            }
        } catch (StorageException.Unreachable cancelled) {
            // as it should be
        } catch (Throwable surprise) {
            surprises.add(surprise);
        }
    }

    @Test
    void closingEndsThoseWhoWait() throws InterruptedException {
        ConcurrentLinkedQueue<Throwable> surprises = new ConcurrentLinkedQueue<>();
        CountDownLatch ended = new CountDownLatch(40);
        CountDownLatch busy = new CountDownLatch(40);
        for (int i = 0; i < 40; i++) {
            int n = i;
            Thread.ofVirtual().start(() -> {
                busy.countDown();
                callUntilInterrupted(n % 8, surprises);
                ended.countDown();
            });
        }
        busy.await();

        storage.close();

        assertTrue(ended.await(10, TimeUnit.SECONDS));
        assertEquals(List.of(), List.copyOf(surprises));
        assertThrows(StorageException.Unreachable.class, () -> storage.allDocs(AllDocs.EVERYTHING));
        LocalStorage.open(folder).close();
    }
}
