package org.skerry.master.backup;

import java.io.IOException;
import java.io.InputStream;

/** Decrypts what {@link SealedOutput} has written. Fails where anything was changed, left out, moved or cut off. */
final class SealedInput extends InputStream {

    private final InputStream in;
    private final SealedPieces pieces;
    private final byte[] one = new byte[1];
    private byte[] next;
    private byte[] piece = new byte[0];
    private int place;
    private boolean isEnded;

    SealedInput(InputStream in, byte[] key) throws IOException {
        this.in = in;
        this.pieces = new SealedPieces(key);
        this.next = in.readNBytes(SealedPieces.SEALED_BYTES);
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (place == piece.length) {
            if (isEnded) {
                return -1;
            }
            byte[] sealed = next;
            next = in.readNBytes(SealedPieces.SEALED_BYTES);
            isEnded = next.length == 0;
            piece = pieces.opened(sealed, isEnded);
            place = 0;
        }
        int taken = Math.min(length, piece.length - place);
        System.arraycopy(piece, place, bytes, from, taken);
        place += taken;
        return taken;
    }
}
