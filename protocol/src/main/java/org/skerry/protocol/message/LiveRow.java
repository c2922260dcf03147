package org.skerry.protocol.message;

import java.util.Locale;
import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What has become of one record, for whoever follows a query.
 *
 * @param value the selected fields, as in a row of {@code allDocs}; empty of a record that went out, or a large one
 * @param doc the record where it was asked for; empty of one that went out, or a large one
 * @param isLarge whether value and document are left out for their size: who wants them gets the record
 */
public record LiveRow(RecordId id, Went went, Optional<ObjectNode> value, Optional<ObjectNode> doc, boolean isLarge) {

    /** Which way a record went. */
    public enum Went {
        /** It matches now, and did not before. */
        IN,
        /** It does not match any more, is not there any more, or is not to be seen any more. */
        OUT,
        /** It matches as before, and is another one. */
        CHANGED
    }

    /** A record that is not among those asked for any more. */
    public static LiveRow out(RecordId id) {
        return new LiveRow(id, Went.OUT, Optional.empty(), Optional.empty(), false);
    }

    /** The same without what is large in it. */
    public LiveRow large() {
        return new LiveRow(id, went, Optional.empty(), Optional.empty(), true);
    }

    public ObjectNode json() {
        ObjectNode json =
                JsonText.object().put("id", id.text()).put("went", went.name().toLowerCase(Locale.ROOT));
        value.ifPresent(selected -> json.set("value", selected));
        doc.ifPresent(body -> json.set("doc", body));
        if (isLarge) {
            json.put("large", true);
        }
        return json;
    }

    /** @throws StorageException.BadRequest if it is none */
    static LiveRow read(JsonNode json) {
        Went went = switch (json.path("went").asString("")) {
            case "in" -> Went.IN;
            case "out" -> Went.OUT;
            case "changed" -> Went.CHANGED;
            default -> throw wrong();
        };
        return new LiveRow(
                new RecordId(json.path("id").asString("")),
                went,
                json.get("value") instanceof ObjectNode value ? Optional.of(value) : Optional.empty(),
                json.get("doc") instanceof ObjectNode doc ? Optional.of(doc) : Optional.empty(),
                json.path("large").asBoolean(false));
    }

    private static StorageException wrong() {
        return new StorageException.BadRequest(
                "A row of a live query needs an \"id\" (text) and a \"went\" (in, out or changed).");
    }
}
