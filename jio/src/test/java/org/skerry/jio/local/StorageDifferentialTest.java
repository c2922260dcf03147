package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.RecordId;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.local.index.RandomQuestions;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.Answer;

/** A whole storage answers as the evaluator, from its index and without. */
class StorageDifferentialTest {

    private static final int ROUNDS = Integer.getInteger("skerry.differential.rounds", 60);
    private static final int QUESTIONS = 20;

    @TempDir
    Path folder;

    @Test
    void storageAnswersAsTheEvaluator() {
        long seed = System.nanoTime();
        RandomQuestions questions = new RandomQuestions(seed);
        TreeMap<RecordId, StoredRecord> records = new TreeMap<>();
        LocalStorage storage = LocalStorage.open(folder, RandomQuestions.SCHEMA);
        int indexed = 0;
        try {
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < 10; i++) {
                    change(storage, questions, records);
                }
                for (int i = 0; i < QUESTIONS; i++) {
                    AllDocs request = questions.next(records.values());
                    Answer expected = RandomQuestions.specified(request, records.values());
                    String message = "seed " + seed + ": " + AllDocsJson.write(request);
                    Optional<Answer> found = storage.askIndex(request);
                    indexed += found.isPresent() ? 1 : 0;
                    assertEquals(expected, found.orElse(expected), message);
                    assertEquals(expected.rows(), storage.allDocs(request).rows(), message);
                }
                if (round % 10 == 9) {
                    storage.close();
                    storage = LocalStorage.open(folder, RandomQuestions.SCHEMA);
                }
            }
        } finally {
            storage.close();
        }
        // the others sort by a cast, or by long values
        assertTrue(indexed >= ROUNDS * QUESTIONS * 3 / 4, "seed " + seed + ": the index answered only " + indexed);
        System.out.printf("%,d of %,d answers from the index, seed %d%n", indexed, ROUNDS * QUESTIONS, seed);
    }

    private static void change(
            LocalStorage storage, RandomQuestions questions, TreeMap<RecordId, StoredRecord> records) {
        StoredRecord record = questions.record();
        if (questions.isRemoved()) {
            records.remove(record.id());
            storage.remove(record.id());
        } else {
            records.put(record.id(), record);
            storage.put(record.id(), record.body());
        }
    }
}
