package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.Attachment;
import org.skerry.jio.Caller;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.Step;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.memory.MemoryStorage;

/** What a storage remembers of its last writes. */
class StepsTest {

    private static final RecordId ID = new RecordId("x");
    private static final Attachment CONTENT = new Attachment("text/plain", new byte[] {1});

    @TempDir
    private Path folder;

    private Storage open(String kind) {
        return kind.equals("memory") ? new MemoryStorage() : LocalStorage.open(folder);
    }

    private static void put(Storage storage, int n) {
        storage.put(ID, JsonText.object().put("n", n));
    }

    private static List<String> told(ChangeFeed feed, long since) {
        return feed.steps(new Sequence(since), 100).orElseThrow().stream()
                .map(StepsTest::text)
                .toList();
    }

    private static String text(Step step) {
        return "%s %s -> %s%s"
                .formatted(
                        step.sequence(),
                        step.before().map(Step.Body::read).map(Object::toString).orElse("-"),
                        step.after().map(Step.Body::read).map(Object::toString).orElse("-"),
                        step.ofAttachments() ? " attachments" : "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "local"})
    void eachWriteIsToldWithWhatItReplaced(String kind) throws Exception {
        try (Storage storage = open(kind)) {
            put(storage, 1);
            put(storage, 2);
            storage.putAttachment(ID, "a", CONTENT);
            storage.remove(ID);
            storage.remove(ID);
            put(storage, 3);

            assertEquals(
                    List.of(
                            "1 - -> {\"n\":1}",
                            "2 {\"n\":1} -> {\"n\":2}",
                            "3 {\"n\":2} -> {\"n\":2} attachments",
                            "4 {\"n\":2} -> -",
                            "5 - -> {\"n\":3}"),
                    told(storage.feed(), 0));
            assertEquals(List.of("5 - -> {\"n\":3}"), told(storage.feed(), 4));
            assertEquals(List.of(), told(storage.feed(), 5));
            assertTrue(storage.feed().await(new Sequence(4), Duration.ZERO));
            assertFalse(storage.feed().await(new Sequence(5), Duration.ZERO));
        }
    }

    @Test
    void whatIsRefusedIsNoStepAndWhatWasBeforeIsForgotten() {
        try (Storage storage = open("local")) {
            put(storage, 1);
            assertThrowsConflict(storage);
        }
        try (Storage storage = open("local")) {
            assertEquals(Optional.empty(), storage.feed().steps(Sequence.START, 1));
            assertEquals(List.of(), told(storage.feed(), 1));
            put(storage, 2);
            assertEquals(List.of("2 {\"n\":1} -> {\"n\":2}"), told(storage.feed(), 1));
        }
    }

    private static void assertThrowsConflict(Storage storage) {
        try {
            storage.apply(new Write.Put(ID, JsonText.object(), Expected.ABSENT), WriteKey.NONE);
        } catch (StorageException.Conflict refused) {
            assertEquals(1, told(storage.feed(), 0).size());
            return;
        }
        throw new AssertionError("not refused");
    }

    /** Its attachments may be others, though its body is the same. */
    @Test
    void aVersionThatIsRestoredIsAlwaysAnotherOne() {
        try (Storage storage = open("local")) {
            put(storage, 1);
            storage.putAttachment(ID, "a", CONTENT);
            storage.apply(new Write.Restore(ID, new Sequence(1), Expected.ANY), WriteKey.NONE, Caller.UNKNOWN);

            assertEquals(List.of("3 {\"n\":1} -> {\"n\":1} attachments"), told(storage.feed(), 2));
        }
    }
}
