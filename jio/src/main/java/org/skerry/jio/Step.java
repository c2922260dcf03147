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

    /** What a step takes besides its texts, in chars: some objects, and its place in a map. */
    static final int OVERHEAD = 100;

    /** How much it holds, as text of so many chars. */
    public long chars() {
        long old = before.map(Body::chars).orElse(0L);
        long bodies = before.equals(after) ? old : old + after.map(Body::chars).orElse(0L);
        return OVERHEAD + id.text().length() + bodies;
    }

    /** A record's body, read when somebody looks at it. */
    public sealed interface Body {

        /** @return treated as immutable by everybody who holds it */
        ObjectNode read();

        /** How much memory it takes, as text of so many chars. */
        long chars();

        /** A body as the text that a storage keeps. */
        record Text(String json) implements Body {
            @Override
            public ObjectNode read() {
                return (ObjectNode) JsonText.read(json);
            }

            @Override
            public long chars() {
                return json.length();
            }
        }

        /** A body that is there already. */
        record Tree(ObjectNode read, long chars) implements Body {

            /** A tree takes several times the memory of its text. */
            private static final int TIMES_TEXT = 4;

            public static Tree of(ObjectNode body) {
                return new Tree(body, (long) TIMES_TEXT * JsonText.write(body).length());
            }
        }
    }
}
