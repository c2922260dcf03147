package org.skerry.master.backup;

import java.time.Instant;
import java.util.Optional;
import org.skerry.jio.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A backup that was made once; its file may be anywhere by now.
 *
 * @param file its path, as far as the master knows it
 * @param isAutomatic whether the master made it by itself, and may delete it
 * @param isElsewhere whether it is on another disk than the data; empty if nobody can tell
 * @param isGood whether nothing in it was damaged
 */
public record MadeBackup(
        Instant time,
        String file,
        long bytes,
        long records,
        boolean isAutomatic,
        Optional<Boolean> isElsewhere,
        boolean isGood) {

    ObjectNode json() {
        ObjectNode json = JsonText.object()
                .put("time", time.toString())
                .put("file", file)
                .put("bytes", bytes)
                .put("records", records)
                .put("automatic", isAutomatic)
                .put("good", isGood);
        isElsewhere.ifPresent(elsewhere -> json.put("elsewhere", elsewhere));
        return json;
    }

    /** @throws java.time.DateTimeException if it is none */
    static MadeBackup read(JsonNode json) {
        return new MadeBackup(
                Instant.parse(json.path("time").asString("")),
                json.path("file").asString(""),
                json.path("bytes").asLong(0),
                json.path("records").asLong(0),
                json.path("automatic").asBoolean(false),
                json.has("elsewhere") ? Optional.of(json.path("elsewhere").asBoolean(false)) : Optional.empty(),
                json.path("good").asBoolean(false));
    }
}
