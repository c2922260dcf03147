package org.skerry.slave.ui.entry;

import org.skerry.jio.JsonText;
import org.skerry.jio.Storage;
import tools.jackson.databind.node.ObjectNode;

/** The form that the records of a type would have, going by what they hold. */
public final class FormGuess {

    private FormGuess() {}

    /** A schema with the fields that are usual; blocks. */
    public static ObjectNode schema(Storage storage, String type) {
        ObjectNode schema = JsonText.object();
        ObjectNode properties = schema.putObject("properties");
        for (TypeSample.Guess field : new EntryCalls(storage).sample(type).fields()) {
            describe(properties.putObject(field.name()), field.kind());
        }
        return schema;
    }

    private static void describe(ObjectNode property, FieldKind kind) {
        switch (kind) {
            case TEXT, CHOICE, REFERENCE -> property.put("type", "string");
            case LONG_TEXT -> property.put("type", "string").put("x-long", true);
            case NUMBER -> property.put("type", "number");
            case DATE -> property.put("type", "string").put("format", "date");
            case DATE_TIME -> property.put("type", "string").put("format", "date-time");
            case YES_NO -> property.put("type", "boolean");
            case LIST -> property.put("type", "array").putObject("items").put("type", "string");
            case JSON -> {}
        }
    }
}
