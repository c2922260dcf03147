package org.skerry.slave.ui.settings;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.theme.Theme;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Settings as JSON. A part that makes no sense is left out and costs no other. */
final class SettingsJson {

    private SettingsJson() {}

    static ObjectNode write(SavedSettings settings) {
        ObjectNode json = JsonText.object()
                .put("language", settings.language().code())
                .put("theme", settings.theme().name().toLowerCase(Locale.ROOT));
        settings.window()
                .ifPresent(place -> json.putObject("window")
                        .put("x", place.x())
                        .put("y", place.y())
                        .put("width", place.width())
                        .put("height", place.height())
                        .put("maximized", place.isMaximized()));
        ArrayNode recent = json.putArray("recent_masters");
        settings.recentMasters()
                .forEach(master -> recent.addObject()
                        .put("address", master.address().toString())
                        .put("name", master.name())
                        .put("last_joined", master.lastJoined().toString()));
        ArrayNode people = json.putArray("people");
        settings.people().forEach(people::add);
        ObjectNode columns = json.putObject("columns");
        settings.columns().forEach((type, chosen) -> {
            ArrayNode list = columns.putArray(type);
            chosen.forEach(
                    column -> list.addObject().put("field", column.field()).put("width", column.width()));
        });
        return json;
    }

    static SavedSettings read(JsonNode json) {
        SavedSettings defaults = SavedSettings.defaults();
        return new SavedSettings(
                Language.of(json.path("language").asString("")).orElse(defaults.language()),
                theme(json.path("theme").asString("")).orElse(defaults.theme()),
                window(json.path("window")),
                recentMasters(json.path("recent_masters")),
                people(json.path("people")),
                columns(json.path("columns")));
    }

    private static Optional<Theme> theme(String name) {
        for (Theme theme : Theme.values()) {
            if (theme.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(theme);
            }
        }
        return Optional.empty();
    }

    private static Optional<WindowPlace> window(JsonNode json) {
        double width = json.path("width").asDouble(0);
        double height = json.path("height").asDouble(0);
        if (!(width >= 1 && height >= 1)) {
            return Optional.empty();
        }
        return Optional.of(new WindowPlace(
                json.path("x").asDouble(0),
                json.path("y").asDouble(0),
                width,
                height,
                json.path("maximized").asBoolean(false)));
    }

    private static List<RecentMaster> recentMasters(JsonNode json) {
        List<RecentMaster> masters = new ArrayList<>();
        for (JsonNode master : json) {
            try {
                masters.add(new RecentMaster(
                        MasterAddress.parse(master.path("address").asString("")),
                        master.path("name").asString(""),
                        Instant.parse(master.path("last_joined").asString(""))));
            } catch (MasterAddress.Unreadable | DateTimeParseException noMaster) {
                // one less to choose from
            }
        }
        return masters;
    }

    private static List<String> people(JsonNode json) {
        return json.valueStream()
                .filter(name -> name.isString() && !name.stringValue().isBlank())
                .map(JsonNode::stringValue)
                .toList();
    }

    private static Map<String, List<TableColumnSetting>> columns(JsonNode json) {
        Map<String, List<TableColumnSetting>> columns = new HashMap<>();
        for (Map.Entry<String, JsonNode> type : json.properties()) {
            List<TableColumnSetting> chosen = new ArrayList<>();
            for (JsonNode column : type.getValue()) {
                String field = column.path("field").asString("");
                double width = column.path("width").asDouble(0);
                if (!field.isEmpty() && width > 0) {
                    chosen.add(new TableColumnSetting(field, width));
                }
            }
            columns.put(type.getKey(), List.copyOf(chosen));
        }
        return columns;
    }
}
