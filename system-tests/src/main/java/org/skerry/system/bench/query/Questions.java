package org.skerry.system.bench.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Facet;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryParser;
import org.skerry.jio.query.SortKey;

/** What is asked: each kind of question in many variants, the same at every run. */
final class Questions {

    private static final int VARIANTS = 200;
    private static final int ROWS = 20;
    private static final int FAR = 100_000;
    private static final long SEED = 42;

    private static final List<String> LATIN_PARTS =
            List.of("son", "ton", "ville", "ara", "ing", "ham", "ber", "lan", "mar", "est", "ori", "and");
    private static final List<String> CHINESE_PARTS = List.of("村", "社区", "居委会", "新", "大", "山", "河", "东", "委会", "民");
    private static final List<String> ENGLISH_WORDS =
            List.of("water", "pump", "village", "school", "bridge", "repair", "engine", "report", "valve", "river");
    private static final List<String> CHINESE_WORDS =
            List.of("水泵", "村庄", "学校", "桥梁", "维修", "仓库", "中山", "社区", "街道", "北京");

    private final Samples samples;
    private final int records;
    private final List<Question> all = new ArrayList<>();

    private Questions(Samples samples, int records) {
        this.samples = samples;
        this.records = records;
    }

    /** @param records how many there are */
    static List<Question> of(Samples samples, int records) {
        Questions questions = new Questions(samples, records);
        questions.addGet();
        questions.addExact();
        questions.addLike();
        questions.addRanges();
        questions.addWords();
        questions.addPages();
        questions.addFacets();
        return questions.all.stream()
                .filter(question -> !question.asks().isEmpty())
                .toList();
    }

    /** A small one, whatever there is. */
    static Ask any() {
        return new Ask.Find(find(""));
    }

    private void addGet() {
        all.add(new Question(
                "get",
                Goal.ANY,
                samples.ids().stream().<Ask>map(Ask.Get::new).limit(VARIANTS).toList()));
    }

    private void addExact() {
        add("exact: country", Goal.DIRECT, samples.countries(), word -> find("country:=\"%s\"".formatted(word)));
        add(
                "exact: country, sorted by population",
                Goal.DIRECT,
                samples.countries(),
                word -> sorted(find("country:=\"%s\"".formatted(word)), "population", SortKey.Direction.DESCENDING));
        add("exact: code, one record", Goal.DIRECT, samples.codes(), word -> find("code:=\"%s\"".formatted(word)));
    }

    private void addLike() {
        add(
                "prefix, Latin",
                Goal.DIRECT,
                samples.latinWords(),
                word -> find("name:\"%s%%\"".formatted(word.substring(0, 3).toLowerCase(Locale.ROOT))));
        add(
                "prefix, Chinese",
                Goal.DIRECT,
                samples.chineseRuns(),
                run -> find("name:\"%s%%\"".formatted(run.substring(0, 2))));
        add("contains, Latin, frequent", Goal.CONTAINS, LATIN_PARTS, Questions::contains);
        add("contains, Latin, rare", Goal.CONTAINS, samples.latinWords(), word -> contains(word.substring(1)));
        add("contains, Chinese, frequent", Goal.CONTAINS, CHINESE_PARTS, Questions::contains);
        add("contains, Chinese, rare", Goal.CONTAINS, samples.chineseRuns(), run -> contains(run.substring(0, 3)));
    }

    private void addRanges() {
        List<Integer> floors =
                new Random(SEED).ints(VARIANTS, 50_000, 500_000).boxed().toList();
        add(
                "range, sorted by population",
                Goal.DIRECT,
                floors,
                floor -> sorted(find("population:>%d".formatted(floor)), "population", SortKey.Direction.DESCENDING));
        add(
                "range, narrow, sorted by name",
                Goal.DIRECT,
                floors,
                floor -> sorted(
                        find("population:>=%d AND population:<%d".formatted(floor / 10, floor / 9)),
                        "name",
                        SortKey.Direction.ASCENDING));
        add(
                "AND, OR, NOT, sorted by name",
                Goal.ANY,
                floors,
                floor -> sorted(
                        find("(country:=\"%s\" OR country:=\"%s\") AND population:>%d AND NOT name:\"s%%\""
                                .formatted(country(floor), country(floor / 2), floor / 20)),
                        "name",
                        SortKey.Direction.ASCENDING));
    }

