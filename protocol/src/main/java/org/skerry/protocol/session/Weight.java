package org.skerry.protocol.session;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** About how much memory a JSON value holds, in bytes: many times its text, where that is made of many small values. */
final class Weight {

    private static final int SCALAR = 24;
    private static final int TEXT = 56;
    private static final int LONG_NUMBER = 100;
    private static final int CONTAINER = 80;
    private static final int OBJECT_TABLE = 80;
    private static final int MEMBER = 80;

    private Weight() {}

    static long of(JsonNode value) {
        if (value.isObject()) {
            long weight = CONTAINER + (value.isEmpty() ? 0 : OBJECT_TABLE);
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                weight += MEMBER + member.getKey().length() + of(member.getValue());
            }
            return weight;
        }
        if (value.isArray()) {
            long weight = CONTAINER;
            for (JsonNode item : value) {
                weight += of(item);
            }
            return weight;
        }
        if (value.isString()) {
            return TEXT + value.stringValue().length();
        }
        return value.isBigInteger() || value.isBigDecimal()
                ? LONG_NUMBER + value.decimalValue().precision() / 2
                : SCALAR;
    }
}
