package org.skerry.slave.files;

import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a row of the JSON text of one record. */
final class JsonRow {

    private final Optional<String> idKey;

    /** @param idKey as in {@link ReadOptions} */
    JsonRow(Optional<String> idKey) {
        this.idKey = idKey;
    }

    SourceRow read(long number, String text) {
        String key = idKey.orElse(RecordSource.ID_COLUMN);
        try {
            if (!(JsonText.read(text) instanceof ObjectNode record)) {
                return new SourceRow.Broken(number, "", "This is not an object.");
            }
            JsonNode id = record.get(key);
            record.remove(RecordSource.ID_COLUMN);
            if (id == null) {
                return idKey.isEmpty()
                        ? new SourceRow.Read(number, Optional.empty(), record)
                        : new SourceRow.Broken(number, key, "The key is missing, but it names the record.");
            }
            if (!id.isString() && !id.isNumber()) {
                return new SourceRow.Broken(number, key, "The key names the record, so it must be a text or a number.");
            }
            String name = id.isString() ? id.stringValue() : JsonText.write(id);
            return new SourceRow.Read(number, Optional.of(new RecordId(name)), record);
        } catch (StorageException.BadRequest unusable) {
            return new SourceRow.Broken(number, "", unusable.getMessage());
        }
    }
}
