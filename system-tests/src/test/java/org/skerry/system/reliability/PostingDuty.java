package org.skerry.system.reliability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryParser;
import org.skerry.jio.query.Row;

/** Posts records with a number each: an acknowledged number is there exactly once, any other at most once. */
final class PostingDuty implements Duty {

    private static final String TYPE = "Crash post";

    /** One post in so many is looked for by a query at once. */
    private static final int LOOK_EVERY = 20;

    private final int writer;
    private final Map<Integer, RecordId> acknowledged = new HashMap<>();
    private final List<String> faultsSeen = new ArrayList<>();
    private int tried;

    PostingDuty(int writer) {
        this.writer = writer;
    }

    @Override
    public void once(Storage storage, Random random) {
        int number = ++tried;
        RecordId id = storage.post(
                JsonText.object().put("portal_type", TYPE).put("writer", writer).put("number", number));
        acknowledged.put(number, id);
        if (random.nextInt(LOOK_EVERY) == 0) {
            List<RecordId> found = rows(storage, " AND number:=\"%d\"".formatted(number)).stream()
                    .map(Row::id)
                    .toList();
            if (!found.equals(List.of(id))) {
                faultsSeen.add("post %d of writer %d was found as %s".formatted(number, writer, found));
            }
        }
    }

    @Override
    public List<String> faults(Storage storage) {
        List<String> faults = new ArrayList<>(faultsSeen);
        Map<Integer, RecordId> found = new HashMap<>();
        for (Row row : rows(storage, "")) {
            int number = row.value().get("number").asInt();
            if (found.put(number, row.id()) != null) {
                faults.add("post %d of writer %d is there twice".formatted(number, writer));
            }
            if (number > tried) {
                faults.add("post %d of writer %d is there, but was never made".formatted(number, writer));
            }
        }
        Set<Integer> lost = new HashSet<>(acknowledged.keySet());
        lost.removeIf(number -> acknowledged.get(number).equals(found.get(number)));
        lost.forEach(number -> faults.add("post %d of writer %d is lost".formatted(number, writer)));
        return faults;
    }

    private List<Row> rows(Storage storage, String narrower) {
        return storage.allDocs(new AllDocs(
                        QueryParser.parse("portal_type:=\"%s\" AND writer:=\"%d\"".formatted(TYPE, writer) + narrower),
                        List.of(),
                        Limit.NONE,
                        List.of("number"),
                        false))
                .rows();
    }
}
