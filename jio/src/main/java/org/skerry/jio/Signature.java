package org.skerry.jio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Tells whether two JSON values, or two writes, are the same: SHA-256 of the canonical UTF-8 JSON (see
 * {@link JsonText#canonical}).
 */
public final class Signature {

    private Signature() {}

    /** The signature as 64 lower-case hexadecimal digits. */
    public static String of(JsonNode value) {
        return of(JsonText.canonical(value).getBytes(StandardCharsets.UTF_8));
    }

    /** The same for two writes that ask for the same, and else not; 32 lower-case hexadecimal digits. */
    public static String of(Write write) {
        ArrayNode asked = JsonText.nodes().arrayNode();
        asked.add(write.getClass().getSimpleName()).add(write.id().text());
        switch (write) {
            case Write.Put put -> asked.add(text(put.expected())).add(of(put.body()));
            case Write.Remove remove -> asked.add(text(remove.expected()));
            case Write.PutAttachment put -> {
                asked.add(put.name())
                        .add(put.content().type())
                        .add(of(put.content().bytes()));
                add(asked, put.expected());
            }
            case Write.AttachUploaded put -> {
                asked.add(put.name())
                        .add(put.content().type())
                        .add(put.content().sha256());
                add(asked, put.expected());
            }
            case Write.RemoveAttachment remove -> {
                asked.add(remove.name());
                add(asked, remove.expected());
            }
            case Write.Restore restore ->
                asked.add(text(restore.expected())).add(restore.version().number());
        }
        return of(asked).substring(0, 32);
    }

    private static String text(Expected expected) {
        return switch (expected) {
            case Expected.Any() -> "any";
            case Expected.Absent() -> "absent";
            case Expected.Gone() -> "gone";
            case Expected.Signed(var signature, var last) ->
                last.map(step -> signature + " " + step).orElse(signature);
        };
    }

    /** A write that expects nothing has the signature that it had before it could. */
    private static void add(ArrayNode asked, ExpectedAttachment expected) {
        switch (expected) {
            case ExpectedAttachment.Any() -> {}
            case ExpectedAttachment.Absent() -> asked.add("absent");
            case ExpectedAttachment.Content(var sha256) -> asked.add(sha256);
        }
    }

    /** SHA-256 of some bytes, as 64 lower-case hexadecimal digits. */
    public static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
