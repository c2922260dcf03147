package org.skerry.jio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.Row;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every storage does. A storage's test extends this and says how to make one; only {@link Storage} is used here, so
 * that storages of other modules can be tested by it as well.
 */
@Timeout(60)
public abstract class StorageContract {

    protected Storage storage;

    /** An empty storage; closed after the test. */
    protected abstract Storage open() throws Exception;

    @BeforeEach
    void openStorage() throws Exception {
        storage = open();
    }

    @AfterEach
    void closeStorage() {
        storage.close();
    }

    protected static ObjectNode json(String text) {
        return (ObjectNode) JsonText.read(text.replace('\'', '"'));
    }

    protected static RecordId id(String text) {
        return new RecordId(text);
    }

    protected static Attachment text(String content) {
        return new Attachment(Attachment.TEXT, content.getBytes(StandardCharsets.UTF_8));
    }

    private static WriteKey key(long counter) {
        return new WriteKey.Numbered("writer-1", counter);
    }

    private static Expected signed(String body) {
        return new Expected.Signed(Signature.of(json(body)));
    }

    private Set<String> ids() {
        return storage.allDocs(AllDocs.EVERYTHING).rows().stream()
                .map(row -> row.id().text())
                .collect(Collectors.toSet());
    }

    private static void assertRefused(int statusCode, String message, Runnable call) {
        StorageException refusal = assertThrows(StorageException.class, call::run);
        assertEquals(statusCode + " " + message, refusal.statusCode() + " " + refusal.getMessage());
    }

    private static void assertRefused(int statusCode, Runnable call) {
        assertEquals(statusCode, assertThrows(StorageException.class, call::run).statusCode());
    }

    @Test
    void recordComesBackAsItWasPut() {
        ObjectNode body = json("{'a':1,'b':'two','c':[1,'x',{}],'d':{'e':null},'f':true,'测':'试'}");

        storage.put(id("x"), body);

        assertEquals(body, storage.get(id("x")));
    }

    @Test
    void putReplacesTheWholeRecord() {
        storage.put(id("x"), json("{'a':1,'b':2}"));

        storage.put(id("x"), json("{'b':3}"));

        assertEquals(json("{'b':3}"), storage.get(id("x")));
        assertEquals(Set.of("x"), ids());
    }

    @Test
    void emptyRecordIsARecord() {
        storage.put(id("x"), json("{}"));

        assertEquals(json("{}"), storage.get(id("x")));
    }

    @Test
    void missingRecordIsNotFound() {
        assertRefused(404, "Cannot find document: zzz", () -> storage.get(id("zzz")));
    }

    @Test
    void postMakesANewIdEachTime() {
        RecordId first = storage.post(json("{'t':'one'}"));
        RecordId second = storage.post(json("{'t':'one'}"));

        assertTrue(
                first.text().matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
                "not of version 7: " + first);

        assertEquals(Set.of(first.text(), second.text()), ids());
        assertEquals(json("{'t':'one'}"), storage.get(second));
    }

    @Test
    void removedRecordIsGone() {
        storage.put(id("x"), json("{'a':1}"));

        storage.remove(id("x"));

        assertRefused(404, "Cannot find document: x", () -> storage.get(id("x")));
        assertEquals(Set.of(), ids());
    }

    @Test
    void removingWhatIsNotThereSucceeds() {
        storage.remove(id("never"));
        storage.put(id("x"), json("{}"));
        storage.remove(id("x"));
        storage.remove(id("x"));

        assertEquals(Set.of(), ids());
    }

    @Test
    void removedRecordCanBePutAgain() {
        storage.put(id("x"), json("{'a':1}"));
        storage.remove(id("x"));

        storage.put(id("x"), json("{'a':3}"));

        assertEquals(json("{'a':3}"), storage.get(id("x")));
    }

    @ParameterizedTest
    @MethodSource("oddTexts")
    void oddTextsAreGoodIdsKeysAndNames(String odd) {
        ObjectNode body = JsonText.object().put(odd, odd).put("plain", "x" + odd);
        storage.put(id("other"), json("{}"));

        storage.put(id(odd), body);
        storage.putAttachment(id(odd), odd, text("content"));

        assertEquals(body, storage.get(id(odd)));
        assertEquals(List.of(odd), storage.allAttachments(id(odd)));
        assertEquals(text("content"), storage.getAttachment(id(odd), odd, ByteRange.ALL));
        assertEquals(Set.of("other", odd), ids());
        storage.remove(id(odd));
        assertEquals(Set.of("other"), ids());
    }

