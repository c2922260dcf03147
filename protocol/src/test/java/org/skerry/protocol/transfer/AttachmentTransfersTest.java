package org.skerry.protocol.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.AttachmentUpload;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Caller;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.ForwardingStorage;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.protocol.transfer.TransferProgress.Phase;

/** Files to a master and back, over connections that break, with files that change, and with others in the way. */
@Timeout(120)
class AttachmentTransfersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final RecordId ID = new RecordId("x");

    @TempDir
    Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T opened(T one) {
        opened.add(one);
        return one;
    }

    private Storage local() {
        Storage storage = opened(LocalStorage.open(folder.resolve("data")));
        storage.put(ID, JsonText.object());
        return storage;
    }

    private Storage memory() {
        Storage storage = opened(new MemoryStorage());
        storage.put(ID, JsonText.object());
        return storage;
    }

    private TransferMaster master(Storage storage) {
        return opened(new TransferMaster(storage, TransferSlots.defaults()));
    }

    private AttachmentTransfers transfers(TransferMaster master) {
        Storage far = opened(new PeerStorage(master, PATIENCE, PeerStorage.randomWriter()));
        return opened(new AttachmentTransfers(master, far, PATIENCE));
    }

    private Path file(int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(folder.resolve("file" + bytes), content);
    }

    private static AttachmentInfo info(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        return new AttachmentInfo(Signature.of(content), content.length, "image/png");
    }

    private static Transfer silent() {
        return new Transfer(now -> {});
    }

    private List<String> leftOvers() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".part"))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_522, 65_523, 1 << 20, (1 << 20) + 1, 7_000_000})
    void aFileOfAnySizeGoesThereAndBack(int bytes) throws Exception {
        Storage storage = local();
        AttachmentTransfers transfers = transfers(master(storage));
        Path file = file(bytes);
        Path target = folder.resolve("target");

        assertEquals(info(file), transfers.put(file, ID, "a", "image/png", silent()));
        assertEquals(Map.of("a", info(file)), storage.attachmentInfos(ID));
        assertEquals(info(file), transfers.get(ID, "a", target, silent()));

        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(target));
        assertEquals(List.of(), leftOvers());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void itGoesOnOverBreaksAtAnyFrame(long seed) throws Exception {
        Random random = new Random(seed);
        Storage storage = local();
        TransferMaster master = master(storage);
        AttachmentTransfers transfers = transfers(master);
        Path file = file(4_000_000);
        Path target = folder.resolve("target");
        AtomicInteger breaks = new AtomicInteger(12);
        master.breaksWhen(() -> breaks.get() > 0 && random.nextInt(25) == 0 && breaks.getAndDecrement() > 0);

        transfers.put(file, ID, "a", "image/png", silent());
        breaks.set(12);
        transfers.get(ID, "a", target, silent());

        assertEquals(Map.of("a", info(file)), storage.attachmentInfos(ID), "seed " + seed);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(target), "seed " + seed);
        assertTrue(breaks.get() < 12, "seed " + seed);
    }

    @Test
    void aFileThatCameToTheTargetMeanwhileIsNotOverwritten() throws Exception {
        Storage storage = local();
        storage.putAttachment(ID, "a", new Attachment("", Files.readAllBytes(file(300_000))));
        AttachmentTransfers transfers = transfers(master(storage));
        Path target = folder.resolve("target");
        Transfer slow = new Transfer(now -> {
            try {
                Files.writeString(target, "theirs");
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        });

        var refused = assertThrows(StorageException.Failed.class, () -> transfers.getNew(ID, "a", target, slow));

        assertInstanceOf(FileAlreadyExistsException.class, refused.getCause());
        assertEquals("theirs", Files.readString(target));
        Files.delete(target);
        transfers.getNew(ID, "a", target, silent());
        assertEquals(300_000, Files.size(target));
        assertEquals(List.of(), leftOvers());
    }

    @Test
    void whatCameToThePlaceMeanwhileIsNotOverwritten() throws Exception {
        Storage storage = local();
        AttachmentTransfers transfers = transfers(master(storage));
        Path file = file(300_000);
        Attachment other = new Attachment("text/plain", new byte[] {1});
        Transfer slow = new Transfer(now -> storage.putAttachment(ID, "a", other));

        assertThrows(
                StorageException.Conflict.class,
                () -> transfers.put(file, ID, "a", "image/png", ExpectedAttachment.ABSENT, slow));

        assertEquals(other, storage.getAttachment(ID, "a", ByteRange.ALL));
        ExpectedAttachment seen = new ExpectedAttachment.Content(Signature.of(other.bytes()));
        transfers.put(file, ID, "a", "image/png", seen, silent());
        assertEquals(Map.of("a", info(file)), storage.attachmentInfos(ID));
        transfers.put(file, ID, "a", "image/png", ExpectedAttachment.ABSENT, silent()); // it was done already
    }

    @Test
    void whatHadArrivedBeforeABreakIsNotSentAgain() throws Exception {
        Storage storage = local();
        TransferMaster master = master(storage);
        Path file = file(6_000_000);
        AtomicLong sent = new AtomicLong();
        AtomicInteger frames = new AtomicInteger();
        int breaks = 5;
        master.breaksWhen(() -> frames.incrementAndGet() % 60 == 0 && frames.get() <= 60 * breaks);

        transfers(master).put(file, ID, "a", "", new Transfer(now -> {
            if (now.phase() == Phase.MOVING) {
                assertTrue(now.done() >= sent.get(), "it went back to " + now.done());
                sent.set(now.done());
            }
        }));

        // 6 MB are at least 92 frames, at most 366; each break may cost those on their way.
        assertTrue(frames.get() < 6_000_000 / 16_370 * 2 + 60 * breaks, () -> frames + " frames");
        assertEquals(6_000_000, sent.get());
    }

    @Test
    void anUploadThatWasInterruptedGoesOnAfterARestartOfBoth() throws Exception {
        Path file = file(5_000_000);
        Transfer transfer = new Transfer(now -> {
            if (now.phase() == Phase.MOVING && now.done() > 2_000_000) {
                Thread.currentThread().interrupt();
            }
        });
        try (LocalStorage storage = LocalStorage.open(folder.resolve("data"));
                TransferMaster master = new TransferMaster(storage, TransferSlots.defaults())) {
            storage.put(ID, JsonText.object());
            assertThrows(
                    StorageException.Unreachable.class,
                    () -> transfers(master).put(file, ID, "a", "image/png", transfer));
            assertTrue(Thread.interrupted());
        }
        AtomicLong first = new AtomicLong(-1);
        Storage storage = opened(LocalStorage.open(folder.resolve("data")));

        transfers(master(storage)).put(file, ID, "a", "image/png", new Transfer(now -> {
            if (now.phase() == Phase.MOVING) {
                first.compareAndSet(-1, now.done());
            }
        }));

        assertTrue(first.get() > 1_900_000, () -> "went on from " + first);
        assertEquals(Map.of("a", info(file)), storage.attachmentInfos(ID));
    }

    @Test
    void aDownloadThatWasInterruptedGoesOnFromItsFile() throws Exception {
        Storage storage = local();
        Path file = file(5_000_000);
        AttachmentTransfers before = transfers(master(storage));
        before.put(file, ID, "a", "image/png", silent());
        Path target = folder.resolve("target");
        Transfer closing = new Transfer(now -> {
            if (now.phase() == Phase.MOVING && now.done() > 2_000_000) {
                before.close();
            }
        });
        assertThrows(StorageException.Unreachable.class, () -> before.get(ID, "a", target, closing));
        assertFalse(Thread.interrupted());
        assertEquals(1, leftOvers().size());
        assertFalse(Files.exists(target));
        AtomicLong first = new AtomicLong(-1);

        transfers(master(storage)).get(ID, "a", target, new Transfer(now -> {
            if (now.phase() == Phase.MOVING) {
                first.compareAndSet(-1, now.done());
            }
        }));

        assertTrue(first.get() > 1_900_000, () -> "went on from " + first);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(target));
        assertEquals(List.of(), leftOvers());
    }

    @Test
    void whatIsWrongInAFileFromBeforeIsFetchedAnew() throws Exception {
        Storage storage = local();
        Path file = file(500_000);
        AttachmentTransfers transfers = transfers(master(storage));
        transfers.put(file, ID, "a", "", silent());
        Path target = folder.resolve("target");
        Path part =
                folder.resolve("target.%s.part".formatted(info(file).sha256().substring(0, 12)));
        Files.write(part, new byte[200_000]);

        transfers.get(ID, "a", target, silent());

        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(target));
        assertEquals(List.of(), leftOvers());
    }

    @Test
    void anAttachmentThatIsDamagedOnTheMasterIsNeverTakenForWhole() throws Exception {
        Storage storage = local();
        Path file = file(500_000);
        AttachmentTransfers transfers = transfers(master(storage));
        transfers.put(file, ID, "a", "", silent());
        String sha256 = info(file).sha256();
        Path blob = folder.resolve("data/blobs").resolve(sha256.substring(0, 2)).resolve(sha256);
        byte[] content = Files.readAllBytes(blob);
        content[400_000] ^= 1;
        Files.write(blob, content);
        Path target = Files.writeString(folder.resolve("target"), "what was there");

        assertThrows(StorageException.Failed.class, () -> transfers.get(ID, "a", target, silent()));

        assertEquals("what was there", Files.readString(target));
        assertEquals(List.of(), leftOvers());
    }

    @Test
    void anAttachmentThatIsReplacedWhileItComesIsFetchedAsItIsThen() throws Exception {
        Storage storage = local();
        TransferMaster master = master(storage);
        AttachmentTransfers transfers = transfers(master);
        transfers.put(file(3_000_000), ID, "a", "", silent());
        Path other = file(2_000_000);
        Path target = folder.resolve("target");
        AtomicInteger frames = new AtomicInteger();
        master.breaksWhen(() -> {
            if (frames.incrementAndGet() != 20) {
                return false;
            }
            try {
                storage.putAttachment(ID, "a", new Attachment("", Files.readAllBytes(other)));
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
            return true;
        });

        transfers.get(ID, "a", target, silent());

        assertArrayEquals(Files.readAllBytes(other), Files.readAllBytes(target));
        assertEquals(List.of(), leftOvers());
    }

    @Test
    void aFileThatChangesWhileItIsSentIsRefused() throws Exception {
        Storage storage = local();
        Path file = file(3_000_000);
        Transfer changing = new Transfer(now -> {
            try {
                if (now.phase() == Phase.MOVING && now.done() == 0) {
                    byte[] content = Files.readAllBytes(file);
                    content[2_900_000] ^= 1;
                    Files.write(file, content);
                }
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        });

        assertThrows(
                StorageException.BadRequest.class,
                () -> transfers(master(storage)).put(file, ID, "a", "", changing));

        assertEquals(Map.of(), storage.attachmentInfos(ID));
    }

    @Test
    void aCancelledTransferLeavesNothing() throws Exception {
        Storage storage = local();
        AttachmentTransfers transfers = transfers(master(storage));
        Path file = file(3_000_000);
        Transfer[] cancelled = new Transfer[2];
        cancelled[0] = new Transfer(now -> {
            if (now.phase() == Phase.MOVING && now.done() > 1_000_000) {
                cancelled[0].cancel();
            }
        });
        assertThrows(StorageException.Unreachable.class, () -> transfers.put(file, ID, "a", "image/png", cancelled[0]));
        assertFalse(Thread.interrupted());
        await(() -> partsOnTheMaster().isEmpty());

        transfers.put(file, ID, "a", "image/png", silent());
        cancelled[1] = new Transfer(now -> {
            if (now.phase() == Phase.MOVING && now.done() > 1_000_000) {
                cancelled[1].cancel();
            }
        });
        assertThrows(
                StorageException.Unreachable.class,
                () -> transfers.get(ID, "a", folder.resolve("target"), cancelled[1]));

        assertEquals(List.of(), leftOvers());
        assertTrue(cancelled[1].isCancelled());
        Transfer before = silent();
        before.cancel();
        assertThrows(StorageException.Unreachable.class, () -> transfers.put(file, ID, "b", "", before));
    }

    private List<Path> partsOnTheMaster() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("data/blobs/partial"))) {
            return all.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException goneMeanwhile) {
            return List.of(folder);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, "it never came true");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void refusalsOfTheMasterComeBack() throws Exception {
        Storage storage = local();
        AttachmentTransfers transfers = transfers(master(storage));
        Path file = file(100);
        Path target = folder.resolve("target");

        assertThrows(StorageException.NotFound.class, () -> transfers.put(file, new RecordId("y"), "a", "", silent()));
        assertThrows(StorageException.NotFound.class, () -> transfers.get(ID, "none", target, silent()));
        assertThrows(StorageException.NotFound.class, () -> transfers.get(new RecordId("y"), "a", target, silent()));
        assertThrows(
                StorageException.Failed.class,
                () -> transfers.put(folder.resolve("no such file"), ID, "a", "", silent()));
        assertThrows(StorageException.BadRequest.class, () -> transfers.put(folder, ID, "a", "", silent()));
        transfers.put(file, ID, "a", "", silent());
        assertThrows(StorageException.BadRequest.class, () -> transfers.get(ID, "a", folder, silent()));
        assertThrows(
                StorageException.Failed.class,
                () -> transfers.get(ID, "a", folder.resolve("no such folder/file"), silent()));
    }

    @Test
    void aRecordThatIsRemovedMeanwhileMakesItFail() throws Exception {
        Storage storage = local();
        Transfer removing = new Transfer(now -> {
            if (now.phase() == Phase.MOVING && now.done() == 500_000) {
                storage.remove(ID);
            }
        });

        assertThrows(
                StorageException.NotFound.class,
                () -> transfers(master(storage)).put(file(500_000), ID, "a", "", removing));
    }

    @Test
    void whatTheMasterCannotKeepIsToldAndTheRestMayComeLater() throws Exception {
        Storage storage = memory();
        AtomicInteger room = new AtomicInteger(1_000_000);
        Storage full = new ForwardingStorage(storage) {
            @Override
            public AttachmentUpload beginUpload(RecordId id, String name, AttachmentInfo content, Caller caller) {
                AttachmentUpload upload = super.beginUpload(id, name, content, caller);
                return new FullUpload(upload, room);
            }
        };
        AttachmentTransfers transfers = transfers(master(full));
        Path file = file(3_000_000);

        assertThrows(StorageException.Full.class, () -> transfers.put(file, ID, "a", "", silent()));
        room.set(Integer.MAX_VALUE);
        transfers.put(file, ID, "a", "", silent());

        assertArrayEquals(
                Files.readAllBytes(file),
                storage.getAttachment(ID, "a", ByteRange.ALL).bytes());
    }

    private record FullUpload(AttachmentUpload upload, AtomicInteger room) implements AttachmentUpload {
        @Override
        public long received() {
            return upload.received();
        }

        @Override
        public void append(byte[] bytes, int from, int length) {
            if (room.addAndGet(-length) < 0) {
                throw new StorageException.Full("There is no space left.");
            }
            upload.append(bytes, from, length);
        }

        @Override
        public void finish() {
            upload.finish();
        }

        @Override
        public void discard() {
            upload.discard();
        }

        @Override
        public void close() {
            upload.close();
        }
    }

    @Test
    void moreThanTheMasterServesAtATimeWaitForTheirTurn() throws Exception {
        Storage storage = local();
        TransferMaster master = opened(new TransferMaster(storage, new TransferSlots(1)));
        AttachmentTransfers transfers = transfers(master);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            files.add(file(200_000 + i));
        }

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<AttachmentInfo>> ends = files.stream()
                    .map(file -> threads.submit(
                            () -> transfers.put(file, ID, file.getFileName().toString(), "image/png", silent())))
                    .toList();
            for (int i = 0; i < 6; i++) {
                assertEquals(info(files.get(i)), ends.get(i).get());
            }
        }

        assertEquals(6, storage.attachmentInfos(ID).size());
    }

    @Test
    void twoToTheSameFileDoNotMixUp() throws Exception {
        Storage storage = local();
        AttachmentTransfers transfers = transfers(master(storage));
        Path file = file(3_000_000);
        transfers.put(file, ID, "a", "", silent());
        Path target = folder.resolve("target");
        CountDownLatch isUnderWay = new CountDownLatch(1);
        CountDownLatch isTried = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<AttachmentInfo> first = threads.submit(() -> transfers.get(ID, "a", target, new Transfer(now -> {
                if (now.phase() == Phase.MOVING && now.done() > 0) {
                    isUnderWay.countDown();
                    try {
                        assertTrue(isTried.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
                    } catch (InterruptedException ended) {
                        throw new IllegalStateException(ended);
                    }
                }
            })));
            assertTrue(isUnderWay.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertThrows(StorageException.InUse.class, () -> transfers.get(ID, "a", target, silent()));
            isTried.countDown();
            first.get();
        }

        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(target));
    }

    @Test
    void toAMasterWithoutTheFeatureSmallFilesGoAsTheyAlwaysDid() throws Exception {
        Storage storage = memory();
        Message.Hello old = new Message.Hello(
                1,
                Feature.words(List.of(Feature.FRAGMENTS, Feature.WRITE_KEY)),
                "old",
                new Message.Feed("6f1c", 1),
                false,
                null);
        AttachmentTransfers transfers = transfers(opened(new TransferMaster(storage, TransferSlots.defaults(), old)));
        Path file = file(100_000);
        Path target = folder.resolve("target");

        assertEquals(info(file), transfers.put(file, ID, "a", "image/png", silent()));
        assertEquals(info(file), transfers.get(ID, "a", target, silent()));

        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(target));
        assertThrows(
                StorageException.TooLarge.class,
                () -> transfers.put(file(Attachment.MAX_BYTES + 1), ID, "a", "", silent()));
    }

    @Test
    void nothingIsTransferredAnyMoreOnceItIsClosed() throws Exception {
        AttachmentTransfers transfers = transfers(master(local()));
        CountDownLatch isMoving = new CountDownLatch(1);
        Path file = file(3_000_000);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<AttachmentInfo> first = threads.submit(() -> transfers.put(file, ID, "a", "", new Transfer(now -> {
                if (now.phase() == Phase.MOVING) {
                    isMoving.countDown();
                    transfers.close();
                }
            })));
            assertTrue(isMoving.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertThrows(ExecutionException.class, first::get);
        }
        assertThrows(StorageException.Unreachable.class, () -> transfers.put(file, ID, "a", "", silent()));
    }

    @Test
    void theContentIsReadOnceAndTheRestIsTold() throws Exception {
        Path file = file(2_000_000);
        List<TransferProgress> told = new ArrayList<>();

        transfers(master(local())).put(file, ID, "a", "", new Transfer(told::add));

        assertEquals(
                new TransferProgress(Phase.READING, 2_000_000, 2_000_000),
                told.stream()
                        .filter(now -> now.phase() == Phase.READING)
                        .reduce((one, next) -> next)
                        .orElseThrow());
        assertEquals(new TransferProgress(Phase.MOVING, 2_000_000, 2_000_000), told.getLast());
        long[] moved = told.stream()
                .filter(now -> now.phase() == Phase.MOVING)
                .mapToLong(TransferProgress::done)
                .toArray();
        long[] sorted = moved.clone();
        Arrays.sort(sorted);
        assertArrayEquals(sorted, moved);
        assertTrue(moved.length > 4, () -> Arrays.toString(moved));
    }
}
