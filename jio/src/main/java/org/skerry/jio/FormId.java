package org.skerry.jio;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Where the form of a type of records is kept: a record whose id begins with {@link #PREFIX}. */
public final class FormId {

    public static final String PREFIX = "form/";

    /** The type of such a record. */
    public static final String TYPE = "Form";

    /** The field of a record that tells its type (ERP5's word). */
    public static final String TYPE_FIELD = "portal_type";

    /** The field of a form that tells for which type it is. */
    public static final String FOR_FIELD = "for";

    /** The field of a form that holds its JSON Schema. */
    public static final String SCHEMA_FIELD = "schema";

    private FormId() {}

    /** The id of a type's form; empty for a type whose name is too long to have one, or none. */
    public static Optional<RecordId> of(String type) {
        return type.isEmpty() || type.length() > RecordId.MAX_LENGTH - PREFIX.length() || !JsonText.isWellFormed(type)
                ? Optional.empty()
                : Optional.of(new RecordId(PREFIX + type));
    }

    /** The type whose form has this id; empty for another record. */
    public static Optional<String> typeOf(RecordId id) {
        return id.text().startsWith(PREFIX) ? Optional.of(id.text().substring(PREFIX.length())) : Optional.empty();
    }

    /** The type of a record; "" if it has none, or one that is no text. */
    public static String typeOf(ObjectNode body) {
        return body.path(TYPE_FIELD).stringValue("");
    }
}
