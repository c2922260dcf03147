package org.skerry.jio.local.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;

/** Makes a question that is answered wrongly, and its records, small enough to be read. */
final class Shrinker {

    /** A question about some records. */
    record Case(AllDocs request, List<StoredRecord> records) {

        IndexedRecords indexed(Path folder) throws IOException {
            IndexedRecords indexed = new IndexedRecords(folder, RandomRequests.SCHEMA);
            records.forEach(indexed::put);
            indexed.index();
            return indexed;
        }
    }

    private static final int MAX_TRIALS = Integer.getInteger("skerry.differential.trials", 600);

    private final Path folder;
    private int trials;

    Shrinker(Path folder) {
        this.folder = folder;
    }

    Case shrink(Case wrong) throws IOException {
        Case smallest = wrong;
        for (boolean isSmaller = true; isSmaller; ) {
            Case smaller = withFewerRecords(withSimplerRequest(smallest));
            isSmaller = !smaller.equals(smallest);
            smallest = smaller;
        }
        return smallest;
    }

    private boolean isWrong(Case candidate) throws IOException {
        if (++trials > MAX_TRIALS) {
            return false;
        }
        Path place = folder.resolve("shrink" + trials);
        try (IndexedRecords indexed = candidate.indexed(place)) {
            return !Differential.isAnsweredAlike(candidate.request(), indexed);
        } catch (SearchOrder.NotIndexed | RuntimeException otherwise) {
            return false;
        } finally {
            Differential.delete(place);
        }
    }

    private Case withFewerRecords(Case wrong) throws IOException {
        Case smallest = wrong;
        for (int size = Math.max(1, wrong.records().size() / 2); size > 0; size /= 2) {
            for (int from = 0; from < smallest.records().size(); ) {
                List<StoredRecord> fewer = new ArrayList<>(smallest.records());
                fewer.subList(from, Math.min(from + size, fewer.size())).clear();
                Case candidate = new Case(smallest.request(), fewer);
                if (isWrong(candidate)) {
                    smallest = candidate;
                } else {
                    from += size;
                }
            }
        }
        for (int i = 0; i < smallest.records().size(); i++) {
            for (String name : List.copyOf(smallest.records().get(i).body().propertyNames())) {
                List<StoredRecord> simpler = new ArrayList<>(smallest.records());
                StoredRecord whole = simpler.get(i);
                simpler.set(
                        i, new StoredRecord(whole.id(), whole.body().deepCopy().without(name)));
                Case candidate = new Case(smallest.request(), simpler);
                smallest = isWrong(candidate) ? candidate : smallest;
            }
        }
        return smallest;
    }

    private Case withSimplerRequest(Case wrong) throws IOException {
        Case smallest = wrong;
        for (boolean isSimpler = true; isSimpler; ) {
            isSimpler = false;
            for (AllDocs simpler : simpler(smallest.request())) {
                Case candidate = new Case(simpler, smallest.records());
                if (isWrong(candidate)) {
                    smallest = candidate;
                    isSimpler = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static List<AllDocs> simpler(AllDocs request) {
        List<AllDocs> simpler = new ArrayList<>();
        for (Query query : simpler(request.query())) {
            simpler.add(with(request, query));
        }
        Function<List<?>, Integer> last = list -> list.size() - 1;
        if (!request.sortOn().isEmpty()) {
            simpler.add(new AllDocs(
                    request.query(),
                    request.sortOn().subList(0, last.apply(request.sortOn())),
                    request.limit(),
                    request.selectList(),
                    request.includeDocs(),
                    false,
                    request.facets()));
            simpler.add(new AllDocs(
                    request.query(),
                    request.sortOn().subList(1, request.sortOn().size()),
                    request.limit(),
                    request.selectList(),
                    request.includeDocs(),
                    false,
                    request.facets()));
        }
        if (!request.limit().equals(Limit.NONE)) {
            simpler.add(new AllDocs(
                    request.query(),
                    request.sortOn(),
                    Limit.NONE,
                    request.selectList(),
                    false,
                    false,
                    request.facets()));
        }
        if (!request.selectList().isEmpty() || request.includeDocs()) {
            simpler.add(new AllDocs(
                    request.query(), request.sortOn(), request.limit(), List.of(), false, false, request.facets()));
        }
        if (!request.facets().isEmpty()) {
            simpler.add(new AllDocs(
                    request.query(),
                    request.sortOn(),
                    request.limit(),
                    request.selectList(),
                    request.includeDocs(),
                    false,
                    request.facets().subList(0, last.apply(request.facets()))));
        }
        return simpler;
    }

    private static AllDocs with(AllDocs request, Query query) {
        return new AllDocs(
                query,
                request.sortOn(),
                request.limit(),
                request.selectList(),
                request.includeDocs(),
                false,
                request.facets());
    }

    private static List<Query> simpler(Query query) {
        List<Query> simpler = new ArrayList<>();
        switch (query) {
            case Query.All() -> {}
            case Query.Compare compare -> simpler.add(Query.ALL);
            case Query.Not(var part) -> {
                simpler.add(part);
                simpler(part).forEach(inner -> simpler.add(new Query.Not(inner)));
            }
            case Query.And(var parts) -> addSimpler(parts, Query.And::new, simpler);
            case Query.Or(var parts) -> addSimpler(parts, Query.Or::new, simpler);
        }
        return simpler;
    }

    private static void addSimpler(List<Query> parts, Function<List<Query>, Query> whole, List<Query> simpler) {
        simpler.addAll(parts);
        for (int i = 0; i < parts.size(); i++) {
            for (Query inner : simpler(parts.get(i))) {
                List<Query> changed = new ArrayList<>(parts);
                changed.set(i, inner);
                simpler.add(whole.apply(changed));
            }
        }
    }
}