    static List<String> oddTexts() {
        return List.of(
                " ",
                "a b",
                "a/b",
                "../../etc/passwd",
                "测试",
                "😀",
                "\uFFFD",
                "\uFFFF",
                "a_b",
                "%",
                "\"",
                "'",
                "x\ny",
                "\u0000",
                "a\u0000b",
                "a\u0000",
                "\u0085\u00A0\u2028",
                "null",
                "__proto__",
                "'; drop table record; --",
                "_id",
                "CON",
                "e\u0301",
                "\u202Eabc",
                "0",
                "4294967295",
                "q".repeat(1_024),
                "测".repeat(1_024),
                "😀".repeat(512));
    }

    @Test
    void idsThatLookAlikeAreDifferentRecords() {
        List<String> alike = List.of("a", "A", "a ", " a", "a\u0000", "a\u0000b", "é", "e\u0301", "01", "1", "ａ");

        alike.forEach(text -> storage.put(id(text), JsonText.object().put("t", text)));

        alike.forEach(text -> assertEquals(JsonText.object().put("t", text), storage.get(id(text))));
        assertEquals(Set.copyOf(alike), ids());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "-9223372036854775809",
                "1.10",
                "0.1",
                "1e400",
                "-1E-9999",
                "1e10000",
                "0.0000000000000000000000000000001",
                "123456789012345678901234567890.123456789012345678901234567890",
                "-0.0",
                "-0",
                "0",
                "0e10"
            })
    void numbersComeBackExactly(String number) {
        ObjectNode body = json("{'n':" + number + "}");

        storage.put(id("x"), body);

        assertEquals(JsonText.write(body), JsonText.write(storage.get(id("x"))));
    }

    @Test
    void numberOfAThousandDigitsIsKept() {
        ObjectNode body = json("{'n':" + "7".repeat(1_000) + ",'f':0." + "7".repeat(1_000) + "}");

        storage.put(id("x"), body);

        assertEquals(body, storage.get(id("x")));
    }

    @Test
    void halfSurrogatesInTextsComeBack() {
        ObjectNode body = JsonText.object().put("\uD83D", "a\uDE00b").put("t", "\uDE00\uD83D");

        storage.put(id("x"), body);

        assertEquals(body, storage.get(id("x")));
    }

    @Test
    void recordAtTheLimitsIsKept() {
        ObjectNode keys = JsonText.object();
        IntStream.range(0, RecordLimits.MAX_KEYS).forEach(i -> keys.put("k" + i, i));
        ObjectNode deep = json("{'a':" + "[".repeat(63) + "]".repeat(63) + "}");
        ObjectNode large = JsonText.object().put("t", "x".repeat(RecordLimits.MAX_BYTES - "{\"t\":\"\"}".length()));

        storage.put(id("keys"), keys);
        storage.put(id("deep"), deep);
        storage.put(id("large"), large);

        assertEquals(
                List.of(keys, deep, large),
                List.of(storage.get(id("keys")), storage.get(id("deep")), storage.get(id("large"))));
    }

    @Test
    void recordBeyondALimitIsRefused() {
        ObjectNode inner = JsonText.object();
        IntStream.range(0, RecordLimits.MAX_KEYS).forEach(i -> inner.put("k" + i, i));
        ObjectNode keys = JsonText.object().set("inner", inner);
        ObjectNode deep = json("{'a':" + "[".repeat(64) + "]".repeat(64) + "}");
        ObjectNode large = JsonText.object().put("t", "x".repeat(RecordLimits.MAX_BYTES - "{\"t\":\"\"}".length() + 1));

        assertRefused(400, "A record may have up to 2000 keys.", () -> storage.put(id("x"), keys));
        assertRefused(400, "JSON may be nested up to 64 levels deep.", () -> storage.put(id("x"), deep));
        assertRefused(
                413, "A record may have up to 1048576 bytes, this one has 1048577.", () -> storage.put(id("x"), large));
        assertEquals(Set.of(), ids());
    }

    @Test
    void createIsRefusedWhereARecordIsOrWas() {
        storage.put(id("x"), json("{'a':1}"));
        Write create = new Write.Put(id("x"), json("{'a':2}"), Expected.ABSENT);

        assertRefused(409, () -> storage.apply(create, WriteKey.NONE));
        assertEquals(json("{'a':1}"), storage.get(id("x")));
        storage.remove(id("x"));
        assertRefused(409, () -> storage.apply(create, WriteKey.NONE));
        assertEquals(Set.of(), ids());
    }

    @Test
    void removalIsUndoneOnlyWhereNoRecordIs() {
        storage.put(id("x"), json("{'a':1}"));
        Write undo = new Write.Put(id("x"), json("{'a':1}"), Expected.GONE);
        storage.put(id("x"), json("{'a':2}"));

        assertRefused(409, () -> storage.apply(undo, WriteKey.NONE));
        assertEquals(json("{'a':2}"), storage.get(id("x")));
        storage.remove(id("x"));
        storage.apply(undo, WriteKey.NONE);
        storage.apply(new Write.Put(id("never"), json("{}"), Expected.GONE), WriteKey.NONE);
        assertEquals(json("{'a':1}"), storage.get(id("x")));
        assertEquals(Set.of("x", "never"), ids());
    }

    @Test
    void removingWhatNeverWasDoesNotStopACreate() {
        storage.remove(id("x"));

        storage.apply(new Write.Put(id("x"), json("{}"), Expected.ABSENT), WriteKey.NONE);

        assertEquals(Set.of("x"), ids());
    }

    @Test
    void signedWriteGoesThroughWhereTheRecordIsAsRead() {
        storage.put(id("x"), json("{'b':1.0,'a':'é'}"));

        storage.apply(new Write.Put(id("x"), json("{'a':2}"), signed("{'a':'é','b':1}")), WriteKey.NONE);

        assertEquals(json("{'a':2}"), storage.get(id("x")));
    }

    @Test
    void signedWriteIsRefusedWhereTheRecordChanged() {
        storage.put(id("x"), json("{'a':2}"));

        assertRefused(
                409, () -> storage.apply(new Write.Put(id("x"), json("{'a':3}"), signed("{'a':1}")), WriteKey.NONE));
        assertRefused(409, () -> storage.apply(new Write.Remove(id("x"), signed("{'a':1}")), WriteKey.NONE));
        assertRefused(409, () -> storage.apply(new Write.Put(id("y"), json("{}"), signed("{}")), WriteKey.NONE));
        assertEquals(json("{'a':2}"), storage.get(id("x")));
        assertEquals(Set.of("x"), ids());
    }

    @Test
    void signedRemoveGoesThroughOnce() {
        storage.put(id("x"), json("{'a':2}"));
        Write remove = new Write.Remove(id("x"), signed("{'a':2}"));

        storage.apply(remove, WriteKey.NONE);

        assertEquals(Set.of(), ids());
        assertRefused(409, () -> storage.apply(remove, WriteKey.NONE));
    }

    @Test
    void repeatedWriteIsAppliedOnce() {
        Write create = new Write.Put(id("x"), json("{'a':1}"), Expected.ABSENT);

        storage.apply(create, key(1));
        storage.put(id("x"), json("{'a':2}"));
        storage.apply(create, key(1));

        assertEquals(json("{'a':2}"), storage.get(id("x")));
    }

    @Test
    void repeatedRemoveDoesNotRemoveWhatCameLater() {
        storage.put(id("x"), json("{'a':1}"));
        Write remove = new Write.Remove(id("x"), Expected.ANY);

        storage.apply(remove, key(1));
        storage.put(id("x"), json("{'a':2}"));
        storage.apply(remove, key(1));

        assertEquals(json("{'a':2}"), storage.get(id("x")));
    }

    @Test
    void repeatedConflictIsThrownAgain() {
        storage.put(id("x"), json("{'a':1}"));
        Write stale = new Write.Put(id("x"), json("{'a':3}"), signed("{'a':2}"));

        String first = assertThrows(StorageException.Conflict.class, () -> storage.apply(stale, key(1)))
                .getMessage();
        storage.put(id("x"), json("{'a':2}"));

        assertRefused(409, first, () -> storage.apply(stale, key(1)));
        storage.apply(stale, key(2));
        assertEquals(json("{'a':3}"), storage.get(id("x")));
    }

    @Test
    void notFoundIsNotKeptUnderAKey() {
        Write attach = new Write.PutAttachment(id("x"), "a", text("1"));

        assertRefused(404, "Cannot find document: x", () -> storage.apply(attach, key(1)));
        storage.put(id("x"), json("{}"));
        storage.apply(attach, key(1));

        assertEquals(List.of("a"), storage.allAttachments(id("x")));
    }

    @Test
    void keysOfDifferentWritersAreApart() {
        storage.apply(new Write.Put(id("x"), json("{'a':1}"), Expected.ANY), new WriteKey.Numbered("é", 7));
        storage.apply(new Write.Put(id("x"), json("{'a':2}"), Expected.ANY), new WriteKey.Numbered("e\u0301", 7));

        assertEquals(json("{'a':2}"), storage.get(id("x")));
    }

    @Test
    void keysMayArriveInAnyOrder() {
        storage.apply(new Write.Put(id("x"), json("{'a':9}"), Expected.ANY), key(9));
        storage.apply(new Write.Put(id("x"), json("{'a':3}"), Expected.ANY), key(3));
        storage.apply(new Write.Put(id("x"), json("{'a':9}"), Expected.ANY), key(9));

        assertEquals(json("{'a':3}"), storage.get(id("x")));
    }

    @Test
    void writeThatMayHaveBeenForgottenIsRefused() {
        storage.apply(new Write.Put(id("x"), json("{}"), Expected.ANY), key(WriteKey.KEPT_PER_WRITER + 1));

        storage.apply(new Write.Put(id("y"), json("{}"), Expected.ANY), key(2));
        assertRefused(409, () -> storage.apply(new Write.Put(id("z"), json("{}"), Expected.ANY), key(1)));

        assertEquals(Set.of("x", "y"), ids());
    }

    @Test
    void attachmentComesBackWithItsType() {
        storage.put(id("x"), json("{}"));
        byte[] bytes = new byte[100_000];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) (i * 31));
        Attachment picture = new Attachment("image/png", bytes);

        storage.putAttachment(id("x"), "b", picture);
        storage.putAttachment(id("x"), "a", new Attachment("", new byte[0]));

        assertEquals(List.of("a", "b"), storage.allAttachments(id("x")));
        assertEquals(picture, storage.getAttachment(id("x"), "b", ByteRange.ALL));
        assertEquals(new Attachment("", new byte[0]), storage.getAttachment(id("x"), "a", ByteRange.ALL));
    }

    @Test
    void partsOfAnAttachmentCanBeRead() {
        storage.put(id("x"), json("{}"));
        storage.putAttachment(id("x"), "a", text("0123456789"));

        assertEquals(part("234"), storage.getAttachment(id("x"), "a", new ByteRange(2, 5)));
        assertEquals(part("89"), storage.getAttachment(id("x"), "a", new ByteRange(8, ByteRange.END)));
        assertEquals(part("0123456789"), storage.getAttachment(id("x"), "a", new ByteRange(0, 99)));
        assertEquals(part(""), storage.getAttachment(id("x"), "a", new ByteRange(5, 5)));
        assertEquals(part(""), storage.getAttachment(id("x"), "a", new ByteRange(50, 60)));
    }

    private static Attachment part(String content) {
        return new Attachment(Attachment.PART, content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void putKeepsAttachmentsAndRemoveDropsThem() {
        storage.put(id("x"), json("{'a':1}"));
        storage.putAttachment(id("x"), "a", text("1"));

        storage.put(id("x"), json("{'a':2}"));
        assertEquals(List.of("a"), storage.allAttachments(id("x")));

        storage.remove(id("x"));
        storage.put(id("x"), json("{'a':3}"));
        assertEquals(List.of(), storage.allAttachments(id("x")));
    }

    @Test
    void attachmentIsReplacedAndRemoved() {
        storage.put(id("x"), json("{'a':1}"));
        storage.putAttachment(id("x"), "a", text("1"));
        storage.putAttachment(id("x"), "a", text("2"));
        assertEquals(text("2"), storage.getAttachment(id("x"), "a", ByteRange.ALL));

        storage.removeAttachment(id("x"), "a");
        storage.removeAttachment(id("x"), "a");

        assertEquals(List.of(), storage.allAttachments(id("x")));
        assertRefused(404, "Cannot find attachment: x , a", () -> storage.getAttachment(id("x"), "a", ByteRange.ALL));
        assertEquals(json("{'a':1}"), storage.get(id("x")));
    }

    @Test
    void attachmentIsChangedOnlyWhereItIsAsExpected() {
        RecordId x = id("x");
        ExpectedAttachment one =
                new ExpectedAttachment.Content(Signature.of(text("1").bytes()));
        storage.put(x, json("{}"));
        assertRefused(
                409,
                "Attachment a of x does not exist any more.",
                () -> storage.apply(new Write.PutAttachment(x, "a", text("2"), one), WriteKey.NONE));

        storage.apply(new Write.PutAttachment(x, "a", text("1"), ExpectedAttachment.ABSENT), WriteKey.NONE);

        assertRefused(
                409,
                "Attachment a of x exists already.",
                () -> storage.apply(
                        new Write.PutAttachment(x, "a", text("2"), ExpectedAttachment.ABSENT), WriteKey.NONE));
        assertEquals(text("1"), storage.getAttachment(x, "a", ByteRange.ALL));
        storage.apply(new Write.PutAttachment(x, "a", text("2"), one), WriteKey.NONE);
        assertRefused(
                409,
                "Attachment a of x was replaced by somebody else.",
                () -> storage.apply(new Write.RemoveAttachment(x, "a", one), WriteKey.NONE));
        assertEquals(text("2"), storage.getAttachment(x, "a", ByteRange.ALL));
        ExpectedAttachment two =
                new ExpectedAttachment.Content(Signature.of(text("2").bytes()));
        storage.apply(new Write.RemoveAttachment(x, "a", two), key(1));
        storage.putAttachment(x, "a", text("2"));
        storage.apply(new Write.RemoveAttachment(x, "a", two), key(1));
        assertEquals(List.of("a"), storage.allAttachments(x), "it was done already under its key");
        assertRefused(409, () -> storage.apply(new Write.RemoveAttachment(x, "a"), key(1)));
    }

    @Test
    void whoExpectsTheLastStepDropsNoAttachmentThatHeDoesNotKnow() {
        RecordId x = id("x");
        storage.put(x, json("{'a':1}"));
        Expected seen = new Expected.Signed(
                Signature.of(json("{'a':1}")), Optional.of(storage.feed().last()));
        storage.putAttachment(x, "a", text("1"));

        assertRefused(
                409,
                "Record x was changed by somebody else.",
                () -> storage.apply(new Write.Remove(x, seen), WriteKey.NONE));
        assertEquals(text("1"), storage.getAttachment(x, "a", ByteRange.ALL));
        Expected now = new Expected.Signed(
                Signature.of(json("{'a':1}")), Optional.of(storage.feed().last()));
        storage.put(id("y"), json("{}"));
        storage.apply(new Write.Remove(x, now), WriteKey.NONE);
        assertRefused(404, () -> storage.get(x));
    }

    @Test
    void attachmentsNeedTheirRecord() {
        storage.put(id("gone"), json("{}"));
        storage.remove(id("gone"));

        for (RecordId id : List.of(id("never"), id("gone"))) {
            assertRefused(404, "Cannot find document: " + id, () -> storage.putAttachment(id, "a", text("1")));
            assertRefused(404, "Cannot find document: " + id, () -> storage.removeAttachment(id, "a"));
            assertRefused(404, "Cannot find document: " + id, () -> storage.allAttachments(id));
            assertRefused(
                    404, "Cannot find attachment: " + id + " , a", () -> storage.getAttachment(id, "a", ByteRange.ALL));
        }
    }

    @Test
    void attachmentNamesComeInCodeUnitOrder() {
        storage.put(id("x"), json("{}"));
        List<String> names = List.of("B", "a", "é", "測", "😀", "\uFB01");

        names.reversed().forEach(name -> storage.putAttachment(id("x"), name, text(name)));

        assertEquals(names, storage.allAttachments(id("x")));
    }

    @Test
    void attachmentWithoutANameIsRefused() {
        storage.put(id("x"), json("{}"));

        assertRefused(400, () -> storage.putAttachment(id("x"), "", text("1")));

        assertEquals(List.of(), storage.allAttachments(id("x")));
    }

    @Test
    void attachmentBeyondTheLimitIsRefused() {
        storage.put(id("x"), json("{}"));

        assertRefused(
                413, () -> storage.putAttachment(id("x"), "a", new Attachment("", new byte[Attachment.MAX_BYTES + 1])));

        assertEquals(List.of(), storage.allAttachments(id("x")));
    }

    @Test
    void allDocsSeesEveryWriteThatReturned() {
        storage.put(id("b"), json("{'n':1}"));
        storage.put(id("a"), json("{'n':2}"));
        storage.put(id("c"), json("{'n':3}"));
        storage.remove(id("a"));

        Answer answer = storage.allDocs(new AllDocs(Query.ALL, List.of(), Limit.NONE, List.of(), true));

        assertEquals(
                Set.of(
                        new Row(id("b"), JsonText.object(), json("{'n':1}")),
                        new Row(id("c"), JsonText.object(), json("{'n':3}"))),
                Set.copyOf(answer.rows()));
        assertEquals(2, answer.totalCount());
    }

    @Test
    void manyWritersAtOnceLoseNothing() throws Exception {
        int writers = 16;
        int each = 50;

        inParallel(writers, writer -> {
            for (int i = 0; i < each; i++) {
                storage.put(id(writer + "-" + i), JsonText.object().put("i", i));
                storage.put(id("shared"), JsonText.object().put("by", writer + "-" + i));
            }
        });

        Set<String> expected = new TreeSet<>(Set.of("shared"));
        IntStream.range(0, writers)
                .forEach(writer -> IntStream.range(0, each).forEach(i -> expected.add(writer + "-" + i)));
        assertEquals(expected, new TreeSet<>(ids()));
    }

    @Test
    void oneOfManyCreatorsWins() throws Exception {
        List<Integer> winners = Collections.synchronizedList(new ArrayList<>());

        inParallel(8, writer -> {
            try {
                storage.apply(
                        new Write.Put(id("x"), JsonText.object().put("by", writer), Expected.ABSENT), WriteKey.NONE);
                winners.add(writer);
            } catch (StorageException.Conflict anotherWasFirst) {
                // seven of eight
            }
        });

        assertEquals(1, winners.size());
        assertEquals(JsonText.object().put("by", winners.getFirst()), storage.get(id("x")));
    }

    @Test
    void closingTwiceIsHarmless() {
        storage.put(id("x"), json("{}"));

        storage.close();
        storage.close();

        assertRefused(504, () -> storage.put(id("y"), json("{}")));
        assertRefused(504, () -> storage.get(id("x")));
    }

    private interface Work {
        void run(int writer) throws Exception;
    }

    private static void inParallel(int writers, Work work) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int writer = i;
                running.add(threads.submit(() -> {
                    work.run(writer);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }

    @Test
    void keyOfAnotherWriteIsRefused() {
        Write first = new Write.Put(id("x"), json("{'a':1,'b':2}"), Expected.ANY);
        storage.apply(first, key(1));
        storage.apply(new Write.PutAttachment(id("x"), "n", text("one")), key(2));
        String refusal =
                "Write %d of this writer was another one; nothing was written, a new write takes a new number.";

        for (Write other : List.of(
                new Write.Put(id("y"), json("{'a':1,'b':2}"), Expected.ANY),
                new Write.Put(id("x"), json("{'a':1,'b':3}"), Expected.ANY),
                new Write.Put(id("x"), json("{'a':1,'b':2}"), signed("{'a':1,'b':2}")),
                new Write.Remove(id("x"), Expected.ANY),
                new Write.RemoveAttachment(id("x"), "n"))) {
            assertRefused(409, refusal.formatted(1), () -> storage.apply(other, key(1)));
        }
        for (Write other : List.of(
                new Write.PutAttachment(id("x"), "m", text("one")),
                new Write.PutAttachment(id("x"), "n", text("two")),
                new Write.PutAttachment(
                        id("x"), "n", new Attachment("text/html", text("one").bytes())))) {
            assertRefused(409, refusal.formatted(2), () -> storage.apply(other, key(2)));
        }

        storage.apply(new Write.Put(id("x"), json("{'b':2,'a':1}"), Expected.ANY), key(1));
        storage.apply(new Write.PutAttachment(id("x"), "n", text("one")), key(2));
        assertEquals(json("{'a':1,'b':2}"), storage.get(id("x")));
        assertEquals(text("one"), storage.getAttachment(id("x"), "n", ByteRange.ALL));
    }
}
