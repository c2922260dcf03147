package org.skerry.jio;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a storage of jIO's storage description, such as {@code {"type":"local"}}.
 *
 * <p>jIO's {@code query} and {@code uuid} storages add to the one below what every storage can do here, so they stand for
 * that one; {@code indexeddb} stands for {@code local}. A jIO user can paste the description at hand.
 */
public final class StorageDescription {

    /** How many storages may be wrapped in each other. */
    private static final int MAX_DEPTH = 16;

    private static final Set<String> PLAIN = Set.of("local", "memory");

    private StorageDescription() {}

    /**
     * Makes the storage.
     *
     * @param constructors by type; one gets the description of its own type, checks its keys by {@link #checkKeys}, and calls
     *     this method for the storages below. The keys of {@code local} and {@code memory} are checked here
     * @throws StorageException.BadRequest with the name of an unknown type or key
     */
    public static Storage build(JsonNode description, Map<String, Function<ObjectNode, Storage>> constructors) {
        ObjectNode plain = withoutWrapping(description, 1);
        String type = type(plain);
        Function<ObjectNode, Storage> constructor = constructors.get(type);
        if (constructor == null) {
            throw new StorageException.BadRequest("Unknown storage '" + type + "'");
        }
        if (PLAIN.contains(type)) {
            checkKeys(plain, Set.of());
        }
        return constructor.apply(plain);
    }

    /**
     * Refuses keys that a storage does not know.
     *
     * @param known beside {@code type}
     * @throws StorageException.BadRequest with the name of the first unknown one
     */
    public static void checkKeys(ObjectNode description, Set<String> known) {
        for (String key : description.propertyNames()) {
            if (!key.equals("type") && !known.contains(key)) {
                throw new StorageException.BadRequest(
                        "Unknown key '" + key + "' in the description of storage '" + type(description) + "'");
            }
        }
    }

    private static ObjectNode withoutWrapping(JsonNode description, int depth) {
        if (depth > MAX_DEPTH) {
            throw new StorageException.BadRequest(
                    "A storage description may be nested up to " + MAX_DEPTH + " levels deep.");
        }
        String type = type(description);
        ObjectNode object = (ObjectNode) description;
        return switch (type) {
            case "query", "uuid" -> withoutWrapping(subStorage(object), depth + 1);
            case "indexeddb" -> local(object);
            default -> object;
        };
    }

    private static JsonNode subStorage(ObjectNode description) {
        checkKeys(description, Set.of("sub_storage"));
        if (!description.has("sub_storage")) {
            throw new StorageException.BadRequest("Storage '" + type(description) + "' needs a 'sub_storage'");
        }
        return description.get("sub_storage");
    }

    /** The name of the database has no meaning here: a data folder has one. */
    private static ObjectNode local(ObjectNode indexedDb) {
        checkKeys(indexedDb, Set.of("database", "version", "index_key_list"));
        if (indexedDb.path("database").stringValue("").isEmpty()) {
            throw new StorageException.BadRequest(
                    "IndexedDBStorage 'database' description property must be a non-empty string");
        }
        return JsonText.object().put("type", "local");
    }

    private static String type(JsonNode description) {
        if (!description.isObject() || !description.path("type").isString()) {
            throw new StorageException.BadRequest("Invalid storage description");
        }
        return description.get("type").stringValue();
    }
}
