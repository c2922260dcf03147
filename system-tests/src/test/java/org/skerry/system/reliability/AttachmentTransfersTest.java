package org.skerry.system.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.protocol.transfer.AttachmentTransfers;
import org.skerry.protocol.transfer.Transfer;
import org.skerry.protocol.transfer.TransferProgress.Phase;
import org.skerry.slave.link.MasterLink;

/** Files over real WebRTC to a master in a process of its own, which is cut off and killed meanwhile. */
@Tag("system")
@Timeout(240)
final class AttachmentTransfersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RecordId ID = new RecordId("x");
    private static final int BYTES = 24_000_000;

    @TempDir
    private Path folder;

    private Path file() throws IOException {
        byte[] content = new byte[BYTES];
        new Random(5).nextBytes(content);
        return Files.write(folder.resolve("file"), content);
    }

    private static AttachmentTransfers transfers(MasterLink link) {
        Storage storage = new PeerStorage(link, PATIENCE, PeerStorage.randomWriter());
        return new AttachmentTransfers(link, storage, PATIENCE);
    }

    /** Breaks the connection whenever so much more is done. */
    private static Transfer cutting(MasterLink link, long step, AtomicInteger cuts) {
        AtomicLong next = new AtomicLong(step);
        return new Transfer(now -> {
            if (now.phase() == Phase.MOVING && now.done() >= next.get() && now.done() < BYTES) {
                next.addAndGet(step);
                cuts.incrementAndGet();
                link.session(PATIENCE).close();
            }
        });
    }

    @Test
    void aFileSurvivesCutsThereAndBackWhileCallsGoOn() throws Exception {
        Path file = file();
        Path target = folder.resolve("target");
        try (MasterProcess master = MasterProcess.start(folder.resolve("data"));
                Slaves slaves = new Slaves();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            MasterLink link = slaves.join(master.address());
            Storage other = new PeerStorage(slaves.join(master.address()), PATIENCE, PeerStorage.randomWriter());
            other.put(ID, JsonText.object());
            AtomicBoolean isOver = new AtomicBoolean();
            Future<Integer> calls = threads.submit(() -> {
                int made = 0;
                for (; !isOver.get(); made++) {
                    other.post(JsonText.object().put("n", made));
                    assertEquals(JsonText.object(), other.get(ID));
                }
                return made;
            });
            AtomicInteger cuts = new AtomicInteger();

            AttachmentInfo sent = transfers(link).put(file, ID, "a", "image/png", cutting(link, 5_000_000, cuts));
            AttachmentInfo fetched = transfers(link).get(ID, "a", target, cutting(link, 7_000_000, cuts));
            isOver.set(true);

            assertEquals(sent, fetched);
            assertEquals(-1, Files.mismatch(file, target));
            assertTrue(cuts.get() >= 6, () -> cuts + " cuts");
            assertNotEquals(0, calls.get());
        }
    }

    @Test
    void aFileSurvivesAMasterThatIsKilled() throws Exception {
        Path file = file();
        Path target = folder.resolve("target");
        CountDownLatch isHalfThere = new CountDownLatch(1);
        AtomicLong afterwards = new AtomicLong(-1);
        AtomicBoolean isBack = new AtomicBoolean();
        MasterProcess master = MasterProcess.start(folder.resolve("data"));
        try (Slaves slaves = new Slaves();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            MasterLink link = slaves.join(master.address());
            new PeerStorage(link, PATIENCE, PeerStorage.randomWriter()).put(ID, JsonText.object());
            Future<AttachmentInfo> sending =
                    threads.submit(() -> transfers(link).put(file, ID, "a", "", new Transfer(now -> {
                        if (now.phase() == Phase.MOVING && now.done() > 16_000_000) {
                            isHalfThere.countDown();
                        }
                        if (now.phase() == Phase.MOVING && isBack.get()) {
                            afterwards.compareAndSet(-1, now.done());
                        }
                    })));
            assertTrue(isHalfThere.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            master.kill();
            isBack.set(true);
            master = master.restart();

            AttachmentInfo sent = sending.get();

            assertEquals(sent, transfers(link).get(ID, "a", target, new Transfer(now -> {})));
            assertEquals(-1, Files.mismatch(file, target));
            assertEquals(
                    Set.of("a"),
                    new PeerStorage(link, PATIENCE, "w").attachmentInfos(ID).keySet());
            assertTrue(afterwards.get() >= 8_000_000, () -> "it went on from " + afterwards);
        } finally {
            master.close();
        }
    }
}
