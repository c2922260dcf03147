package org.skerry.jio.local.index;

import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.QueryEvaluator;

/** Random records and requests of one seed, and what the requests mean. */
public final class RandomQuestions {

    public static final KeySchema SCHEMA = RandomRequests.SCHEMA;

    private static final QueryEvaluator EVALUATOR = new QueryEvaluator(SCHEMA, new LuceneWords());
    private static final int IDS = 60;

    private final Random random;
    private final RandomRecords records;
    private final RandomRequests requests;

    public RandomQuestions(long seed) {
        random = new Random(seed);
        records = new RandomRecords(random, IDS, 0, false);
        requests = new RandomRequests(random, records);
    }

    public StoredRecord record() {
        return records.record(records.id());
    }

    /** Whether a record is removed now, not put. */
    public boolean isRemoved() {
        return random.nextInt(4) == 0;
    }

    public AllDocs next(Collection<StoredRecord> stored) {
        return requests.request(List.copyOf(stored));
    }

    /** @param stored in ascending order of ids */
    public static Answer specified(AllDocs request, Collection<StoredRecord> stored) {
        return IndexedRecords.specified(EVALUATOR, request, stored);
    }
}
