package org.skerry.jio.local.index;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.AnswerJson;
import org.skerry.jio.query.FullText;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.Row;
import org.skerry.jio.query.SortKey;
import tools.jackson.databind.JsonNode;

/** Asks the index and the evaluator the same random questions about the same random records. */
final class Differential {

    private static final int QUESTIONS_BETWEEN_CHANGES = 100;
    private static final int CHANGES_OF_RECORDS = 12;

    /** Longer values may have no order in the index; in characters of JSON. */
    private static final int MAX_SORTED = 300;

    /** The longest name that has an order. */
    private static final int MAX_NAME = 128;

    /** More than these are in a record only where there are more names than fields in the index. */
    private static final int FEW_NAMES = 20;

    private final long seed;
    private final Path folder;
    private long asked;
    private long unsorted;

    private Differential(long seed, Path folder) {
        this.seed = seed;
        this.folder = folder;
    }

    /**
     * Asks at least so many questions.
     *
     * @return a sentence with the numbers
     * @throws AssertionError with the seed, and the smallest records and question that still differ
     */
    static String run(long seed, long questions) throws IOException {
        Path folder = Files.createTempDirectory("skerry-differential");
        Differential run = new Differential(seed, folder);
        try {
            for (long storage = 0; run.asked < questions; storage++) {
                run.askOneStorage(seed + storage, Math.min(questions - run.asked, 2_000));
            }
            return "%,d questions from seed %d on: the index answered %,d as the evaluator; the others it cannot sort"
                    .formatted(run.asked, seed, run.asked - run.unsorted);
        } finally {
            delete(folder);
        }
    }

    /** @param args seed and number of questions; exit code 1 where the answers differ */
    public static void main(String[] args) throws IOException {
        try {
            System.out.println(run(Long.parseLong(args[0]), Long.parseLong(args[1])));
        } catch (AssertionError | RuntimeException differs) {
            differs.printStackTrace(System.out);
            System.exit(1);
        }
    }

    private void askOneStorage(long storage, long questions) throws IOException {
        Random random = new Random(storage);
        int kind = (int) Math.floorMod(storage, 60L);
        int ids = kind == 0 ? 3_000 : kind < 4 ? 300 : 10 + random.nextInt(60);
        int names = kind == 1 || kind == 2 ? 1_500 : random.nextInt(5) == 0 ? 20 : 0;
        RandomRecords values = new RandomRecords(random, ids, names, kind == 3);
        RandomRequests requests = new RandomRequests(random, values);
        Path place = folder.resolve(Long.toString(storage));
        try (IndexedRecords records = new IndexedRecords(place, RandomRequests.SCHEMA)) {
            for (int i = 0; i < ids; i++) {
                records.put(values.record(values.id()));
            }
            long end = asked + (kind < 4 ? Math.min(questions, kind == 0 ? 300 : 500) : questions);
            while (asked < end) {
                change(random, values, records);
                AllDocs request = requests.request(records.records());
                for (int i = 0; i < QUESTIONS_BETWEEN_CHANGES; i++) {
                    check(storage, request, records);
                    request = random.nextInt(4) == 0 ? requests.nextPage(request) : requests.request(records.records());
                }
            }
        } finally {
            delete(place);
        }
    }

    private static void change(Random random, RandomRecords values, IndexedRecords records) throws IOException {
        for (int i = random.nextInt(CHANGES_OF_RECORDS); i > 0; i--) {
            RecordId id = values.id();
            if (random.nextInt(3) == 0) {
                records.remove(id);
            } else {
                records.put(values.record(id));
            }
        }
        if (random.nextInt(8) == 0) {
            records.reopen();
        } else {
            records.index();
        }
    }

    private void check(long storage, AllDocs request, IndexedRecords records) throws IOException {
        asked++;
        try {
            if (!isAnsweredAlike(request, records)) {
                throw new AssertionError(failure(storage, request, records));
            }
        } catch (SearchOrder.NotIndexed unsortable) {
            unsorted++;
            if (request.sortOn().stream().noneMatch(key -> mayHaveNoOrder(key, records.records()))) {
                throw new AssertionError("seed " + storage + ": no order for " + AllDocsJson.write(request));
            }
        } catch (RuntimeException broken) {
            throw new AssertionError("seed " + storage + ": " + AllDocsJson.write(request), broken);
        }
    }

