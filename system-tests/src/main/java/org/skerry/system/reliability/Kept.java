package org.skerry.system.reliability;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skerry.jio.Attachment;
import tools.jackson.databind.node.ObjectNode;

/**
 * One record as it must be.
 *
 * @param body empty if it was removed
 * @param writes how many writes it has had
 */
record Kept(Optional<ObjectNode> body, Map<String, Attachment> attachments, int writes) {

    static final Kept NEVER = new Kept(Optional.empty(), Map.of(), 0);

    Kept {
        attachments = Map.copyOf(attachments);
    }

    Kept withBody(ObjectNode next) {
        return new Kept(Optional.of(next), attachments, writes + 1);
    }

    Kept removed() {
        return new Kept(Optional.empty(), Map.of(), writes + 1);
    }

    Kept attached(String name, Attachment content) {
        Map<String, Attachment> more = new TreeMap<>(attachments);
        more.put(name, content);
        return new Kept(body, more, writes + 1);
    }

    Kept detached(String name) {
        Map<String, Attachment> fewer = new TreeMap<>(attachments);
        fewer.remove(name);
        return new Kept(body, fewer, writes + 1);
    }

    /** Whether it is the same for a reader, whatever led there. */
    boolean looksLike(Kept other) {
        return body.equals(other.body) && attachments.equals(other.attachments);
    }
}
