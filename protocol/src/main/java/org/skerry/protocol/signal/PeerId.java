package org.skerry.protocol.signal;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The identifier a slave makes for one attempt to connect: 8-4-4-4-12 hexadecimal digits, compared as they came. It is
 * also the label of the data channel.
 */
public record PeerId(String text) {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** @throws IllegalArgumentException if the text has another form */
    public PeerId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not an identifier of 8-4-4-4-12 hexadecimal digits");
        }
    }

    public static PeerId random() {
        return new PeerId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return text;
    }
}
