package org.skerry.jio.local.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StoredRecord;

/** An index of many records finds and scores each as it is found and scored by itself. */
class WordsInIndexTest {

    private static final String[] WORDS = {
        "run",
        "running",
        "runs",
        "House",
        "Häuser",
        "Haus",
        "Hans",
        "école",
        "ecoles",
        "chevaux",
        "cheval",
        "北京",
        "京",
        "北京大学",
        "東京タワー",
        "AB-1234",
        "AB-1235",
        "marie.curie@example.org",
        "Curie",
        "curei",
        "Cure",
        "71.50",
        "71",
        "o'Brien",
        "accommodation",
        "accomodation",
        "accommodating",
        "Straße",
        "strasse",
        "\uD83D\uDE00",
        "x",
        "Ｘ"
    };

    private static final List<String> ONE_WORDS = List.of(
            "run",
            "running",
            "Haus",
            "Hauss",
            "hasn",
            "écoles",
            "cheval",
            "chveal",
            "北京",
            "京",
            "1234",
            "AB",
            "Cuire",
            "Curieux",
            "acomodation",
            "accom",
            "strass",
            "\uD83D\uDE00",
            "x",
            "7",
            "brian",
            "wordless");

    private final LuceneWords fullText = new LuceneWords();

    private static String some(Random random, int max) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(max) + 1; i > 0; i--) {
            words.add(WORDS[random.nextInt(WORDS.length)]);
        }
        return String.join(random.nextBoolean() ? " " : ", ", words);
    }

    @Test
    void scoresDoNotDependOnOtherRecords() throws IOException {
        long seed = 20_261_122;
        Random random = new Random(seed);
        List<StoredRecord> records = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            records.add(new StoredRecord(
                    new RecordId("r" + i),
                    JsonText.object().put("t", some(random, 12)).put("n", i)));
        }

        try (var folder = new ByteBuffersDirectory()) {
            write(folder, records, random);
            try (DirectoryReader reader = DirectoryReader.open(folder)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(LuceneWords.similarity());
                for (int i = 0; i < 150; i++) {
                    String looked = some(random, 3);
                    WordsQuery words = fullText.words(looked.substring(0, looked.length() - random.nextInt(2)));
                    assertEquals(
                            byThemselves(words, records), inIndex(words, searcher), "seed " + seed + ": " + looked);
                }
            }
        }
    }

    @Test
    void whatIsMarkedIsWhatIsFound() {
        long seed = 20_261_123;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String text = some(random, 4);
            String looked = ONE_WORDS.get(random.nextInt(ONE_WORDS.size()));
            WordsQuery words = fullText.words(looked);
            double score = words.score(
                    new StoredRecord(new RecordId("r"), JsonText.object().put("t", text)));

            assertEquals(score > 0, !words.marks(text).isEmpty(), "seed " + seed + ": " + looked + " in " + text);
        }
    }

    private static void write(ByteBuffersDirectory folder, List<StoredRecord> records, Random random)
            throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(WordsAnalyzer.ofRecords());
        config.setSimilarity(LuceneWords.similarity());
        try (IndexWriter writer = new IndexWriter(folder, config)) {
            for (StoredRecord record : records) {
                Document document = new Document();
                document.add(new StringField("id", record.id().text(), Field.Store.YES));
                document.add(LuceneWords.field(record));
                writer.addDocument(document);
                if (random.nextInt(50) == 0) {
                    writer.commit();
                }
            }
        }
    }

    private static Map<String, Double> byThemselves(WordsQuery words, List<StoredRecord> records) {
        Map<String, Double> scores = new HashMap<>();
        for (StoredRecord record : records) {
            double score = words.score(record);
            if (score > 0) {
                scores.put(record.id().text(), score);
            }
        }
        return scores;
    }

    private static Map<String, Double> inIndex(WordsQuery words, IndexSearcher searcher) throws IOException {
        Map<String, Double> scores = new HashMap<>();
        for (ScoreDoc hit : searcher.search(words.query(LuceneWords.FIELD), 1_000).scoreDocs) {
            scores.put(searcher.storedFields().document(hit.doc).get("id"), (double) hit.score);
        }
        return scores;
    }
}
