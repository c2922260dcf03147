package org.skerry.protocol.session;

import org.skerry.jio.Expected;
import org.skerry.jio.WriteKey;
import tools.jackson.databind.node.ArrayNode;

/**
 * A request to make, before it has an id.
 *
 * @param key left out towards a peer that keeps no keys
 * @param expected anything but {@link Expected#ANY} is refused towards a peer that does not check it
 */
public record Call(String method, ArrayNode arguments, WriteKey key, Expected expected) {

    /** A call of a method that writes nothing, or may be repeated as it is. */
    public Call(String method, ArrayNode arguments) {
        this(method, arguments, WriteKey.NONE, Expected.ANY);
    }
}
