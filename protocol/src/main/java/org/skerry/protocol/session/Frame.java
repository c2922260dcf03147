package org.skerry.protocol.session;

import java.nio.charset.StandardCharsets;

/**
 * One message of a data channel as it travels.
 *
 * @param kind text or binary, as the data channel knows them
 * @param bytes the UTF-8 of a text frame (not checked yet), or the binary content; not changed by anybody
 */
public record Frame(Kind kind, byte[] bytes) {

    public enum Kind {
        TEXT,
        BINARY
    }

    public static Frame text(String text) {
        return new Frame(Kind.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Frame binary(byte[] bytes) {
        return new Frame(Kind.BINARY, bytes);
    }
}
