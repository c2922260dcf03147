package org.skerry.protocol.transfer;

import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.storage.AttachmentInfoJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The arguments of {@code beginUpload} and {@code beginDownload}: a record, the name of an attachment, and an object.
 *
 * @param number of the transfer, chosen by the caller
 */
record TransferRequest(String method, RecordId id, String name, int number, ObjectNode options) {

    /** @throws StorageException.BadRequest if they are others */
    static TransferRequest read(Message.JioQuery query) {
        String method = query.method();
        if (query.arguments().size() != 3
                || !(query.arguments().get(0) instanceof JsonNode id && isName(id))
                || !(query.arguments().get(1) instanceof JsonNode name && isName(name))
                || !(query.arguments().get(2) instanceof ObjectNode options)) {
            throw new StorageException.BadRequest(
                    "'%s' takes an id, the name of an attachment, and an object.".formatted(method));
        }
        long number = AttachmentInfoJson.number(method, options, "transfer");
        if (number > Integer.MAX_VALUE) {
            throw new StorageException.BadRequest("'transfer' has 31 bits on '%s'.".formatted(method));
        }
        return new TransferRequest(method, new RecordId(id.stringValue()), name.stringValue(), (int) number, options);
    }

    private static boolean isName(JsonNode name) {
        return name.isString() && !name.stringValue().isEmpty();
    }

    /** What an upload brings. */
    AttachmentInfo content() {
        return AttachmentInfoJson.read(method, options);
    }

    /** Where a download begins: where it is asked for, if the content is the one that is meant. */
    long startIn(AttachmentInfo content) {
        if (!options.has("start")) {
            return 0;
        }
        long start = AttachmentInfoJson.number(method, options, "start");
        boolean isMeant = options.get("sha256") instanceof JsonNode meant
                && meant.isString()
                && meant.stringValue().equals(content.sha256());
        return isMeant && start <= content.size() ? start : 0;
    }
}
