package org.skerry.system.conformance;

import java.io.IOException;
import java.util.Locale;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;

/**
 * Where we want to differ from jIO. What a constant says is checked by {@link QueryDeviations} and {@link ApiDeviations};
 * the reasons, and the ids known to be concerned, are in {@code deviations.json}.
 */
enum Deviation {
    /** include_docs is answered over a query storage too, and may be false. */
    INCLUDE_DOCS,
    /** A field that is named like a member of JavaScript's objects is a field. */
    OWN_FIELDS,
    /** A NOT with several parts negates all of them together. */
    NEGATED_LIST,
    /** A query or order that makes no sense is refused, also where there is nothing to compare. */
    EARLY_REFUSAL,
    /** A limit holds whole numbers from 0. */
    STRICT_LIMIT,
    /** Every storage answers queries, sorts, limits, selects, includes and posts. */
    FULL_CAPACITY,
    /** Part of an attachment is given wherever it is asked for. */
    RANGE_EVERYWHERE,
    /** An attachment needs its record. */
    ATTACHMENT_NEEDS_RECORD,
    /** Removing an attachment that is not there is 404. */
    NO_SUCH_ATTACHMENT,
    /** A record is a JSON object. */
    OBJECTS_ONLY;

    private static final JsonNode LIST = list();

    /** As the list names it. */
    String rule() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What we do instead, in words. */
    String instead() {
        return entry().path("instead").stringValue();
    }

    /** Why. */
    String reason() {
        return entry().path("reason").stringValue();
    }

    private JsonNode entry() {
        JsonNode entry = LIST.path(rule());
        if (!entry.isObject()) {
            throw new IllegalStateException("deviations.json does not explain " + rule());
        }
        return entry;
    }

    private static JsonNode list() {
        try (var stream = Deviation.class.getResourceAsStream("deviations.json")) {
            if (stream == null) {
                throw new IllegalStateException("deviations.json is missing");
            }
            return JsonText.read(stream.readAllBytes());
        } catch (IOException | StorageException unreadable) {
            throw new IllegalStateException("deviations.json cannot be read", unreadable);
        }
    }
}