    private String country(int number) {
        return samples.countries().isEmpty()
                ? "FR"
                : samples.countries().get(number % samples.countries().size());
    }

    private void addWords() {
        add("full text, English, highlighted", Goal.DIRECT, pairs(ENGLISH_WORDS), Questions::words);
        add("full text, Chinese, highlighted", Goal.DIRECT, pairs(CHINESE_WORDS), Questions::words);
        add("any field contains, Latin", Goal.CONTAINS, samples.latinWords(), word -> find(word.substring(0, 5)));
        add("any field contains, Chinese", Goal.CONTAINS, samples.chineseRuns(), run -> find(run.substring(0, 2)));
    }

    /** One word, or two of them. */
    private static List<String> pairs(List<String> words) {
        return words.stream()
                .flatMap(one -> words.stream().map(other -> one.equals(other) ? one : one + " " + other))
                .toList();
    }

    private static AllDocs words(String words) {
        AllDocs plain = find("SearchableText:\"%s\"".formatted(words));
        return new AllDocs(plain.query(), List.of(), plain.limit(), List.of(), false, true, List.of());
    }

    /** Every variant is a query of its own, so that none finds a place that another one left. */
    private void addPages() {
        int from = Math.min(FAR, records / 2);
        String far = "page at row %,d, ".formatted(from);
        List<Integer> variants = IntStream.range(0, VARIANTS).boxed().toList();
        add(far + "first jump", Goal.JUMP, variants, variant -> page("jump" + variant, from));
        all.add(new Question(
                far + "the one after it",
                Goal.ANY,
                variants.stream()
                        .<Ask>map(variant ->
                                new Ask.FindNext(page("next" + variant, from), page("next" + variant, from + ROWS)))
                        .toList()));
    }

    private void addFacets() {
        List<String> fields = List.of("country", "portal_type", "feature_code", "province", "admin_code");
        add("facet, of all", Goal.ANY, fields, field -> facet("", field));
        List<Integer> floors =
                new Random(SEED).ints(VARIANTS, 1_000, 50_000).boxed().toList();
        add("facet, of a range", Goal.ANY, floors, floor -> facet("population:>%d".formatted(floor), "country"));
    }

    private <T> void add(String name, Goal goal, List<T> seeds, Function<T, AllDocs> ask) {
        List<Ask> asks = seeds.stream()
                .map(ask)
                .distinct()
                .limit(VARIANTS)
                .<Ask>map(Ask.Find::new)
                .toList();
        all.add(new Question(name, goal, asks));
    }

    private static AllDocs contains(String part) {
        return find("name:\"%%%s%%\"".formatted(part));
    }

    private static AllDocs find(String query) {
        return new AllDocs(QueryParser.parse(query), List.of(), new Limit(0, ROWS), List.of(), false);
    }

    /** Of all records: none has such a country. */
    private static AllDocs page(String unusual, int from) {
        AllDocs first = sorted(find("NOT country:=\"%s\"".formatted(unusual)), "name", SortKey.Direction.ASCENDING);
        return new AllDocs(first.query(), first.sortOn(), new Limit(from, ROWS), List.of(), false);
    }

    private static AllDocs facet(String query, String field) {
        AllDocs plain = find(query);
        Facet facet = new Facet(field, Facet.DEFAULT_LIMIT, "");
        return new AllDocs(plain.query(), List.of(), plain.limit(), List.of(), false, false, List.of(facet));
    }

    private static AllDocs sorted(AllDocs plain, String field, SortKey.Direction direction) {
        List<SortKey> keys = List.of(new SortKey(field, direction));
        return new AllDocs(plain.query(), keys, plain.limit(), List.of(), false);
    }
}
