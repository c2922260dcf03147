package org.skerry.protocol.storage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.skerry.jio.Attachment;
import org.skerry.jio.StorageException;

/**
 * Attachments as data URLs (RFC 2397). A URL without media type gives an empty type, as jIO does, so that an attachment
 * comes back as it went in.
 */
final class DataUrl {

    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64";
    // A comma would end the media type too early for every reader of data URLs.
    private static final Pattern TYPE = Pattern.compile("[\\x20-\\x7e&&[^,]]{0,255}");
    private static final Pattern BLANKS = Pattern.compile("[ \\t\\n\\f\\r]+");

    private DataUrl() {}

    /** @throws StorageException.BadRequest if the type cannot stand in a data URL */
    static String write(Attachment content) {
        return SCHEME
                + checkedType(content.type())
                + BASE64
                + ","
                + Base64.getEncoder().encodeToString(content.bytes());
    }

    /**
     * The attachment in a data URL, in base64 or percent form.
     *
     * @throws StorageException.BadRequest if this is no data URL, or its base64 or percent form is broken
     */
    static Attachment read(String url) {
        int comma = url.indexOf(',');
        if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || comma < 0) {
            throw new StorageException.BadRequest(
                    "A data URL has the form data:TYPE;base64,CONTENT or data:TYPE,CONTENT.");
        }
        String header = url.substring(SCHEME.length(), comma);
        byte[] content = unescaped(url.substring(comma + 1));
        int typeLength = header.length() - BASE64.length();
        if (!header.regionMatches(true, typeLength, BASE64, 0, BASE64.length())) {
            return new Attachment(checkedType(header), content);
        }
        return new Attachment(checkedType(header.substring(0, typeLength)), decoded(content));
    }

    /** @throws StorageException.BadRequest if the text cannot be a media type */
    static String checkedType(String type) {
        if (!TYPE.matcher(type).matches()) {
            throw new StorageException.BadRequest(
                    "A content type has up to 255 characters of printable ASCII, and no comma.");
        }
        return type;
    }

    private static byte[] decoded(byte[] base64) {
        String text = new String(base64, StandardCharsets.ISO_8859_1);
        try {
            return Base64.getDecoder().decode(BLANKS.matcher(text).replaceAll(""));
        } catch (IllegalArgumentException malformed) {
            throw new StorageException.BadRequest("The content of this data URL is not base64.", malformed);
        }
    }

    private static byte[] unescaped(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (text.indexOf('%') < 0) {
            return utf8;
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream(utf8.length);
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] == '%') {
                plain.write(escapedByte(utf8, i));
                i += 2;
            } else {
                plain.write(utf8[i]);
            }
        }
        return plain.toByteArray();
    }

    private static int escapedByte(byte[] utf8, int percent) {
        if (percent + 2 >= utf8.length
                || !HexFormat.isHexDigit(utf8[percent + 1])
                || !HexFormat.isHexDigit(utf8[percent + 2])) {
            throw new StorageException.BadRequest("In this data URL a % is not followed by two hexadecimal digits.");
        }
        return HexFormat.fromHexDigit(utf8[percent + 1]) << 4 | HexFormat.fromHexDigit(utf8[percent + 2]);
    }
}
