package org.skerry.system.bench.query;

import java.util.Optional;
import java.util.Set;
import org.skerry.jio.JsonText;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.Query.Compare;
import org.skerry.jio.query.Query.Key;
import org.skerry.jio.query.Query.Operator;
import org.skerry.jio.query.SortKey;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A question in the words of pouchdb-find, put the way that serves PouchDB best with the indexes of {@code engines.js}.
 *
 * <p>Left to choose itself, it would read all records one by one through an index that only gives the order, or only names
 * the field of a pattern: ten times slower than reading them as they lie.
 *
 * @param json {@code {request, order?, counted?}}: what to ask; in which order the program puts what comes, and which part
 *     it takes, where no index gives the order; what to count, if it is not the request
 * @param way which it is, in words
 */
record Mango(ObjectNode json, String way) {

    private static final Set<String> INDEXED = Set.of("country", "code", MangoSelector.NAME, MangoSelector.POPULATION);

    /** Empty if PouchDB cannot be asked: full text, facets; or need not be asked so: records by their id. */
    static Optional<Mango> of(Ask ask) {
        return switch (ask) {
            case Ask.Get _ -> Optional.empty();
            case Ask.Find(var request) -> of(request);
            case Ask.FindNext(var _, var request) -> of(request);
        };
    }

    static Optional<Mango> of(AllDocs request) {
        if (request.highlight() || !request.facets().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (request.query()) {
                    case Compare(Key.Field(var field), var operator, var operand)
                    when isServed(field, operator, operand.asString("")) -> byIndex(request, field);
                    case Query.And(var parts)
                    when parts.stream().allMatch(Mango::isOfPopulation) -> byPopulation(request);
                    case Query.Not _ when !request.sortOn().isEmpty() -> page(request);
                    case Query query -> readingAll(request, query);
                });
    }

    private static boolean isServed(String field, Operator operator, String operand) {
        return INDEXED.contains(field) && !(operator == Operator.DEFAULT && operand.startsWith("%"));
    }

    private static boolean isOfPopulation(Query part) {
        return part instanceof Compare(Key.Field(var field), var _, var _) && field.equals(MangoSelector.POPULATION);
    }

    /** An index on two fields serves only if the order names both, and both are asked for. */
    private static Mango byIndex(AllDocs request, String field) {
        MangoSelector selector = new MangoSelector().withBeginning(request.query());
        ArrayNode sort = JsonText.nodes().arrayNode();
        String index = field;
        for (SortKey key : request.sortOn()) {
            String direction = key.direction() == SortKey.Direction.ASCENDING ? "asc" : "desc";
            if (!key.field().equals(field)) {
                index = field + "-" + key.field();
                sort.addObject().put(field, direction);
                selector.withAny(key.field());
            }
            sort.addObject().put(key.field(), direction);
        }
        ObjectNode find = cut(find(selector).put("use_index", index), request);
        if (!sort.isEmpty()) {
            find.set("sort", sort);
        }
        return new Mango(asking(find), "by its index on " + index.replace("-", " and "));
    }

    /** Few are in the range: sooner sorted by the program than all read in the order of another index. */
    private static Mango byPopulation(AllDocs request) {
        MangoSelector selector = new MangoSelector().with(request.query());
        ObjectNode json = asking(find(selector).put("use_index", MangoSelector.POPULATION));
        json.set("order", order(request));
        return new Mango(json, "by its index on population, then sorted");
    }

    /**
     * By the index alone, without the filter: every record meets it, it is there to make each question a new one for us. That
     * it does is counted.
     */
    private static Mango page(AllDocs request) {
        MangoSelector selector = new MangoSelector().withAny(MangoSelector.NAME);
        ObjectNode find = cut(find(selector).put("use_index", MangoSelector.NAME), request);
        find.putArray("sort").addObject().put(MangoSelector.NAME, "asc");
        ObjectNode json = asking(find);
        json.set("counted", all(request.query()));
        return new Mango(json, "by its index on name, spared the filter that all meet");
    }

    private static Mango readingAll(AllDocs request, Query query) {
        ObjectNode find = all(query);
        if (request.sortOn().isEmpty()) {
            return new Mango(asking(cut(find, request)), "it reads all");
        }
        ObjectNode json = asking(find);
        json.set("order", order(request));
        return new Mango(json, "it reads all, then sorts");
    }

    /** Asked for any id, it reads them as they lie. */
    private static ObjectNode all(Query query) {
        return find(new MangoSelector().withAnyId().with(query));
    }

    private static ObjectNode asking(ObjectNode find) {
        return JsonText.object().set("request", find);
    }

    private static ObjectNode find(MangoSelector selector) {
        return JsonText.object().set("selector", selector.json());
    }

    private static ObjectNode cut(ObjectNode find, AllDocs request) {
        return find.put("skip", request.limit().from())
                .put("limit", request.limit().count());
    }

    private static ObjectNode order(AllDocs request) {
        SortKey key = request.sortOn().getFirst();
        if (request.sortOn().size() > 1 || key.direction() != SortKey.Direction.ASCENDING) {
            throw new IllegalArgumentException("nobody sorts like " + request.sortOn());
        }
        return JsonText.object()
                .put("field", key.field())
                .put("from", request.limit().from())
                .put("count", request.limit().count());
    }
}
