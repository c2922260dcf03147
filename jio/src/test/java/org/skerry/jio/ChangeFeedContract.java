package org.skerry.jio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.jio.query.RecordView;

/** What every storage with a feed does beside {@link StorageContract}. */
public abstract class ChangeFeedContract extends StorageContract {

    /** The feed as sequence, id, and body or "removed"; sequences as their place in it. */
    protected List<String> changes() {
        return storage.feed().after(Sequence.START, Integer.MAX_VALUE).stream()
                .map(ChangeFeedContract::print)
                .toList();
    }

    private static String print(Change change) {
        return switch (change) {
            case Change.Stored(Sequence ignored, StoredRecord record) ->
                record.id() + " " + JsonText.write(record.body());
            case Change.Removed(Sequence ignored, RecordId id) -> id + " removed";
        };
    }

    @Test
    void keyOfAnotherPcIsAnotherWrite() {
        Caller front = new Caller(RecordView.WHOLE, "", "front desk", "k1");
        Caller back = new Caller(RecordView.WHOLE, "", "back office", "k2");
        WriteKey key = new WriteKey.Numbered("w", 9_000);
        Write absent = new Write.Put(id("a"), json("{'n':1}"), Expected.ABSENT);
        Write other = new Write.Put(id("b"), json("{'n':2}"), Expected.ANY);

        storage.apply(absent, key, front);
        storage.apply(absent, key, front);
        storage.apply(other, new WriteKey.Numbered("w", 1), back);
        assertThrows(StorageException.Conflict.class, () -> storage.apply(absent, key, back));
        assertThrows(StorageException.Conflict.class, () -> storage.apply(other, new WriteKey.Numbered("w", 1), front));

        assertEquals(List.of("a {\"n\":1}", "b {\"n\":2}"), changes());
    }

    @Test
    void newFeedIsEmpty() {
        assertEquals(Sequence.START, storage.feed().last());
        assertEquals(List.of(), changes());
    }

    @Test
    void feedHoldsEachRecordUnderItsLastChange() {
        storage.put(id("a"), json("{'n':1}"));
        storage.put(id("b"), json("{'n':2}"));
        storage.put(id("a"), json("{'n':3}"));
        storage.put(id("c"), json("{'n':4}"));
        storage.remove(id("b"));

        assertEquals(List.of("a {\"n\":3}", "c {\"n\":4}", "b removed"), changes());
    }

    @Test
    void everyWriteGetsALaterSequence() {
        Sequence before = storage.feed().last();
        storage.put(id("a"), json("{}"));
        Sequence put = storage.feed().last();
        storage.putAttachment(id("a"), "n", text("1"));
        Sequence attached = storage.feed().last();
        storage.removeAttachment(id("a"), "n");
        Sequence detached = storage.feed().last();
        storage.remove(id("a"));
        Sequence removed = storage.feed().last();

        List<Sequence> sequences = List.of(before, put, attached, detached, removed);
        assertEquals(sequences.stream().distinct().sorted().toList(), sequences);
        assertEquals(
                List.of(new Change.Removed(removed, id("a"))), storage.feed().after(detached, 10));
    }

    @Test
    void attachmentPutsTheRecordBackIntoTheFeed() {
        storage.put(id("a"), json("{'n':1}"));
        storage.put(id("b"), json("{'n':2}"));
        Sequence seen = storage.feed().last();

        storage.putAttachment(id("a"), "name", text("1"));

        assertEquals(
                List.of(new Change.Stored(storage.feed().last(), new StoredRecord(id("a"), json("{'n':1}")))),
                storage.feed().after(seen, 10));
    }

    @Test
    void feedIsReadInPages() {
        for (int i = 0; i < 7; i++) {
            storage.put(id("r" + i), json("{}"));
        }

        List<Change> first = storage.feed().after(Sequence.START, 3);
        List<Change> second = storage.feed().after(first.getLast().sequence(), 3);
        List<Change> third = storage.feed().after(second.getLast().sequence(), 3);

        assertEquals(List.of(3, 3, 1), List.of(first.size(), second.size(), third.size()));
        assertEquals(storage.feed().last(), third.getLast().sequence());
    }

    @Test
    void writesThatChangeNothingAreNotInTheFeed() {
        storage.put(id("a"), json("{}"));
        Sequence seen = storage.feed().last();

        storage.remove(id("never"));
        storage.removeAttachment(id("a"), "none");
        Write again = new Write.Put(id("b"), json("{}"), Expected.ANY);
        storage.apply(again, new WriteKey.Numbered("w", 1));
        Sequence once = storage.feed().last();
        storage.apply(again, new WriteKey.Numbered("w", 1));

        assertEquals(List.of("a {}", "b {}"), changes());
        assertEquals(1, storage.feed().after(seen, 10).size());
        assertEquals(once, storage.feed().last());
    }
}
