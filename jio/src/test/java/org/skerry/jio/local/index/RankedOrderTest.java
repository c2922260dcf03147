package org.skerry.jio.local.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.KeySchema;
import tools.jackson.databind.node.ObjectNode;

/** Pages of ranked results are those of the evaluator, whichever way the index finds them. */
final class RankedOrderTest {

    private static final List<String> VOCABULARY = List.of(
            "hospital",
            "hospitals",
            "hospitl",
            "hospitality",
            "general",
            "generale",
            "city",
            "cities",
            "citi",
            "house",
            "houses",
            "maison",
            "maisons",
            "haus",
            "hausen",
            "北京",
            "北京大学",
            "大学",
            "a1b2c",
            "12345",
            "12346",
            "street",
            "streat");

    private static final List<String> LIMITS = List.of("[0,5]", "[0,20]", "[10,10]", "[0,0]", "[0,200]");

    @TempDir
    Path folder;

    @Test
    void pagesAndCountsAreTheEvaluators() throws Exception {
        Random random = new Random(3);
        try (IndexedRecords records = new IndexedRecords(folder, KeySchema.NONE)) {
            for (int i = 0; i < 500; i++) {
                ObjectNode body = JsonText.object().put("t", words(random, 1 + random.nextInt(12)));
                records.put(
                        new StoredRecord(new RecordId("r" + random.nextInt(350)), body.put("k", random.nextInt(3))));
                if (random.nextInt(60) == 0) {
                    records.index();
                }
                if (random.nextInt(20) == 0) {
                    records.remove(new RecordId("r" + random.nextInt(350)));
                }
            }
            records.index();
            for (int i = 0; i < 30; i++) {
                String query = query(random);
                for (String limit : LIMITS) {
                    assertAnsweredAlike(
                            records, "{\"query\":\"%s\",\"limit\":%s,\"facets\":[\"k\"]}".formatted(query, limit));
                }
            }
        }
    }

    private static void assertAnsweredAlike(IndexedRecords records, String text) throws Exception {
        AllDocs request = AllDocsJson.read(JsonText.read(text));
        Answer found = records.answer(request);
        Answer specified = records.specified(request);
        assertEquals(specified.rows(), found.rows(), text);
        assertEquals(specified.totalCount(), found.totalCount(), text);
        assertEquals(specified.facets(), found.facets(), text);
    }

    private static String query(Random random) {
        String words = "SearchableText:\\\"" + words(random, 1 + random.nextInt(4)) + "\\\"";
        String more = "SearchableText:\\\"" + words(random, 1) + "\\\"";
        return switch (random.nextInt(5)) {
            case 0 -> words + " AND k:1";
            case 1 -> words + " AND " + more;
            case 2 -> words + " AND NOT " + more;
            case 3 -> words + " AND (k:1 OR k:0)";
            default -> words;
        };
    }

    private static String words(Random random, int count) {
        StringJoiner words = new StringJoiner(" ");
        for (int i = 0; i < count; i++) {
            words.add(VOCABULARY.get(random.nextInt(VOCABULARY.size())));
        }
        return words.toString();
    }
}
