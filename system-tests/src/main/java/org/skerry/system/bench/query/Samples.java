package org.skerry.system.bench.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.skerry.jio.RecordId;
import org.skerry.jio.StoredRecord;

/** What there is to ask for: some of the records that were seen, each with the same chance. */
final class Samples implements Consumer<StoredRecord> {

    /** So many of a kind, enough for different questions of each. */
    private static final int KEPT = 400;

    private static final long SEED = 7;
    private static final Pattern LATIN = Pattern.compile("[A-Za-z][a-z]{5,}");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}{4,}");

    private final Kept<RecordId> ids = new Kept<>(new Random(SEED));
    private final Kept<String> codes = new Kept<>(new Random(SEED));
    private final Kept<String> countries = new Kept<>(new Random(SEED));
    private final Kept<String> latin = new Kept<>(new Random(SEED));
    private final Kept<String> chinese = new Kept<>(new Random(SEED));

    @Override
    public void accept(StoredRecord seen) {
        ids.add(seen.id());
        addText(seen, "code", codes);
        addText(seen, "country", countries);
        String name = seen.body().path("name").asString("");
        LATIN.matcher(name).results().limit(1).forEach(word -> latin.add(word.group()));
        CHINESE.matcher(name).results().limit(1).forEach(word -> chinese.add(word.group()));
    }

    private static void addText(StoredRecord seen, String field, Kept<String> texts) {
        if (seen.body().path(field).isString()) {
            texts.add(seen.body().path(field).stringValue());
        }
    }

    List<RecordId> ids() {
        return ids.all;
    }

    List<String> codes() {
        return codes.all;
    }

    /** Frequent ones more than once. */
    List<String> countries() {
        return countries.all;
    }

    /** Words of names, six letters at least. */
    List<String> latinWords() {
        return latin.all;
    }

    /** Runs of names, four characters at least. */
    List<String> chineseRuns() {
        return chinese.all;
    }

    /** Some of a stream whose length nobody knows. */
    private static final class Kept<T> {
        private final Random random;
        private final List<T> all = new ArrayList<>();
        private long seen;

        Kept(Random random) {
            this.random = random;
        }

        void add(T value) {
            seen++;
            if (all.size() < KEPT) {
                all.add(value);
                return;
            }
            long place = random.nextLong(seen);
            if (place < KEPT) {
                all.set((int) place, value);
            }
        }
    }
}
