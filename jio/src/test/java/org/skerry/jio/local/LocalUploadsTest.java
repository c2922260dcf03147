package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentContent;
import org.skerry.jio.AttachmentUpload;
import org.skerry.jio.Caller;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.UploadContract;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.RecordView;

/** Uploads on a disk: what a crash leaves, what is thrown away and what never is. */
class LocalUploadsTest extends UploadContract {

    @TempDir
    Path folder;

    @Override
    protected Storage open() {
        return LocalStorage.open(folder);
    }

    private void reopen() {
        storage.close();
        storage = open();
    }

    private List<Path> files(String ending) throws IOException {
        Path partial = folder.resolve("blobs/partial");
        if (!Files.exists(partial)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(partial)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private Path only(String ending) throws IOException {
        List<Path> files = files(ending);
        assertEquals(1, files.size(), files::toString);
        return files.getFirst();
    }

    private long received(byte[] content, String name, Caller caller) {
        try (AttachmentUpload upload = storage.beginUpload(ID, name, info(content), caller)) {
            return upload.received();
        }
    }

    private void begin(byte[] content, int length, String name) {
        try (AttachmentUpload upload = storage.beginUpload(ID, name, info(content), ANA)) {
            upload.append(content, 0, length);
        }
    }

    @Test
    void whatWasUploadedStaysAfterAConflict() {
        byte[] content = bytes(100_000);
        storage.putAttachment(ID, "a", new Attachment("", bytes(1)));
        upload(content, "a", ANA);

        assertEquals(
                409,
                status(() -> storage.apply(
                        new Write.AttachUploaded(ID, "a", info(content), ExpectedAttachment.ABSENT),
                        WriteKey.NONE,
                        ANA)));

        assertEquals(100_000, received(content, "a", ANA));
        storage.apply(attach(content, "a"), WriteKey.NONE, ANA);
        assertArrayEquals(content, content("a"));
    }

    @Test
    void anUploadGoesOnAfterARestart() {
        byte[] content = bytes(100_000);
        begin(content, 40_000, "a");
        reopen();

        assertEquals(40_000, received(content, "a", ANA));
        assertEquals(0, received(content, "a", BO));
        upload(content, "a", ANA);
        reopen();
        assertEquals(100_000, received(content, "a", ANA));
        storage.apply(attach(content, "a"), WriteKey.NONE, ANA);

        assertArrayEquals(content, content("a"));
    }

    @Test
    void afterACrashOnlyWhatWasMadeDurableIsTrusted() throws Exception {
        byte[] content = bytes(UploadFile.SYNC_BYTES + 100_000);
        begin(content, UploadFile.SYNC_BYTES, "a");
        Path part = only(".part");
        byte[] mark = Files.readAllBytes(only(".mark"));
        try (AttachmentUpload cutOff = storage.beginUpload(ID, "a", info(content), ANA)) {
            cutOff.append(content, UploadFile.SYNC_BYTES, 50_000);
        }
        storage.close();
        Files.write(only(".mark"), mark); // as if it had not been closed
        try (RandomAccessFile torn = new RandomAccessFile(part.toFile(), "rw")) {
            torn.seek(UploadFile.SYNC_BYTES);
            torn.write(new byte[50_000]); // the size came to the disk, the bytes did not
        }
        storage = open();

        assertEquals(UploadFile.SYNC_BYTES, received(content, "a", ANA));
        upload(content, "a", ANA);
        storage.apply(attach(content, "a"), WriteKey.NONE, ANA);
        assertArrayEquals(content, content("a"));
    }

    @Test
    void aLargeUploadIsMadeDurableWhileItComes() throws Exception {
        byte[] content = bytes(3 * UploadFile.SYNC_BYTES);
        try (AttachmentUpload upload = storage.beginUpload(ID, "a", info(content), ANA)) {
            for (int at = 0; at < content.length; at += 1 << 18) {
                upload.append(content, at, 1 << 18);
            }
            long deadline = System.nanoTime() + Duration.ofSeconds(50).toNanos();
            while (files(".mark").isEmpty() || Files.size(only(".mark")) < 19) {
                assertTrue(System.nanoTime() < deadline, "nothing was made durable");
                Thread.onSpinWait();
            }
            assertTrue(Long.parseLong(Files.readString(only(".mark"))) >= UploadFile.SYNC_BYTES);
            upload.finish();
        }
        storage.apply(attach(content, "a"), WriteKey.NONE, ANA);
        assertArrayEquals(content, content("a"));
    }

    @Test
    void aLostOrUnreadableMarkMeansFromTheStart() throws Exception {
        byte[] content = bytes(10_000);
        for (String mark : List.of("", "-5", "nonsense", "99999999")) {
            begin(content, 5_000, "a");
            storage.close();
            Files.writeString(only(".mark"), mark);
            storage = open();

            assertEquals(mark.startsWith("9") ? 5_000 : 0, received(content, "a", ANA), mark);
        }
        Files.delete(only(".mark"));
        upload(content, "a", ANA);
        storage.apply(attach(content, "a"), WriteKey.NONE, ANA);
        assertArrayEquals(content, content("a"));
    }

    @Test
    void whatIsDamagedWhileItWaitsIsFoundAtTheEnd() throws Exception {
        byte[] content = bytes(10_000);
        begin(content, 5_000, "a");
        storage.close();
        try (RandomAccessFile damaged = new RandomAccessFile(only(".part").toFile(), "rw")) {
            damaged.seek(2_500);
            damaged.write(content[2_500] ^ 4);
        }
        storage = open();

        assertEquals(400, status(() -> upload(content, "a", ANA)));
        assertEquals(List.of(), files(".part"));
        upload(content, "a", ANA);
        storage.apply(attach(content, "a"), WriteKey.NONE, ANA);
        assertArrayEquals(content, content("a"));
    }

    @Test
    void nothingOfAnUploadIsLeftOnceItIsAttached() throws Exception {
        byte[] content = bytes(10_000);
        upload(content, "a", ANA);
        storage.apply(attach(content, "a"), WriteKey.NONE, ANA);

        assertEquals(List.of(), files(".done"));
        assertEquals(List.of(), files(".part"));
        assertEquals(List.of(), files(".mark"));
        reopen();
        assertArrayEquals(content, content("a"));
    }

    @Test
    void aRefusedAttachingLeavesNothing() throws Exception {
        byte[] content = bytes(10_000);
        upload(content, "a", ANA);
        storage.remove(ID);

        assertEquals(404, status(() -> storage.apply(attach(content, "a"), WriteKey.NONE, ANA)));
        try (Stream<Path> blobs = Files.walk(folder.resolve("blobs"))) {
            assertEquals(
                    List.of(),
                    blobs.filter(file -> file.getFileName()
                                    .toString()
                                    .equals(info(content).sha256()))
                            .toList());
        }
    }

    @Test
    void ofTooManyUploadsTheOldestGoes() throws Exception {
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i <= UploadFolder.MAX_OF_AN_OWNER; i++) {
            contents.add(bytes(1_000 + i));
            begin(contents.get(i), 500, "a");
        }

        assertEquals(UploadFolder.MAX_OF_AN_OWNER, files(".part").size());
        assertEquals(0, received(contents.get(0), "a", ANA));
        assertEquals(500, received(contents.getLast(), "a", ANA));
    }

    @Test
    void whoSendsTooMuchAtOnceIsToldSoAndHurtsNobody() {
        List<AttachmentUpload> open = new ArrayList<>();
        for (int i = 0; i < UploadFolder.MAX_OF_AN_OWNER; i++) {
            open.add(storage.beginUpload(ID, "a", info(bytes(1_000 + i)), ANA));
        }
        byte[] content = bytes(10);

        assertEquals(429, status(() -> storage.beginUpload(ID, "a", info(content), ANA)));
        upload(content, "a", BO);
        open.forEach(AttachmentUpload::close);
        upload(content, "a", ANA);
    }

    @Test
    void uploadsThatNobodyGoesOnWithAreThrownAway() throws Exception {
        byte[] old = bytes(1_000);
        byte[] recent = bytes(2_000);
        begin(old, 500, "a");
        Path part = only(".part");
        begin(recent, 500, "a");
        storage.close();
        age(part, UploadFolder.PATIENCE.plusHours(1));

        storage = open();

        assertEquals(1, files(".part").size());
        assertEquals(0, received(old, "a", ANA));
        assertEquals(500, received(recent, "a", ANA));
    }

    private static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void contentsThatNothingRefersToAreDeletedAndNoOthers() throws Exception {
        AttachmentFiles files = new AttachmentFiles(folder);
        List<byte[]> contents = List.of(bytes(10), bytes(20), bytes(30), bytes(40), bytes(50));
        List<String> names =
                contents.stream().map(content -> info(content).sha256()).toList();
        for (int i = 0; i < contents.size(); i++) {
            files.keep(names.get(i), contents.get(i));
            files.release(names.get(i), true);
            age(blob(names.get(i)), Duration.ofHours(2));
        }
        age(blob(names.get(0)), Duration.ofMinutes(5)); // too young
        files.keep(names.get(1), contents.get(1)); // about to be named
        age(blob(names.get(1)), Duration.ofHours(2));
        Set<String> referred = Set.of(names.get(2));

        try (AttachmentContent read = files.open(info(contents.get(3)))) {
            files.sweepUnused(() -> referred, () -> true, Duration.ofHours(1));
            assertEquals(40, read.read(0, new byte[40], 0, 40));
        }

        assertEquals(
                List.of(true, true, true, true, false),
                names.stream().map(this::isThere).toList());
        files.release(names.get(1), false);
        files.sweepUnused(() -> referred, () -> true, Duration.ofHours(1));
        assertEquals(
                List.of(true, false, true, false, false),
                names.stream().map(this::isThere).toList());
    }

    @Test
    void aContentNamedWhileItIsLookedAtStays() throws Exception {
        AttachmentFiles files = new AttachmentFiles(folder);
        byte[] content = bytes(10);
        String name = info(content).sha256();
        files.keep(name, content);
        files.release(name, true);
        age(blob(name), Duration.ofHours(2));
        List<Set<String>> answers = new ArrayList<>(List.of(Set.of(), Set.of(name))); // a write came in between

        files.sweepUnused(answers::removeFirst, () -> true, Duration.ofHours(1));

        assertTrue(isThere(name));
    }

    private Path blob(String sha256) {
        return folder.resolve("blobs").resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private boolean isThere(String sha256) {
        return Files.exists(blob(sha256));
    }

    @Test
    void sweepingHurtsNobodyWhoUploadsTheSameAgainAndAgain() throws Exception {
        byte[] content = bytes(3_000);
        try (ExecutorService others = Executors.newFixedThreadPool(2)) {
            List<Future<?>> ends = new ArrayList<>();
            for (Caller caller : List.of(ANA, BO)) {
                ends.add(others.submit(() -> {
                    String name = caller.pc();
                    for (int i = 0; i < 60; i++) {
                        upload(content, name, caller);
                        storage.apply(attach(content, name), WriteKey.NONE, caller);
                        assertArrayEquals(content, content(name));
                        storage.removeAttachment(ID, name);
                    }
                    return null;
                }));
            }
            while (!ends.stream().allMatch(Future::isDone)) {
                ((LocalStorage) storage).sweepAttachments(Duration.ZERO.minusSeconds(60));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
    }

    @Test
    void anAttachmentThatWasReplacedMeanwhileIsNotMissing() {
        storage.putAttachment(ID, "a", new Attachment("", bytes(10)));
        storage.putAttachment(ID, "a", new Attachment("", bytes(20)));

        assertArrayEquals(bytes(20), content("a"));
    }

    @Test
    void twoPeopleAtOnePcDoNotShareUploads() {
        byte[] content = bytes(1_000);
        Caller ana = new Caller(RecordView.WHOLE, "Ana", "front desk", "k");
        Caller bo = new Caller(RecordView.WHOLE, "Bo", "front desk", "k");
        upload(content, "a", ana);

        assertEquals(404, status(() -> storage.apply(attach(content, "a"), WriteKey.NONE, bo)));
        storage.apply(attach(content, "a"), WriteKey.NONE, ana);
        assertEquals(404, status(() -> storage.openAttachment(new RecordId("none"), "a")));
    }
}
