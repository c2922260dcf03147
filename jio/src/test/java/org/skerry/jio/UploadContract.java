package org.skerry.jio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.RecordView;

/** What every storage does that takes and gives attachments piece by piece. */
@Timeout(60)
public abstract class UploadContract {

    protected static final RecordId ID = new RecordId("x");
    protected static final Caller ANA = new Caller(RecordView.WHOLE, "", "front desk", "key of the front desk");
    protected static final Caller BO = new Caller(RecordView.WHOLE, "", "kitchen", "key of the kitchen");
    private static final Caller READER =
            new Caller(new RecordView(Query.ALL, new Query.Or(List.of()), Set.of(), Optional.empty()), "", "hall", "k");

    protected Storage storage;

    protected abstract Storage open() throws Exception;

    @BeforeEach
    void openStorage() throws Exception {
        storage = open();
        storage.put(ID, JsonText.object());
    }

    @AfterEach
    void closeStorage() {
        storage.close();
    }

    protected static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    protected static AttachmentInfo info(byte[] content) {
        return new AttachmentInfo(Signature.of(content), content.length, "image/png");
    }

    protected void upload(byte[] content, String name, Caller caller) {
        try (AttachmentUpload upload = storage.beginUpload(ID, name, info(content), caller)) {
            int from = (int) upload.received();
            if (from < content.length) {
                upload.append(content, from, content.length - from);
            }
            upload.finish();
        }
    }

    protected static Write attach(byte[] content, String name) {
        return new Write.AttachUploaded(ID, name, info(content));
    }

    protected byte[] content(String name) {
        try (AttachmentContent open = storage.openAttachment(ID, name)) {
            byte[] bytes = new byte[(int) open.info().size()];
            for (int at = 0; at < bytes.length; ) {
                at += open.read(at, bytes, at, Math.min(1_000, bytes.length - at));
            }
            return bytes;
        }
    }

    protected static int status(Runnable call) {
        return assertThrows(StorageException.class, call::run).statusCode();
    }

    @Test
    void whatWasUploadedCanBeAttachedAndRead() {
        byte[] content = bytes(100_000);
        upload(content, "a", ANA);
        assertEquals(Map.of(), storage.attachmentInfos(ID));

        storage.apply(attach(content, "a"), WriteKey.NONE, ANA);

        assertEquals(Map.of("a", info(content)), storage.attachmentInfos(ID));
        assertArrayEquals(content, content("a"));
        assertEquals(new Attachment("image/png", content), storage.getAttachment(ID, "a", ByteRange.ALL));
    }

    @Test
    void readingStopsAtTheEnd() {
        byte[] content = bytes(1_000);
        storage.putAttachment(ID, "a", new Attachment("", content));
        byte[] into = new byte[600];

        try (AttachmentContent open = storage.openAttachment(ID, "a")) {
            assertEquals(100, open.read(900, into, 50, 500));
            assertArrayEquals(Arrays.copyOfRange(content, 900, 1_000), Arrays.copyOfRange(into, 50, 150));
            assertEquals(0, open.read(1_000, into, 0, 10));
            assertEquals(0, open.read(5_000, into, 0, 10));
        }
        assertEquals(404, status(() -> storage.openAttachment(ID, "b")));
        assertEquals(404, status(() -> storage.openAttachment(new RecordId("y"), "a")));
        assertEquals(404, status(() -> storage.attachmentInfos(new RecordId("y"))));
    }

    @Test
    void anUploadGoesOnWhereItStopped() {
        byte[] content = bytes(50_000);
        AttachmentUpload first = storage.beginUpload(ID, "a", info(content), ANA);
        assertEquals(0, first.received());
        first.append(content, 0, 20_000);
        first.append(content, 20_000, 7);
        first.close();

        AttachmentUpload second = storage.beginUpload(ID, "a", info(content), ANA);
        assertEquals(20_007, second.received());
        assertEquals(409, status(() -> first.append(content, 0, 1)));
        second.append(content, 20_007, 29_993);
        second.finish();
        second.close();
        try (AttachmentUpload third = storage.beginUpload(ID, "a", info(content), ANA)) {
            assertEquals(50_000, third.received());
            third.finish();
        }

        storage.apply(attach(content, "a"), WriteKey.NONE, ANA);
        assertArrayEquals(content, content("a"));
    }

