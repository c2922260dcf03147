package org.skerry.protocol.storage;

import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is known of an attachment, as JSON: {@code {"sha256","size","type"}}. */
public final class AttachmentInfoJson {

    private AttachmentInfoJson() {}

    public static ObjectNode write(AttachmentInfo info) {
        return JsonText.object()
                .put("sha256", info.sha256())
                .put("size", info.size())
                .put("type", info.type());
    }

    /**
     * @param method for the sentences
     * @throws StorageException.BadRequest if something is missing or wrong
     * @throws StorageException.TooLarge if it tells of too many bytes
     */
    public static AttachmentInfo read(String method, ObjectNode json) {
        return new AttachmentInfo(
                text(method, json, "sha256"), number(method, json, "size"), text(method, json, "type"));
    }

    private static String text(String method, ObjectNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null || !value.isString()) {
            throw new StorageException.BadRequest("'%s' must be a text on '%s'.".formatted(name, method));
        }
        return value.stringValue();
    }

    /**
     * A whole number from 0.
     *
     * @throws StorageException.BadRequest if it is none, or one of more than 18 digits
     */
    public static long number(String method, ObjectNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new StorageException.BadRequest(
                    "'%s' must be a whole number from 0 on '%s'.".formatted(name, method));
        }
        return value.longValue();
    }
}
