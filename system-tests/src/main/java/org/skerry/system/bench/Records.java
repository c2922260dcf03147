package org.skerry.system.bench;

import org.skerry.jio.JsonText;
import tools.jackson.databind.node.ObjectNode;

/** Records to measure with. */
final class Records {

    private Records() {}

    /** A record whose JSON text has so many bytes. */
    static ObjectNode ofBytes(int bytes, int number) {
        ObjectNode record = JsonText.object()
                .put("portal_type", "Measurement")
                .put("number", number)
                .put("text", "");
        int missing = bytes - JsonText.writeUtf8(record).length;
        return record.put("text", "x".repeat(missing));
    }
}