    @Test
    void whoBeginsTheSameAgainTakesItOver() {
        byte[] content = bytes(10_000);
        AttachmentUpload first = storage.beginUpload(ID, "a", info(content), ANA);
        first.append(content, 0, 1_000);

        AttachmentUpload second = storage.beginUpload(ID, "a", info(content), ANA);

        assertEquals(1_000, second.received());
        assertEquals(409, status(() -> first.append(content, 1_000, 1)));
        first.close();
        first.discard();
        second.append(content, 1_000, 9_000);
        second.finish();
        storage.apply(attach(content, "a"), WriteKey.NONE, ANA);
        assertArrayEquals(content, content("a"));
    }

    @Test
    void anotherContentThanAnnouncedIsThrownAway() {
        byte[] content = bytes(10_000);
        byte[] other = content.clone();
        other[5_000] ^= 1;
        try (AttachmentUpload upload = storage.beginUpload(ID, "a", info(content), ANA)) {
            upload.append(other, 0, 9_999);
            assertEquals(400, status(upload::finish));
            assertEquals(400, status(() -> upload.append(other, 0, 2)));
            upload.append(other, 9_999, 1);
            assertEquals(400, status(upload::finish));
            assertEquals(409, status(() -> upload.append(other, 0, 1)));
        }

        assertEquals(404, status(() -> storage.apply(attach(content, "a"), WriteKey.NONE, ANA)));
        try (AttachmentUpload again = storage.beginUpload(ID, "a", info(content), ANA)) {
            assertEquals(0, again.received());
        }
    }

    @Test
    void discardedIsGone() {
        byte[] content = bytes(10_000);
        AttachmentUpload upload = storage.beginUpload(ID, "a", info(content), ANA);
        upload.append(content, 0, 10_000);
        upload.discard();
        upload.close();

        try (AttachmentUpload again = storage.beginUpload(ID, "a", info(content), ANA)) {
            assertEquals(0, again.received());
        }
    }

    @Test
    void whatIsNotThereWholeCannotBeAttached() {
        byte[] content = bytes(10_000);
        try (AttachmentUpload upload = storage.beginUpload(ID, "a", info(content), ANA)) {
            upload.append(content, 0, 10_000);
            assertEquals(404, status(() -> storage.apply(attach(content, "a"), WriteKey.NONE, ANA)));
        }
        upload(content, "a", ANA);

        assertEquals(404, status(() -> storage.apply(attach(content, "b"), WriteKey.NONE, ANA)));
        storage.apply(attach(content, "a"), WriteKey.NONE, ANA);
        assertEquals(404, status(() -> storage.apply(attach(content, "a"), WriteKey.NONE, ANA)));
    }

    @Test
    void nobodyGetsAContentByItsNameAlone() {
        byte[] content = bytes(10_000);
        upload(content, "a", ANA);
        storage.apply(attach(content, "a"), WriteKey.NONE, ANA);
        upload(content, "b", ANA);

        assertEquals(404, status(() -> storage.apply(attach(content, "b"), WriteKey.NONE, BO)));
        assertEquals(404, status(() -> storage.apply(attach(content, "a"), WriteKey.NONE, BO)));
        try (AttachmentUpload his = storage.beginUpload(ID, "b", info(content), BO)) {
            assertEquals(0, his.received());
        }
        storage.apply(attach(content, "b"), WriteKey.NONE, ANA);
    }

    @Test
    void twoMayUploadTheSameAtOnce() {
        byte[] content = bytes(10_000);
        try (AttachmentUpload ana = storage.beginUpload(ID, "a", info(content), ANA);
                AttachmentUpload bo = storage.beginUpload(ID, "a", info(content), BO)) {
            ana.append(content, 0, 6_000);
            bo.append(content, 0, 10_000);
            bo.finish();
            storage.apply(attach(content, "a"), WriteKey.NONE, BO);
            ana.append(content, 6_000, 4_000);
            ana.finish();
            storage.apply(attach(content, "a"), WriteKey.NONE, ANA);
        }

        assertArrayEquals(content, content("a"));
    }

