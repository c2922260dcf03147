package org.skerry.slave.admin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.jio.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a PC or a person may do.
 *
 * @param types the types that are seen, and as what; empty for all of them. {@code -} stands for records without one
 * @param isOwnOnly whether only the records are seen that were made there
 * @param hidden fields that are not seen
 */
public record Grant(Role role, Optional<Map<String, Role>> types, boolean isOwnOnly, List<String> hidden) {

    public Grant {
        types = types.map(named -> Collections.unmodifiableMap(new LinkedHashMap<>(named)));
        hidden = List.copyOf(hidden);
    }

    /** A role with all records. */
    public static Grant of(Role role) {
        return new Grant(role, Optional.empty(), false, List.of());
    }

    static Grant read(JsonNode json) {
        Map<String, Role> types = new LinkedHashMap<>();
        json.path("types")
                .properties()
                .forEach(
                        type -> types.put(type.getKey(), Role.of(type.getValue().asString(""))));
        return new Grant(
                Role.of(json.path("role").asString("")),
                json.path("types").isObject() ? Optional.of(types) : Optional.empty(),
                json.path("own").asBoolean(false),
                json.path("hidden")
                        .valueStream()
                        .map(field -> field.asString(""))
                        .toList());
    }

    ObjectNode json() {
        ObjectNode json = JsonText.object().put("role", role.word());
        types.ifPresent(named -> {
            ObjectNode each = json.putObject("types");
            named.forEach((type, allowed) -> each.put(type, allowed.word()));
        });
        if (isOwnOnly) {
            json.put("own", true);
        }
        if (!hidden.isEmpty()) {
            ArrayNode fields = json.putArray("hidden");
            hidden.forEach(fields::add);
        }
        return json;
    }
}
