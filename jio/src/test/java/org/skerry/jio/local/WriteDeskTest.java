package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Caller;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.RecordView;
import tools.jackson.databind.node.ObjectNode;

/** Writes that depend on the record that stands there: decided before their turn, and right nevertheless. */
@Timeout(60)
class WriteDeskTest {

    private static final RecordId ID = new RecordId("r");

    private static final Caller RESTRICTED =
            new Caller(new RecordView(Query.ALL, Query.ALL, Set.of("secret"), Optional.empty()), "", "front desk", "k");

    @TempDir
    Path folder;

    private DataFolder held;
    private ReadConnections readers;
    private RecordLog log;
    private WriteDesk desk;

    @BeforeEach
    void open() throws Exception {
        held = DataFolder.hold(folder);
        RecordDatabase database = RecordDatabase.in(held);
        readers = new ReadConnections(database, 2);
        log = new RecordLog(database::writer, AuditChain.in(folder), HistoryClock.system(OptionalLong.empty()));
        desk = new WriteDesk(readers, new AttachmentFiles(folder), new UploadFolder(folder), log);
    }

    @AfterEach
    void close() {
        readers.close();
        log.close();
        held.close();
    }

    private static ObjectNode body(int n, int length) {
        return JsonText.object().put("n", n).put("secret", "x".repeat(length));
    }

    private void put(ObjectNode body) {
        desk.apply(new Write.Put(ID, body, Expected.ANY), WriteKey.NONE, Caller.UNKNOWN);
    }

    private ObjectNode stored() {
        return readers.read(statements -> statements.body(ID)).orElseThrow();
    }

    private PreparedWrite.Decided decided(PreparedWrite then, long sequence) {
        PreparedWrite asked = new PreparedWrite.Put(ID, "{\"n\":7}", Expected.ANY);
        return new PreparedWrite.Decided(asked, then, sequence, 0);
    }

    @Test
    void decisionHoldsWhileTheRecordIsTheSame() {
        put(body(1, 100_000));

        log.write(
                decided(new PreparedWrite.Put(ID, "{\"n\":2}", Expected.ANY), log.last()),
                WriteKey.NONE,
                "",
                RESTRICTED);

        assertEquals(JsonText.object().put("n", 2), stored());
    }

    @Test
    void refusalIsGivenOnlyWhileTheRecordIsTheSame() {
        put(body(1, 10));
        PreparedWrite refused = new PreparedWrite.Refused(ID, new StorageException.Conflict("as it was then"));

        StorageException.Conflict conflict = assertThrows(
                StorageException.Conflict.class,
                () -> log.write(decided(refused, log.last()), WriteKey.NONE, "", RESTRICTED));
        log.write(decided(refused, log.last() - 1), WriteKey.NONE, "", RESTRICTED);

        assertEquals("as it was then", conflict.getMessage());
        assertEquals(JsonText.object().put("n", 7).put("secret", "x".repeat(10)), stored());
    }

    @Test
    void writerDoesNotReadALargeRecordToDecideAnew() {
        put(body(1, 100_000));
        PreparedWrite nothing = new PreparedWrite.Nothing(ID);

        assertThrows(
                Decision.Stale.class, () -> log.write(decided(nothing, log.last() - 1), WriteKey.NONE, "", RESTRICTED));

        assertEquals(body(1, 100_000), stored());
        log.write(decided(nothing, PreparedWrite.Decided.UNDECIDED), WriteKey.NONE, "", RESTRICTED);
        assertEquals(JsonText.object().put("n", 7).put("secret", "x".repeat(100_000)), stored());
    }

    @Test
    void sizeOfHiddenFieldsIsNotTold() {
        put(body(1, 600_000));
        ObjectNode own = JsonText.object().put("own", "x".repeat(500_000));

        StorageException.TooLarge refusal = assertThrows(
                StorageException.TooLarge.class,
                () -> desk.apply(new Write.Put(ID, own, Expected.ANY), WriteKey.NONE, RESTRICTED));

        assertEquals("This record is too large to be kept; make it smaller.", refusal.getMessage());
    }

    @Test
    void staleWriteIsNotKeptUnderItsKey() {
        put(body(1, 100_000));
        WriteKey key = new WriteKey.Numbered("w", 1);
        PreparedWrite nothing = new PreparedWrite.Nothing(ID);

        assertThrows(Decision.Stale.class, () -> log.write(decided(nothing, 0), key, "", RESTRICTED));
        log.write(decided(new PreparedWrite.Put(ID, "{}", Expected.ANY), log.last()), key, "", RESTRICTED);

        assertEquals(JsonText.object(), stored());
    }

    @Test
    void writersOfOneLargeRecordAllHaveTheirTurn() throws Exception {
        put(body(0, 100_000));
        int writers = 24;

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> calls = IntStream.range(0, writers)
                    .mapToObj(i -> threads.submit(() -> desk.apply(
                            new Write.Put(ID, JsonText.object().put("n", i), Expected.ANY), WriteKey.NONE, RESTRICTED)))
                    .toList();
            for (Future<?> call : calls) {
                call.get();
            }
        }

        assertEquals(writers + 1, log.last());
        assertEquals("x".repeat(100_000), stored().get("secret").asString());
    }

    @Test
    void oneOfManyThatHaveSeenTheSameWrites() throws Exception {
        ObjectNode seen = body(0, 100_000);
        put(seen);
        Expected expected = new Expected.Signed(Signature.of(seen));

        int written = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> calls = IntStream.range(1, 17)
                    .mapToObj(i -> threads.submit(() -> isWritten(new Write.Put(ID, body(i, 100_000), expected))))
                    .toList();
            for (Future<Boolean> call : calls) {
                written += call.get() ? 1 : 0;
            }
        }

        assertEquals(1, written);
        assertEquals(2, log.last());
    }

    private boolean isWritten(Write write) {
        try {
            desk.apply(write, WriteKey.NONE, Caller.UNKNOWN);
            return true;
        } catch (StorageException.Conflict otherwise) {
            return false;
        }
    }
}
