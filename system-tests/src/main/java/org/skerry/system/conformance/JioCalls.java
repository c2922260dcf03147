package org.skerry.system.conformance;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.skerry.jio.JsonText;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.CallId;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.storage.RequestGate;
import org.skerry.protocol.storage.StorageService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a jIO client's calls on a storage of ours, in the corpus' notation for what JSON cannot say. */
final class JioCalls {

    private static final String BLOB = "$blob";

    private static final Set<String> METHODS = Set.of(
            "post",
            "put",
            "get",
            "remove",
            "allDocs",
            "putAttachment",
            "getAttachment",
            "removeAttachment",
            "allAttachments",
            "buildQuery",
            "repair");

    private final Storage storage;
    private final StorageService service;
    private final Map<String, JsonNode> variables = new HashMap<>();
    private int calls;

    JioCalls(Storage storage) {
        this.storage = storage;
        service = new StorageService(storage, RequestGate.OPEN);
    }

    Storage storage() {
        return storage;
    }

    void bind(String name, JsonNode value) {
        variables.put(name, value);
    }

    /** A value with the variables in it replaced. */
    JsonNode resolved(JsonNode value) {
        if (value.has("$var")) {
            return variables.getOrDefault(value.path("$var").stringValue(), value);
        }
        if (value.isArray()) {
            ArrayNode items = JsonText.nodes().arrayNode();
            value.forEach(item -> items.add(resolved(item)));
            return items;
        }
        if (value.isObject()) {
            ObjectNode object = JsonText.object();
            value.properties().forEach(entry -> object.set(entry.getKey(), resolved(entry.getValue())));
            return object;
        }
        return value;
    }

    CallResult call(ApiStep step) {
        try {
            return new CallResult.Value(
                    switch (step.method()) {
                        case "hasCapacity" -> hasCapacity(step.text(0));
                        case "buildQuery" ->
                            ask("allDocs", step.arguments()).path("data").path("rows");
                        case "putAttachment" -> ask("putAttachment", withDataUrl(step.arguments()));
                        case "getAttachment" -> attachment(step.arguments());
                        default -> ask(step.method(), step.arguments());
                    });
        } catch (StorageException error) {
            return new CallResult.Error(error);
        }
    }

    private JsonNode ask(String method, ArrayNode arguments) {
        JsonNode result = service.handle(new Message.JioQuery(CallId.of(++calls), method, arguments));
        return result == null ? JsonText.nodes().missingNode() : result;
    }

    private JsonNode hasCapacity(String name) {
        boolean isThere = METHODS.contains(name)
                || storage.capacities().stream()
                        .anyMatch(capacity ->
                                capacity.name().toLowerCase(Locale.ROOT).equals(name));
        if (!isThere) {
            throw new StorageException.NotOffered("Capacity '" + name + "' is not implemented");
        }
        return JsonText.nodes().booleanNode(true);
    }

    private static ArrayNode withDataUrl(ArrayNode arguments) {
        JsonNode blob = arguments.path(2).path(BLOB);
        if (blob.isMissingNode()) {
            return arguments;
        }
        ArrayNode changed = arguments.deepCopy();
        changed.set(
                2,
                JsonText.object()
                        .put(
                                "data_url",
                                "data:" + blob.path("type").stringValue() + ";base64,"
                                        + blob.path("base64").stringValue()));
        return changed;
    }

    // A blob and an array buffer do not fit in JSON; a client makes them of the data URL.
    private JsonNode attachment(ArrayNode arguments) {
        String format = arguments.path(2).path("format").asString("blob");
        if (!List.of("blob", "array_buffer").contains(format)) {
            return ask("getAttachment", arguments);
        }
        ArrayNode changed = arguments.deepCopy();
        while (changed.size() < 2) {
            changed.addNull();
        }
        if (changed.size() == 2) {
            changed.addObject();
        }
        ((ObjectNode) changed.path(2)).put("format", "data_url");
        String url = ask("getAttachment", changed).stringValue();
        int comma = url.indexOf(',');
        String base64 = url.substring(comma + 1);
        return format.equals("array_buffer")
                ? JsonText.object().put("$array_buffer", base64)
                : blob(url.substring("data:".length(), comma - ";base64".length()), base64);
    }

    static ObjectNode blob(String type, String base64) {
        ObjectNode holder = JsonText.object();
        holder.putObject(BLOB)
                .put("type", type)
                .put("base64", base64)
                .put("size", Base64.getDecoder().decode(base64).length);
        return holder;
    }
}
