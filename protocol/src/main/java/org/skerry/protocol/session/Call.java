package org.skerry.protocol.session;

import java.time.Duration;
import org.skerry.jio.Expected;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;
import tools.jackson.databind.node.ArrayNode;

/**
 * A request to make, before it has an id.
 *
 * @param key left out towards a peer that keeps no keys
 * @param expected anything but {@link Expected#ANY} is refused towards a peer that does not check it
 * @param attachment left out towards a peer that does not check it
 */
public record Call(String method, ArrayNode arguments, WriteKey key, Expected expected, ExpectedAttachment attachment) {

    /** A call of a method that writes nothing, or may be repeated as it is. */
    public Call(String method, ArrayNode arguments) {
        this(method, arguments, WriteKey.NONE, Expected.ANY);
    }

    /** A call that expects nothing of an attachment. */
    public Call(String method, ArrayNode arguments, WriteKey key, Expected expected) {
        this(method, arguments, key, expected, ExpectedAttachment.ANY);
    }

    /** Why it fails when no answer came in time. */
    public StorageException.Unreachable late(Duration patience) {
        String time = patience.compareTo(Duration.ofSeconds(1)) < 0
                ? patience.toMillis() + " ms"
                : "%.1f s".formatted(patience.toMillis() / 1000.0);
        return new StorageException.Unreachable("%s: no answer within %s.".formatted(method, time));
    }
}
