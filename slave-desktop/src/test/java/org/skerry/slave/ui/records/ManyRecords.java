package org.skerry.slave.ui.records;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Capacity;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.FacetCounts;
import org.skerry.jio.query.Row;
import org.skerry.jio.query.SortKey;
import tools.jackson.databind.node.ObjectNode;

/**
 * A storage of as many records as one likes: {@code r0} with the name {@code Name 0}, and so on. It keeps what it was asked,
 * does not look at the query, and answers only as often as the test lets it.
 */
public final class ManyRecords implements Storage {

    private final Semaphore answers;
    private final List<AllDocs> asked = new CopyOnWriteArrayList<>();
    private volatile int count;
    private volatile boolean isAway;

    private ManyRecords(int count, int answers) {
        this.count = count;
        this.answers = new Semaphore(answers);
    }

    /** One that answers at once. */
    public static ManyRecords of(int count) {
        return new ManyRecords(count, Integer.MAX_VALUE / 2);
    }

    /** One that lets everybody wait until {@link #answer}. */
    public static ManyRecords silent(int count) {
        return new ManyRecords(count, 0);
    }

    public void answer(int times) {
        answers.release(times);
    }

    public void count(int next) {
        count = next;
    }

    public void away(boolean away) {
        isAway = away;
    }

    /** What it was asked so far. */
    public List<AllDocs> asked() {
        return asked;
    }

    @Override
    public Answer allDocs(AllDocs request) {
        asked.add(request);
        try {
            answers.acquire();
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unreachable("given up", givenUp);
        }
        if (isAway) {
            throw new StorageException.Unreachable("away");
        }
        int all = count;
        boolean isDescending =
                request.sortOn().stream().anyMatch(key -> key.direction() == SortKey.Direction.DESCENDING);
        List<Row> rows = new ArrayList<>();
        for (long i = request.limit().from();
                i < Math.min(all, request.limit().from() + request.limit().count());
                i++) {
            rows.add(row(isDescending ? all - 1 - i : i, request));
        }
        return new Answer(
                rows,
                all,
                request.facets().stream()
                        .map(facet -> new FacetCounts(facet.field(), List.of(), 0))
                        .toList());
    }

    private static Row row(long number, AllDocs request) {
        ObjectNode doc = JsonText.object().put("name", "Name " + number).put("number", number);
        return new Row(new RecordId("r" + number), doc, request.includeDocs() ? doc : null);
    }

    @Override
    public Set<Capacity> capacities() {
        return EnumSet.allOf(Capacity.class);
    }

    @Override
    public ObjectNode get(RecordId id) {
        return JsonText.object().put("name", "Name " + id.text().substring(1));
    }

    @Override
    public Attachment getAttachment(RecordId id, String name, ByteRange range) {
        throw StorageException.NotFound.attachment(id, name);
    }

    @Override
    public List<String> allAttachments(RecordId id) {
        return List.of();
    }

    @Override
    public void apply(Write write, WriteKey key) {
        throw new StorageException.NotOffered("These records are made up.");
    }

    @Override
    public ChangeFeed feed() {
        throw new StorageException.NotOffered("These records are made up.");
    }

    @Override
    public void close() {}
}