    static boolean isAnsweredAlike(AllDocs request, IndexedRecords records) throws IOException, SearchOrder.NotIndexed {
        Answer found = records.answer(request);
        Answer specified = records.specified(request);
        if (request.sortOn().isEmpty() && hasWords(request.query())) { // those are sorted by how well they fit
            return found.totalCount() == specified.totalCount()
                    && found.facets().equals(specified.facets())
                    && (!request.limit().equals(Limit.NONE) || ids(found).equals(ids(specified)));
        }
        return found.equals(specified);
    }

    private static List<RecordId> ids(Answer answer) {
        return answer.rows().stream().map(Row::id).sorted().toList();
    }

    private static boolean hasWords(Query query) {
        return switch (query) {
            case Query.All() -> false;
            case Query.And(var parts) -> parts.stream().anyMatch(Differential::hasWords);
            case Query.Or(var parts) -> parts.stream().anyMatch(Differential::hasWords);
            case Query.Not(var part) -> hasWords(part);
            case Query.Compare(var key, var operator, var _) ->
                key instanceof Query.Key.Field(var name) && FullText.isMeant(name, operator);
        };
    }

    // Only what was documented: a cast, a name without a field of its own, long values; removed ones count for a while.
    private static boolean mayHaveNoOrder(SortKey key, List<StoredRecord> records) {
        return RandomRequests.isCast(key.field())
                || key.field().length() > MAX_NAME
                || !JsonText.isWellFormed(key.field())
                || records.stream().allMatch(record -> isEmpty(record.body().path(key.field())))
                || records.stream().anyMatch(record -> record.body().size() > FEW_NAMES) // there, names are very many
                || records.stream()
                                .filter(record -> isLong(record.body().path(key.field())))
                                .count()
                        > 1;
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isMissingNode() || value.isArray() && value.isEmpty();
    }

    private static boolean isLong(JsonNode value) {
        return JsonText.write(value).length() > MAX_SORTED;
    }

    private String failure(long storage, AllDocs request, IndexedRecords records) throws IOException {
        StringBuilder text = new StringBuilder(
                "seed %d (run from %d): %s".formatted(storage, seed, JsonText.write(AllDocsJson.write(request))));
        Shrinker.Case smallest = new Shrinker(folder).shrink(new Shrinker.Case(request, records.records()));
        try (IndexedRecords again = smallest.indexed(folder.resolve("smallest"))) {
            if (isAnsweredAlike(smallest.request(), again)) {
                return text + "\ndiffers only after the changes that came before; index " + json(records, request, true)
                        + "\nevaluator " + json(records, request, false);
            }
            text.append("\nsmallest: ").append(smallest.request().query());
            text.append("\n  as ").append(JsonText.write(AllDocsJson.write(smallest.request())));
            smallest.records()
                    .forEach(record -> text.append("\n  %s: %s"
                            .formatted(
                                    JsonText.write(JsonText.nodes()
                                            .stringNode(record.id().text())),
                                    JsonText.write(record.body()))));
            text.append("\nindex ").append(json(again, smallest.request(), true));
            text.append("\nevaluator ").append(json(again, smallest.request(), false));
        } catch (SearchOrder.NotIndexed cannotBe) {
            text.append(" was not sortable after all");
        }
        return text.toString();
    }

    private static String json(IndexedRecords records, AllDocs request, boolean byIndex) throws IOException {
        try {
            Answer answer = byIndex ? records.answer(request) : records.specified(request);
            String json = JsonText.write(AnswerJson.write(answer));
            return json.length() > 4_000 ? json.substring(0, 4_000) + "..." : json;
        } catch (SearchOrder.NotIndexed | StorageException refused) {
            return refused.toString();
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> inside = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(inside::add);
        }
        inside.sort(Comparator.naturalOrder());
        for (Path file : inside) {
            if (Files.isDirectory(file)) {
                delete(file);
            } else {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
