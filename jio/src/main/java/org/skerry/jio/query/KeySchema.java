package org.skerry.jio.query;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/**
 * jIO's {@code key_schema}: names in queries that read another field, or cast or compare its values in their own way.
 *
 * <p>Immutable. A key of the schema that is wrong in itself is refused when a query uses it, as in jIO.
 */
public final class KeySchema {

    /** Every name is a field, compared as it is. */
    public static final KeySchema NONE = new KeySchema(Map.of(), Optional.empty(), Optional.empty());

    private final Map<String, JsonNode> keys;
    private final Optional<Map<String, Cast>> casts;
    private final Optional<Map<String, EqualMatch>> matches;

    private KeySchema(
            Map<String, JsonNode> keys, Optional<Map<String, Cast>> casts, Optional<Map<String, EqualMatch>> matches) {
        this.keys = Map.copyOf(keys);
        this.casts = casts.map(Map::copyOf);
        this.matches = matches.map(Map::copyOf);
    }

    /** Changes a field's value, and the value it is compared with, before they are compared or sorted. */
    @FunctionalInterface
    public interface Cast {

        /**
         * @param value a missing node where the record has no such field
         * @return a missing node where there is no value then; a {@link JioDate} comes wrapped in a {@link POJONode} and
         *     decides all comparisons
         * @throws RuntimeException where the value cannot be cast: it then matches nothing and sorts as missing
         */
        JsonNode cast(JsonNode value);
    }

    /** Decides whether a record's value is equal to a query's, in place of {@code =} and wildcards. */
    @FunctionalInterface
    public interface EqualMatch {

        boolean matches(JsonNode recordValue, JsonNode queryValue);
    }

    /** A key, resolved for one query. */
    record Resolved(
            String readFrom, @Nullable Cast cast, @Nullable EqualMatch equalMatch) {}

    /**
     * A schema in jIO's JSON form {@code {"key_set": {name: {"read_from", "cast_to"?, "equal_match"?} or "field"}}}.
     *
     * @param casts what {@code cast_to} may name (jIO's {@code cast_lookup})
     * @param matches what {@code equal_match} may name (jIO's {@code match_lookup})
     * @throws StorageException.BadRequest with jIO's words if it has no key_set, or other properties
     */
    public static KeySchema read(JsonNode schema, Map<String, Cast> casts, Map<String, EqualMatch> matches) {
        JsonNode keySet = schema.path("key_set");
        if (!keySet.isObject()) {
            throw new StorageException.BadRequest("Query().create(): key_schema has no 'key_set' property");
        }
        schema.propertyNames().stream()
                .filter(name -> !name.equals("key_set"))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new StorageException.BadRequest(
                            "Query().create(): key_schema has unknown property '" + unknown + "'");
                });
        Map<String, JsonNode> keys = new HashMap<>();
        keySet.properties().forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
        return new KeySchema(keys, Optional.of(casts), Optional.of(matches));
    }

    /**
     * The schema of a query storage: fields that hold date-times.
     *
     * @param schema {@code {field: {"type": "string", "format": "date-time"}}}
     * @throws StorageException.BadRequest with jIO's words for any other form
     */
    public static KeySchema ofQueryStorage(JsonNode schema) {
        Map<String, JsonNode> keys = new HashMap<>();
        schema.properties().forEach(entry -> {
            JsonNode form = entry.getValue();
            if (!form.path("type").asString("").equals("string")
                    || !form.path("format").asString("").equals("date-time")) {
                throw new StorageException.BadRequest("Wrong schema for property: " + entry.getKey());
            }
            keys.put(
                    entry.getKey(),
                    JsonText.object().put("read_from", entry.getKey()).put("cast_to", "dateType"));
        });
        return new KeySchema(keys, Optional.of(Map.of("dateType", KeySchema::castDateTime)), Optional.empty());
    }

    /** Cast of a date-time: the moment that JavaScript's {@code new Date(value)} means, to the millisecond. */
    public static JsonNode castDateTime(JsonNode value) {
        OptionalLong millis = switch (value.getNodeType()) {
            case MISSING, NULL, OBJECT, POJO, BINARY -> OptionalLong.empty();
            case NUMBER, BOOLEAN -> millis(JsText.toNumber(value));
            case STRING, ARRAY -> JsDate.millis(JsText.of(value));
        };
        return millis.isEmpty()
                ? JsonText.nodes().missingNode()
                : new POJONode(JioDate.at(Instant.ofEpochMilli(millis.getAsLong())));
    }

    private static OptionalLong millis(double number) {
        return Math.abs(number) <= 8.64e15 ? OptionalLong.of((long) number) : OptionalLong.empty();
    }

    /**
     * Cast to a {@link JioDate}; texts only. A missing field is now, as in jIO.
     *
     * @param clock what tells now
     */
    public static Cast castJioDate(InstantSource clock) {
        return value -> switch (value.getNodeType()) {
            case MISSING -> new POJONode(JioDate.at(clock.instant()));
            case STRING -> new POJONode(JioDate.parse(value.stringValue()));
            case ARRAY, BINARY, BOOLEAN, NULL, NUMBER, OBJECT, POJO ->
                throw new StorageException.BadRequest("Cannot parse: " + JsText.of(value));
        };
    }

    /** @throws StorageException.BadRequest with jIO's words if the schema's key is wrong */
    Resolved resolve(Query.Key.Field key) {
        JsonNode entry = keys.get(key.name());
        if (entry == null) {
            return new Resolved(key.name(), null, null);
        }
        if (entry.isString()) {
            return new Resolved(entry.stringValue(), null, null);
        }
        Query.Key.Custom custom = readKey(entry);
        return resolve(custom);
    }

    Resolved resolve(Query.Key.Custom key) {
        return new Resolved(
                key.readFrom(),
                key.cast().map(this::cast).orElse(null),
                key.equalMatch().flatMap(this::match).orElse(null));
    }

    /** What a sort key reads: by jIO's rule the field of its own name, cast as the schema says. */
    Resolved resolveForSort(String name) {
        JsonNode entry = keys.get(name);
        if (entry == null || !entry.isObject()) {
            return new Resolved(name, null, null);
        }
        return new Resolved(name, readKey(entry).cast().map(this::cast).orElse(null), null);
    }

    /** Whether rows are sorted by that name as the values come, without a cast. */
    public boolean sortsPlainly(String name) {
        return resolveForSort(name).cast() == null;
    }

    private Cast cast(String name) {
        return lookup(casts, name).orElse(value -> JsonText.nodes().missingNode());
    }

    private Optional<EqualMatch> match(String name) {
        return lookup(matches, name);
    }

    private static <T> Optional<T> lookup(Optional<Map<String, T>> table, String name) {
        if (table.isEmpty()) {
            throw new StorageException.BadRequest("The key schema has nothing called '" + name + "'.");
        }
        return Optional.ofNullable(table.get().get(name));
    }

    /** A key in its JSON form, in a schema or in a query object. */
    static Query.Key.Custom readKey(JsonNode key) {
        for (String property : key.propertyNames()) {
            if (!property.equals("read_from") && !property.equals("cast_to") && !property.equals("equal_match")) {
                throw new StorageException.BadRequest("Custom key has unknown property '" + property + "'");
            }
        }
        if (!key.path("read_from").isString()) {
            throw new StorageException.BadRequest("Custom key is missing the read_from property");
        }
        return new Query.Key.Custom(
                key.path("read_from").stringValue(), name(key.path("cast_to")), name(key.path("equal_match")));
    }

    private static Optional<String> name(JsonNode name) {
        return name.isString() ? Optional.of(name.stringValue()) : Optional.empty();
    }
}
