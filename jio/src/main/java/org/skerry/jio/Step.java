package org.skerry.jio;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One write as it changed one record.
 *
 * @param before what it replaced; empty if the record was not there
 * @param after what is there since; empty if the record was removed
 * @param ofAttachments whether it changed the attachments and nothing else
 */
public record Step(Sequence sequence, RecordId id, Optional<Body> before, Optional<Body> after, boolean ofAttachments) {

    /** How much text of bodies it holds, in chars; those that are held elsewhere do not count. */
    public long chars() {
        long old = before.map(Body::chars).orElse(0L);
        return before.equals(after) ? old : old + after.map(Body::chars).orElse(0L);
    }

    /** A record's body, read when somebody looks at it. */
    public sealed interface Body {

        /** @return treated as immutable by everybody who holds it */
        ObjectNode read();

        private long chars() {
            return switch (this) {
                case Text(String json) -> json.length();
                case Tree ignored -> 0;
            };
        }

        /** A body as the text that a storage keeps. */
        record Text(String json) implements Body {
            @Override
            public ObjectNode read() {
                return (ObjectNode) JsonText.read(json);
            }
        }

        /** A body that is there already. */
        record Tree(ObjectNode read) implements Body {}
    }
}
