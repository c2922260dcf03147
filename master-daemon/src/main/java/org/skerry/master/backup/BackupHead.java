package org.skerry.master.backup;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.master.recovery.RecoveryKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a backup says of itself, for everybody to read.
 *
 * @param made when
 * @param master its name
 * @param program the version of Skerry that made it
 * @param feed the id of the records' feed
 * @param sequence of the last change that is in it
 * @param records how many there are
 * @param contents how many files of attachments
 * @param key what the identity is sealed to; without one there is no identity in it
 * @param recordsKey sealed to it, where the records are encrypted
 */
public record BackupHead(
        Instant made,
        String master,
        String program,
        String feed,
        long sequence,
        long records,
        long contents,
        Optional<RecoveryKey> key,
        Optional<String> recordsKey) {

    private static final int VERSION = 1;

    ObjectNode json() {
        ObjectNode json = JsonText.object()
                .put("version", VERSION)
                .put("made", made.toString())
                .put("master", master)
                .put("program", program)
                .put("feed", feed)
                .put("sequence", sequence)
                .put("records", records)
                .put("contents", contents);
        key.ifPresent(there -> json.set("recovery", there.json()));
        recordsKey.ifPresent(there -> json.put("records_key", there));
        return json;
    }

    /** @throws StorageException.BadRequest in a plain sentence, if it is none that this program knows */
    static BackupHead read(byte[] utf8) {
        try {
            JsonNode json = JsonText.read(utf8);
            int version = json.path("version").asInt(0);
            if (version != VERSION) {
                throw new StorageException.BadRequest(
                        "The backup has format %d, this program knows format %d; use the newer program."
                                .formatted(version, VERSION));
            }
            return new BackupHead(
                    Instant.parse(json.path("made").asString("")),
                    json.path("master").asString(""),
                    json.path("program").asString(""),
                    json.path("feed").asString(""),
                    json.path("sequence").asLong(0),
                    json.path("records").asLong(0),
                    json.path("contents").asLong(0),
                    json.has("recovery") ? Optional.of(RecoveryKey.read(json.get("recovery"))) : Optional.empty(),
                    json.has("records_key")
                            ? Optional.of(json.path("records_key").asString(""))
                            : Optional.empty());
        } catch (IllegalArgumentException | DateTimeException damaged) {
            throw new StorageException.BadRequest("What the backup says of itself is damaged.", damaged);
        }
    }

    static String text(byte[] sealed) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