    @Test
    void attachingIsRepeatableUnderItsKey() {
        byte[] content = bytes(10_000);
        WriteKey key = new WriteKey.Numbered("writer", 1);
        upload(content, "a", ANA);

        storage.apply(attach(content, "a"), key, ANA);
        var after = storage.feed().last();
        storage.apply(attach(content, "a"), key, ANA);

        assertEquals(after, storage.feed().last());
        assertArrayEquals(content, content("a"));
    }

    @Test
    void anUploadTakesNoPlaceThatIsNotAsExpected() {
        byte[] first = bytes(10_000);
        byte[] second = bytes(20_000);
        upload(first, "a", ANA);
        storage.apply(new Write.AttachUploaded(ID, "a", info(first), ExpectedAttachment.ABSENT), WriteKey.NONE, ANA);
        upload(second, "a", BO);

        assertEquals(
                409,
                status(() -> storage.apply(
                        new Write.AttachUploaded(ID, "a", info(second), ExpectedAttachment.ABSENT),
                        WriteKey.NONE,
                        BO)));
        assertArrayEquals(first, content("a"));
        upload(second, "a", BO);
        storage.apply(
                new Write.AttachUploaded(
                        ID,
                        "a",
                        info(second),
                        new ExpectedAttachment.Content(info(first).sha256())),
                WriteKey.NONE,
                BO);
        assertArrayEquals(second, content("a"));
    }

    @Test
    void attachingThatCameTooEarlyGoesThroughLaterUnderTheSameKey() {
        byte[] content = bytes(10_000);
        WriteKey key = new WriteKey.Numbered("writer", 1);

        assertEquals(404, status(() -> storage.apply(attach(content, "a"), key, ANA)));
        upload(content, "a", ANA);
        storage.apply(attach(content, "a"), key, ANA);

        assertArrayEquals(content, content("a"));
    }

    @Test
    void anEmptyContentIsOne() {
        byte[] content = {};
        upload(content, "a", ANA);
        storage.apply(attach(content, "a"), WriteKey.NONE, ANA);

        assertEquals(Map.of("a", info(content)), storage.attachmentInfos(ID));
        assertArrayEquals(content, content("a"));
    }

    @Test
    void nothingIsUploadedForARecordThatCannotHaveIt() {
        byte[] content = bytes(10);

        assertEquals(404, status(() -> storage.beginUpload(new RecordId("y"), "a", info(content), ANA)));
        assertEquals(403, status(() -> storage.beginUpload(ID, "a", info(content), READER)));
        assertEquals(400, status(() -> storage.beginUpload(ID, "", info(content), ANA)));
        assertEquals(413, status(() -> new AttachmentInfo(Signature.of(content), AttachmentInfo.MAX_SIZE + 1, "")));
        assertEquals(400, status(() -> new AttachmentInfo(Signature.of(content), -1, "")));
        assertEquals(400, status(() -> new AttachmentInfo("../../etc/passwd", 1, "")));
    }

    @Test
    void tooMuchForOnePieceIsReadInParts() {
        byte[] content = bytes(Attachment.MAX_BYTES + 1);
        upload(content, "a", ANA);
        storage.apply(attach(content, "a"), WriteKey.NONE, ANA);

        assertEquals(413, status(() -> storage.getAttachment(ID, "a", ByteRange.ALL)));
        assertEquals(413, status(() -> storage.getAttachment(ID, "a", new ByteRange(0, content.length))));
        assertArrayEquals(
                Arrays.copyOfRange(content, 1, content.length),
                storage.getAttachment(ID, "a", new ByteRange(1, ByteRange.END)).bytes());
    }

    @Test
    void anOpenContentStaysAsItWas() {
        byte[] content = bytes(10_000);
        storage.putAttachment(ID, "a", new Attachment("", content));

        try (AttachmentContent open = storage.openAttachment(ID, "a")) {
            storage.putAttachment(ID, "a", new Attachment("", new byte[3]));
            storage.remove(ID);
            byte[] into = new byte[10_000];
            assertEquals(10_000, open.read(0, into, 0, 10_000));
            assertArrayEquals(content, into);
        }
    }
}
