package org.skerry.master.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Puts the SHA-256 of everything before in place of the last 64 bytes, which it holds back: the end of the comment of a ZIP
 * file. So each bit of the file counts, also those between its parts, and nobody has to go back in it.
 */
final class TailOutput extends FilterOutputStream {

    /** What the comment is, before the digits. */
    static final String COMMENT = "Skerry backup. SHA-256 of all before: ";

    static final int DIGITS = 64;

    private final MessageDigest digest = Digests.sha256();
    private final byte[] held = new byte[DIGITS];
    private int heldBytes;
    private long written;

    TailOutput(OutputStream out) {
        super(out);
    }

    static String emptyComment() {
        return COMMENT + "0".repeat(DIGITS);
    }

    /** How many bytes there are, at the end with those that were held back. */
    long written() {
        return written;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int free = Math.max(0, heldBytes + length - DIGITS);
        int fromHeld = Math.min(free, heldBytes);
        pass(held, 0, fromHeld);
        System.arraycopy(held, fromHeld, held, 0, heldBytes - fromHeld);
        heldBytes -= fromHeld;
        int direct = free - fromHeld;
        pass(bytes, from, direct);
        System.arraycopy(bytes, from + direct, held, heldBytes, length - direct);
        heldBytes += length - direct;
    }

    private void pass(byte[] bytes, int from, int length) throws IOException {
        digest.update(bytes, from, length);
        out.write(bytes, from, length);
        written += length;
    }

    /** Writes the digits; nothing may follow. */
    void end() throws IOException {
        out.write(HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII));
        out.flush();
        written += DIGITS;
        heldBytes = 0;
    }
}
