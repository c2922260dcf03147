package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.local.index.LuceneWords;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.QueryEvaluator;
import org.skerry.jio.query.QueryParser;

/** The index answers what the evaluator answers, in the same order of relevance. */
class IndexedWordsTest {

    private static final String[] WORDS = {
        "run",
        "running",
        "House",
        "Häuser",
        "Haus",
        "Hans",
        "école",
        "ecoles",
        "cheval",
        "北京",
        "京",
        "北京大学",
        "AB-1234",
        "marie@x.org",
        "Curie",
        "Cuire",
        "71.50",
        "accommodation",
        "accomodation",
        "\uD83D\uDE00"
    };

    private static String some(Random random, int max) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(max) + 1; i > 0; i--) {
            words.add(WORDS[random.nextInt(WORDS.length)]);
        }
        return String.join(" ", words);
    }

    private static String query(Random random) {
        String words = "SearchableText:\"" + some(random, 2) + "\"";
        return switch (random.nextInt(6)) {
            case 0 -> words + " AND n:<30";
            case 1 -> words + " OR n:<5";
            case 2 -> words + " AND NOT SearchableText:\"" + some(random, 1) + "\"";
            case 3 -> "NOT " + words;
            case 4 -> words + " OR SearchableText:\"" + some(random, 1) + "\"";
            default -> words;
        };
    }

    @Test
    @Timeout(120)
    void answersAreTheEvaluators(@TempDir Path folder) throws Exception {
        long seed = 20_261_124;
        Random random = new Random(seed);
        QueryEvaluator evaluator = new QueryEvaluator(KeySchema.NONE, new LuceneWords());
        List<StoredRecord> records = new ArrayList<>();
        try (LocalStorage storage = LocalStorage.open(folder)) {
            for (int i = 0; i < 200; i++) {
                StoredRecord made = new StoredRecord(
                        new RecordId("r" + i),
                        JsonText.object()
                                .put("t", some(random, 8))
                                .put("u", some(random, 1))
                                .put("n", i % 60));
                storage.put(made.id(), made.body());
                records.add(made);
            }
            records.sort(Comparator.comparing(StoredRecord::id));
            while (storage.index().orElseThrow().state() != IndexStatus.State.READY) {
                Thread.onSpinWait();
            }

            for (int i = 0; i < 300; i++) {
                AllDocs request = AllDocsJson.read(
                        JsonText.read("""
                        {"limit":%s,"highlight":%s,"facets":["u","n"]}""".formatted(random.nextBoolean() ? "[0,10]" : "[3,0]", random.nextBoolean())));
                AllDocs asked = new AllDocs(
                        QueryParser.parse(query(random)),
                        List.of(),
                        request.limit(),
                        List.of(),
                        false,
                        request.highlight(),
                        request.facets());

                assertEquals(
                        evaluator.evaluate(asked, records),
                        storage.allDocs(asked),
                        () -> "seed " + seed + ": " + asked.query());
            }
        }
    }
}
