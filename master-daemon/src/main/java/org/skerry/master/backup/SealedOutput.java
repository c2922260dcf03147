package org.skerry.master.backup;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Encrypts a stream of any length in pieces of 64 KiB, as {@link SealedPieces} says. What it writes to stays open when this is
 * closed.
 */
final class SealedOutput extends OutputStream {

    private final OutputStream out;
    private final SealedPieces pieces;
    private final byte[] piece = new byte[SealedPieces.BYTES];
    private int filled;
    private boolean isEnded;

    /** @param key of 32 bytes, for this stream only */
    SealedOutput(OutputStream out, byte[] key) {
        this.out = out;
        this.pieces = new SealedPieces(key);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (filled == piece.length) { // only now it is known not to be the last
                out.write(pieces.sealed(piece, filled, false));
                filled = 0;
            }
            int taken = Math.min(piece.length - filled, length - done);
            System.arraycopy(bytes, from + done, piece, filled, taken);
            filled += taken;
            done += taken;
        }
    }

    @Override
    public void close() throws IOException {
        if (!isEnded) {
            isEnded = true;
            out.write(pieces.sealed(piece, filled, true));
        }
    }
}
