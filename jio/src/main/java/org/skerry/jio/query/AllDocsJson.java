package org.skerry.jio.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The options of jIO's {@code allDocs} as JSON. */
public final class AllDocsJson {

    private static final String FACETS_FORM =
            "[field or {\"field\", \"limit\"?: number of values, \"prefix\"?: what they begin with}, ...]";

    private AllDocsJson() {}

    /**
     * Reads the options; stricter than jIO, which ignores much that it does not understand.
     *
     * <p>Options that are null, false or absent ask for nothing; unknown ones are ignored.
     *
     * @param options an object; null or missing for none
     * @throws StorageException.BadRequest if an option has the wrong type or number
     * @throws StorageException.NotOffered for {@code group_by}
     */
    public static AllDocs read(JsonNode options) {
        if (options.isNull() || options.isMissingNode()) {
            return AllDocs.EVERYTHING;
        }
        if (!options.isObject()) {
            throw new StorageException.BadRequest("The options of allDocs must be an object.");
        }
        if (isGiven(options, "group_by")) {
            throw new StorageException.NotOffered("Capacity 'group' is not implemented here.");
        }
        return new AllDocs(
                isGiven(options, "query") ? QueryJson.read(options.path("query")) : Query.ALL,
                sortOn(options),
                limit(options),
                selectList(options),
                yesOrNo(options, "include_docs"),
                yesOrNo(options, "highlight"),
                facets(options));
    }

    private static boolean isGiven(JsonNode options, String name) {
        JsonNode option = options.path(name);
        return !option.isMissingNode() && !option.isNull() && !(option.isBoolean() && !option.booleanValue());
    }

    private static List<SortKey> sortOn(JsonNode options) {
        List<SortKey> keys = new ArrayList<>();
        for (JsonNode pair : list(options, "sort_on", "[[field, \"ascending\" or \"descending\"], ...]")) {
            if (!pair.isArray() || pair.size() != 2 || !pair.path(0).isString()) {
                throw new StorageException.BadRequest(
                        "The option sort_on must be a list of pairs, a field and \"ascending\" or \"descending\".");
            }
            keys.add(new SortKey(pair.path(0).stringValue(), direction(pair.path(1))));
        }
        return keys;
    }

    private static SortKey.Direction direction(JsonNode name) {
        return switch (name.asString("")) {
            case "ascending" -> SortKey.Direction.ASCENDING;
            case "descending" -> SortKey.Direction.DESCENDING;
            default ->
                throw new StorageException.BadRequest(
                        "Query.sortFunction(): Argument 2 must be 'ascending' or 'descending'");
        };
    }

    private static Limit limit(JsonNode options) {
        JsonNode limit = list(options, "limit", "[from, count]");
        if (limit.size() > 2) {
            throw new StorageException.BadRequest(
                    "The option limit must be [from, count], it has %d numbers.".formatted(limit.size()));
        }
        return new Limit(count(limit.path(0)), count(limit.path(1)));
    }

    private static long count(JsonNode number) {
        if (number.isMissingNode() || number.isNull()) {
            return 0;
        }
        if (number.isNumber()) {
            BigDecimal exact = number.decimalValue();
            if (exact.signum() >= 0 && exact.remainder(BigDecimal.ONE).signum() == 0) {
                return exact.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
            }
        }
        throw new StorageException.BadRequest("The option limit must hold whole numbers from 0.");
    }

    private static List<String> selectList(JsonNode options) {
        List<String> fields = new ArrayList<>();
        for (JsonNode field : list(options, "select_list", "[field, ...]")) {
            if (!field.isString()) {
                throw new StorageException.BadRequest("The option select_list must hold names of fields.");
            }
            fields.add(field.stringValue());
        }
        return fields;
    }

    private static boolean yesOrNo(JsonNode options, String name) {
        JsonNode option = options.path(name);
        if (!option.isBoolean() && !option.isNull() && !option.isMissingNode()) {
            throw new StorageException.BadRequest("The option %s must be true or false.".formatted(name));
        }
        return option.asBoolean(false);
    }

    private static List<Facet> facets(JsonNode options) {
        List<Facet> facets = new ArrayList<>();
        for (JsonNode facet : list(options, "facets", FACETS_FORM)) {
            facets.add(facet(facet));
        }
        if (facets.size() > Facet.MAX_FACETS) {
            throw new StorageException.BadRequest(
                    "Up to %d facets may be asked for at a time.".formatted(Facet.MAX_FACETS));
        }
        return facets;
    }

    private static Facet facet(JsonNode facet) {
        if (facet.isString()) {
            return new Facet(facet.stringValue(), Facet.DEFAULT_LIMIT, "");
        }
        JsonNode limit = facet.path("limit");
        JsonNode prefix = facet.path("prefix");
        if (!facet.path("field").isString()
                || !(limit.isMissingNode() || limit.isInt())
                || !(prefix.isMissingNode() || prefix.isString())) {
            throw new StorageException.BadRequest("The option facets must be a list, %s.".formatted(FACETS_FORM));
        }
        return new Facet(facet.path("field").stringValue(), limit.asInt(Facet.DEFAULT_LIMIT), prefix.asString(""));
    }

    private static JsonNode list(JsonNode options, String name, String form) {
        if (!isGiven(options, name)) {
            return JsonText.nodes().arrayNode();
        }
        JsonNode list = options.path(name);
        if (!list.isArray()) {
            throw new StorageException.BadRequest("The option %s must be a list, %s.".formatted(name, form));
        }
        return list;
    }

    /** The options as JSON, without those that ask for nothing; a query is text where text says all of it. */
    public static ObjectNode write(AllDocs request) {
        if (!request.view().showsAll()) {
            throw new StorageException.NotOffered("Another master cannot be asked with the rights of somebody here.");
        }
        ObjectNode options = JsonText.object();
        if (!request.query().equals(Query.ALL)) {
            options.set("query", query(request.query()));
        }
        if (!request.sortOn().isEmpty()) {
            ArrayNode pairs = options.putArray("sort_on");
            request.sortOn()
                    .forEach(key -> pairs.addArray()
                            .add(key.field())
                            .add(key.direction().name().toLowerCase(Locale.ROOT)));
        }
        if (!request.limit().equals(Limit.NONE)) {
            options.putArray("limit")
                    .add(request.limit().from())
                    .add(request.limit().count());
        }
        if (!request.selectList().isEmpty()) {
            ArrayNode fields = options.putArray("select_list");
            request.selectList().forEach(fields::add);
        }
        if (request.includeDocs()) {
            options.put("include_docs", true);
        }
        if (request.highlight()) {
            options.put("highlight", true);
        }
        if (!request.facets().isEmpty()) {
            ArrayNode facets = options.putArray("facets");
            request.facets()
                    .forEach(facet -> facets.addObject()
                            .put("field", facet.field())
                            .put("limit", facet.limit())
                            .put("prefix", facet.prefix()));
        }
        return options;
    }

    private static JsonNode query(Query query) {
        String text = QueryWriter.write(query);
        try {
            if (QueryParser.parse(text).equals(query)) {
                return JsonText.nodes().stringNode(text);
            }
        } catch (StorageException.BadRequest unreadable) {
            return QueryJson.write(query);
        }
        return QueryJson.write(query);
    }
}
