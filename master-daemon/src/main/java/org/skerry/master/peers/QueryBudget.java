package org.skerry.master.peers;

import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Query;
import org.skerry.protocol.storage.StorageRequest;
import tools.jackson.databind.JsonNode;

/** What one query may ask for: enough for every person, too little to hurt the others. */
public final class QueryBudget {

    /** Longest text compared with, in characters. */
    static final int MAX_VALUE_LENGTH = 4 * 1024;

    /** Longest name of a field, in characters. */
    static final int MAX_NAME_LENGTH = 1_024;

    static final int MAX_DEPTH = 32;

    /** Comparisons in one query. */
    static final int MAX_COMPARISONS = 256;

    /** % and _ in one query. */
    static final int MAX_WILDCARDS = 64;

    static final int MAX_SORT_KEYS = 16;

    static final int MAX_SELECTED_FIELDS = 256;

    private int comparisons;
    private int wildcards;

    private QueryBudget() {}

    /** @throws StorageException.BadRequest with the limit that was passed */
    public static void check(StorageRequest request) {
        if (request instanceof StorageRequest.ListDocs(var options)) {
            check(options);
        } else if (request instanceof StorageRequest.Changes changes) {
            new QueryBudget().spend(changes.query(), 1);
        }
    }

    private static void check(AllDocs request) {
        new QueryBudget().spend(request.query(), 1);
        request.sortOn().forEach(key -> checkName(key.field()));
        request.selectList().forEach(QueryBudget::checkName);
        request.facets().forEach(facet -> checkName(facet.field()));
        if (request.sortOn().size() > MAX_SORT_KEYS) {
            throw new StorageException.BadRequest("A query may sort by up to %d fields.".formatted(MAX_SORT_KEYS));
        }
        if (request.selectList().size() > MAX_SELECTED_FIELDS) {
            throw new StorageException.BadRequest("A query may select up to %d fields.".formatted(MAX_SELECTED_FIELDS));
        }
    }

    private static void checkName(String name) {
        if (name.length() > MAX_NAME_LENGTH) {
            throw new StorageException.BadRequest(
                    "The name of a field in a query may have up to %,d characters.".formatted(MAX_NAME_LENGTH));
        }
    }

    private static void checkNames(Query.Key key) {
        switch (key) {
            case Query.Key.AnyField() -> {}
            case Query.Key.None() -> {}
            case Query.Key.Field(var name) -> checkName(name);
            case Query.Key.Custom(var readFrom, var cast, var equalMatch) -> {
                checkName(readFrom);
                cast.ifPresent(QueryBudget::checkName);
                equalMatch.ifPresent(QueryBudget::checkName);
            }
        }
    }

    private void spend(Query query, int depth) {
        if (depth > MAX_DEPTH) {
            throw new StorageException.BadRequest("A query may be nested up to %d levels deep.".formatted(MAX_DEPTH));
        }
        switch (query) {
            case Query.All() -> {}
            case Query.And(var parts) -> parts.forEach(part -> spend(part, depth + 1));
            case Query.Or(var parts) -> parts.forEach(part -> spend(part, depth + 1));
            case Query.Not(var part) -> spend(part, depth + 1);
            case Query.Compare(var key, var _, var operand) -> spend(key, operand);
        }
    }

    private void spend(Query.Key key, JsonNode operand) {
        if (++comparisons > MAX_COMPARISONS) {
            throw new StorageException.BadRequest("A query may have up to %d comparisons.".formatted(MAX_COMPARISONS));
        }
        checkNames(key);
        spend(key, texts(operand));
    }

    /** What a value of a query object is compared as, as far as it costs: a list is its texts one after the other. */
    private static String texts(JsonNode operand) {
        if (operand.isString()) {
            return operand.stringValue();
        }
        StringBuilder texts = new StringBuilder();
        if (operand.isArray()) {
            for (JsonNode item : operand) {
                if (texts.length() > MAX_VALUE_LENGTH) {
                    break;
                }
                texts.append(texts(item)).append(',');
            }
        }
        return texts.toString();
    }

    private void spend(Query.Key key, String value) {
        if (value.length() > MAX_VALUE_LENGTH) {
            throw new StorageException.BadRequest(
                    "A value in a query may have up to %,d characters.".formatted(MAX_VALUE_LENGTH));
        }
        if (key instanceof Query.Key.AnyField || value.contains("%")) { // elsewhere _ is an ordinary character
            wildcards += (int) value.chars().filter(c -> c == '%' || c == '_').count();
        }
        if (wildcards > MAX_WILDCARDS) {
            throw new StorageException.BadRequest("A query may have up to %d %% and _.".formatted(MAX_WILDCARDS));
        }
    }
}
