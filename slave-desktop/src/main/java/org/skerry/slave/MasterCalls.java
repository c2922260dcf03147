package org.skerry.slave;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Expected;
import org.skerry.jio.WriteKey;
import org.skerry.protocol.session.Call;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.protocol.storage.RepeatedCalls;
import org.skerry.protocol.storage.SessionSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Calls of any method, as the user wrote them; the master judges them. A write carries a key, so it can be repeated. Any
 * thread.
 */
final class MasterCalls {

    private static final Set<String> WRITES =
            Set.of("post", "put", "remove", "putAttachment", "removeAttachment", "restore", "endUpload");

    private final RepeatedCalls calls;
    private final String writer = PeerStorage.randomWriter();
    private final AtomicLong counter = new AtomicLong();

    MasterCalls(SessionSource link, Duration patience) {
        this.calls = new RepeatedCalls(link, patience);
    }

    /** @return null for a call without result */
    @Nullable
    JsonNode call(String method, ArrayNode arguments) {
        WriteKey key =
                WRITES.contains(method) ? new WriteKey.Numbered(writer, counter.incrementAndGet()) : WriteKey.NONE;
        return calls.call(new Call(method, arguments, key, Expected.ANY));
    }

    /** Whether a method changes records. */
    static boolean isWrite(String method) {
        return WRITES.contains(method);
    }
}
