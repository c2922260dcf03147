package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.List;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.node.ObjectNode;

/** Records and requests from JSON, for tests. */
final class Records {

    private Records() {}

    /** Records a, b, c, ... with these bodies. */
    static List<StoredRecord> of(String... bodies) {
        List<StoredRecord> records = new ArrayList<>();
        for (String body : bodies) {
            String id = String.valueOf((char) ('a' + records.size()));
            records.add(new StoredRecord(new RecordId(id), (ObjectNode) JsonText.read(body)));
        }
        return records;
    }

    static Answer answer(String options, List<StoredRecord> records) {
        return new QueryEvaluator(KeySchema.NONE).evaluate(AllDocsJson.read(JsonText.read(options)), records);
    }

    /** The ids of the rows, in order, as one text. */
    static String ids(String options, List<StoredRecord> records) {
        return ids(answer(options, records));
    }

    static String ids(Answer answer) {
        StringBuilder ids = new StringBuilder();
        answer.rows().forEach(row -> ids.append(row.id().text()));
        return ids.toString();
    }

    /** The ids of the records that match a query text. */
    static String matching(String query, List<StoredRecord> records) {
        return ids(new QueryEvaluator(KeySchema.NONE)
                .evaluate(new AllDocs(QueryParser.parse(query), List.of(), Limit.NONE, List.of(), false), records));
    }
}
