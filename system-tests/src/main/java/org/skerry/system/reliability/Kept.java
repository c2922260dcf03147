package org.skerry.system.reliability;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.skerry.jio.Attachment;
import org.skerry.jio.PastRecord;
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

    Kept restored(Kept what) {
        return new Kept(what.body, what.attachments, writes + 1);
    }

    /** Whether a version of it is the same. */
    boolean looksLike(PastRecord past) {
        return body.equals(Optional.of(past.body())) && told().equals(Set.copyOf(past.attachments()));
    }

    /** Whether a version of it tells nothing else: of its attachments some may be missing. */
    boolean hasAll(PastRecord past) {
        return body.equals(Optional.of(past.body())) && told().containsAll(past.attachments());
    }

    private Set<PastRecord.PastAttachment> told() {
        return attachments.entrySet().stream()
                .map(attached -> new PastRecord.PastAttachment(
                        attached.getKey(),
                        attached.getValue().type(),
                        attached.getValue().bytes().length,
                        sha256(attached.getValue())))
                .collect(Collectors.toSet());
    }

    static String sha256(Attachment content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.bytes()));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    /** Whether it is the same for a reader, whatever led there. */
    boolean looksLike(Kept other) {
        return body.equals(other.body) && attachments.equals(other.attachments);
    }
}
