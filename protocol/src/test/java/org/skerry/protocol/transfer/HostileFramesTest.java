package org.skerry.protocol.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.StorageException;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.Call;
import org.skerry.protocol.session.Frame;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.session.SessionSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What a master makes of a slave that does not keep the rules of the channel for files. */
@Timeout(60)
class HostileFramesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final RecordId ID = new RecordId("x");

    private final byte[] content = new byte[300_000];
    private final MemoryStorage storage = new MemoryStorage();
    private final TransferMaster master = new TransferMaster(storage, TransferSlots.defaults());
    private PeerSession slave;
    private MessageChannel files;

    @BeforeEach
    void connect() {
        new Random(1).nextBytes(content);
        storage.put(ID, JsonText.object());
        MessageChannel channel = master.connect();
        files = channel.files(PATIENCE);
        slave = new PeerSession(channel, SessionSettings.defaults(), query -> null, Message.Hello::client);
        slave.greet(Message.Hello.client(), PATIENCE);
    }

    @AfterEach
    void close() {
        slave.close();
        master.close();
        storage.close();
    }

    private JsonNode call(String method, String options) {
        ArrayNode arguments = (ArrayNode) JsonText.read("[\"x\",\"a\",%s]".formatted(options));
        JsonNode answer = slave.call(new Call(method, arguments), PATIENCE);
        return answer == null ? JsonText.nodes().nullNode() : answer;
    }

    private String options(int number, long size) {
        return "{\"transfer\":%d,\"sha256\":\"%s\",\"size\":%d,\"type\":\"\"}"
                .formatted(number, Signature.of(content), size);
    }

    private void data(int number, long offset, int length) {
        byte[] frame = TransferFrame.data(number, offset, length, new byte[0]);
        for (int i = 0; i < length && offset + i < content.length; i++) {
            frame[TransferFrame.HEADER_BYTES + i] = content[(int) offset + i];
        }
        files.send(Frame.binary(frame), PATIENCE);
    }

    private TransferFrame next() throws InterruptedException {
        Optional<Frame> frame = files.receive();
        return TransferFrame.read(frame.orElseThrow()).orElseThrow();
    }

    private TransferFrame.Stop nextStop() throws InterruptedException {
        TransferFrame frame = next();
        while (frame instanceof TransferFrame.Go) {
            frame = next();
        }
        return assertInstanceOf(TransferFrame.Stop.class, frame);
    }

    private void upload(int number) throws InterruptedException {
        long sent = call("beginUpload", options(number, content.length))
                .get("received")
                .longValue();
        while (sent < content.length) {
            if (!(next() instanceof TransferFrame.Go go)) {
                throw new AssertionError("stopped");
            }
            while (sent < Math.min(go.until(), content.length)) {
                int length = (int) Math.min(10_000, Math.min(go.until(), content.length) - sent);
                data(number, sent, length);
                sent += length;
            }
        }
        TransferFrame last = next();
        while (!last.equals(new TransferFrame.Go(number, content.length, content.length))) {
            last = next();
        }
    }

    private void assertStillWorks() throws InterruptedException {
        upload(99);
        call("endUpload", options(99, content.length));
        assertEquals(300_000, storage.attachmentInfos(ID).get("a").size());
    }

    private enum Mistake {
        WRONG_OFFSET,
        OFFSET_BELOW_ZERO,
        TWICE_THE_SAME,
        MORE_THAN_GRANTED,
        GO_INSTEAD_OF_DATA
    }

    @ParameterizedTest
    @EnumSource(Mistake.class)
    void aMistakeEndsThatTransferAndNothingElse(Mistake mistake) throws Exception {
        call("beginUpload", options(1, content.length));
        assertInstanceOf(TransferFrame.Go.class, next());
        switch (mistake) {
            case WRONG_OFFSET -> data(1, 10, 10);
            case OFFSET_BELOW_ZERO -> files.send(Frame.binary(TransferFrame.data(1, -1, 10, new byte[0])), PATIENCE);
            case TWICE_THE_SAME -> {
                data(1, 0, 10);
                data(1, 0, 10);
            }
            case MORE_THAN_GRANTED -> {
                for (long at = 0; at <= content.length; at += 10_000) { // the last one is behind the end
                    data(1, at, 10_000);
                }
            }
            case GO_INSTEAD_OF_DATA -> files.send(Frame.binary(TransferFrame.go(1, 0, 10)), PATIENCE);
        }

        assertEquals(400, nextStop().statusCode());
        assertStillWorks();
    }

    @Test
    void frameThatBelongsNowhereIsIgnored() throws Exception {
        call("beginUpload", options(1, content.length));
        data(7, 0, 10);
        files.send(Frame.binary(new byte[] {2, 0}), PATIENCE);
        files.send(Frame.binary(new byte[] {9, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1}), PATIENCE);
        files.send(Frame.text("{\"type\":\"ping\"}"), PATIENCE);
        files.send(Frame.binary(TransferFrame.data(1, 0, 0, new byte[0])), PATIENCE);
        files.send(Frame.binary(TransferFrame.data(1, 0, 100_000, new byte[0])), PATIENCE);
        files.send(Frame.binary(TransferFrame.stop(8, true, new StorageException.Failed("?"))), PATIENCE);

        assertInstanceOf(TransferFrame.Go.class, next());
        assertStillWorks();
    }

    @Test
    void whatComesAfterTheEndIsIgnored() throws Exception {
        upload(1);
        data(1, content.length, 10);
        data(1, 0, 10);
        files.send(Frame.binary(TransferFrame.stop(1, true, new StorageException.Failed("?"))), PATIENCE);

        call("endUpload", options(1, content.length));
        assertEquals(300_000, storage.attachmentInfos(ID).get("a").size());
    }

    @Test
    void otherBytesThanAnnouncedAreThrownAway() throws Exception {
        call("beginUpload", options(1, 20));
        next();
        data(1, 0, 20); // the first twenty are not what has that hash

        assertEquals(400, nextStop().statusCode());
        assertThrows(StorageException.NotFound.class, () -> call("endUpload", options(1, 20)));
        assertEquals(Map.of(), storage.attachmentInfos(ID));
    }

    @Test
    void argumentsThatMakeNoSenseAreRefused() throws Exception {
        for (String wrong : new String[] {
            "{}",
            "7",
            "null",
            "{\"transfer\":1}",
            "{\"transfer\":-1,\"sha256\":\"%s\",\"size\":1,\"type\":\"\"}".formatted("0".repeat(64)),
            "{\"transfer\":1.5,\"sha256\":\"%s\",\"size\":1,\"type\":\"\"}".formatted("0".repeat(64)),
            "{\"transfer\":1,\"sha256\":\"%s\",\"size\":-1,\"type\":\"\"}".formatted("0".repeat(64)),
            "{\"transfer\":1,\"sha256\":\"%s\",\"size\":1e400,\"type\":\"\"}".formatted("0".repeat(64)),
            "{\"transfer\":1,\"sha256\":\"../../../etc/passwd\",\"size\":1,\"type\":\"\"}",
            "{\"transfer\":1,\"sha256\":\"%s\",\"size\":1,\"type\":7}".formatted("0".repeat(64)),
            "{\"transfer\":4294967296,\"sha256\":\"%s\",\"size\":1,\"type\":\"\"}".formatted("0".repeat(64)),
        }) {
            assertThrows(StorageException.BadRequest.class, () -> call("beginUpload", wrong), wrong);
        }
        assertThrows(StorageException.TooLarge.class, () -> call("beginUpload", options(1, (2L << 30) + 1)));
        assertThrows(StorageException.NotFound.class, () -> call("beginDownload", "{\"transfer\":1}"));
        assertStillWorks();
    }

    @Test
    void aNumberInUseIsRefusedAndTooManyAtOnceWait() {
        for (int number = 1; number <= TransferSlots.OF_A_SLAVE; number++) {
            if (number == 2) {
                assertThrows(StorageException.BadRequest.class, () -> call("beginUpload", options(1, content.length)));
            }
            call("beginUpload", options(number, content.length));
        }
        assertThrows(StorageException.TooMany.class, () -> call("beginUpload", options(9, content.length)));
        files.send(Frame.binary(TransferFrame.stop(1, true, new StorageException.Failed("enough"))), PATIENCE);

        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                call("beginUpload", options(9, content.length));
                return;
            } catch (StorageException.TooMany notYet) {
                assertTrue(System.nanoTime() < deadline, "its place is never free");
            }
        }
    }

    @Test
    void onePcDoesNotTakeThePlacesOfAllOthers() {
        List<PeerSession> his = new ArrayList<>(List.of(slave));
        for (int number = 1; number <= TransferSlots.OF_A_PC; number++) {
            if (number % TransferSlots.OF_A_SLAVE == 0) {
                his.add(another());
            }
            begin(his.getLast(), number);
        }
        assertThrows(StorageException.TooMany.class, () -> begin(his.getLast(), 99));

        master.at("back office");
        PeerSession other = another();
        begin(other, 99);

        other.close();
        his.forEach(PeerSession::close);
    }

    private PeerSession another() {
        PeerSession session =
                new PeerSession(master.connect(), SessionSettings.defaults(), query -> null, Message.Hello::client);
        session.greet(Message.Hello.client(), PATIENCE);
        return session;
    }

    private void begin(PeerSession session, int number) {
        ArrayNode arguments =
                (ArrayNode) JsonText.read("[\"x\",\"a%d\",%s]".formatted(number, options(number, content.length)));
        session.call(new Call("beginUpload", arguments), PATIENCE);
    }

    @Test
    void whoTakesMoreThanWasSentIsStopped() throws Exception {
        upload(1);
        call("endUpload", options(1, content.length));
        call("beginDownload", "{\"transfer\":2}");
        files.send(Frame.binary(TransferFrame.go(2, 200_000, 10)), PATIENCE);

        assertEquals(400, nextStop().statusCode());
    }

    @Test
    void aDownloadSendsNoMoreThanWasAskedFor() throws Exception {
        upload(1);
        call("endUpload", options(1, content.length));
        assertEquals(
                JsonText.read("{\"sha256\":\"%s\",\"size\":300000,\"type\":\"\",\"start\":0}"
                        .formatted(Signature.of(content))),
                call("beginDownload", "{\"transfer\":2}"));
        files.send(Frame.binary(TransferFrame.go(2, 0, 5)), PATIENCE);
        assertEquals(5, assertInstanceOf(TransferFrame.Data.class, next()).length());
        assertEquals(7, slave.call(new Call("get", (ArrayNode) JsonText.read("[\"x\"]")), PATIENCE) == null ? 0 : 7);
        files.send(Frame.binary(TransferFrame.go(2, 5, 7)), PATIENCE);
        TransferFrame.Data second = assertInstanceOf(TransferFrame.Data.class, next());

        assertEquals(2, second.length());
        assertEquals(5, second.offset());
    }

    @Test
    void startIsOnlyForTheContentThatIsMeant() throws Exception {
        upload(1);
        call("endUpload", options(1, content.length));
        String same = Signature.of(content);

        assertEquals(
                100,
                call("beginDownload", "{\"transfer\":2,\"start\":100,\"sha256\":\"%s\"}".formatted(same))
                        .get("start")
                        .intValue());
        assertEquals(
                0,
                call("beginDownload", "{\"transfer\":3,\"start\":100,\"sha256\":\"%s\"}".formatted("0".repeat(64)))
                        .get("start")
                        .intValue());
        assertEquals(
                0,
                call("beginDownload", "{\"transfer\":4,\"start\":300001,\"sha256\":\"%s\"}".formatted(same))
                        .get("start")
                        .intValue());
    }

    @Test
    void whoDidNotAnnounceTheFeatureHasNoneOfItsMethods() {
        PeerSession old =
                new PeerSession(master.connect(), SessionSettings.defaults(), query -> null, Message.Hello::client);
        old.greet(new Message.Hello(1, Feature.words(Set.of(Feature.FRAGMENTS)), null, null, false, null), PATIENCE);

        for (String method : new String[] {"beginUpload", "endUpload", "beginDownload", "attachmentInfos"}) {
            assertThrows(
                    StorageException.NotOffered.class,
                    () -> old.call(new Call(method, (ArrayNode) JsonText.read("[\"x\"]")), PATIENCE),
                    method);
        }
        old.close();
    }
}
