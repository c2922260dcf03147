package org.skerry.protocol.transfer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.Frame;

/** A frame of the channel for files; {@code docs/protocol.md} draws it. */
sealed interface TransferFrame {

    /** Before the content of a frame with data, in bytes. */
    int HEADER_BYTES = 14;

    /** The largest frame, in bytes. */
    int MAX_BYTES = 65_536;

    /** The longest sentence that is sent, in bytes. */
    int MAX_SENTENCE_BYTES = 1_000;

    /** The number of the transfer, as the caller chose it. */
    int number();

    /**
     * Bytes of the content.
     *
     * @param offset of the first one in the content
     * @param frame the whole frame; the bytes begin at {@link #HEADER_BYTES}
     */
    record Data(int number, long offset, byte[] frame) implements TransferFrame {
        int length() {
            return frame.length - HEADER_BYTES;
        }
    }

    /**
     * The receiver has taken what comes before {@code taken}, and takes what comes before {@code until}. Once both are the size
     * of the content, it is there and was checked.
     */
    record Go(int number, long taken, long until) implements TransferFrame {}

    /**
     * The transfer is at its end here, without success.
     *
     * @param isDiscarded nobody wants to go on with it
     */
    record Stop(int number, boolean isDiscarded, int statusCode, String sentence) implements TransferFrame {}

    /** Empty for a frame that is none of these. */
    static Optional<TransferFrame> read(Frame frame) {
        byte[] bytes = frame.bytes();
        if (frame.kind() != Frame.Kind.BINARY || bytes.length < HEADER_BYTES || bytes.length > MAX_BYTES) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte kind = buffer.get();
        byte flags = buffer.get();
        int number = buffer.getInt();
        long first = buffer.getLong();
        return switch (kind) {
            case 2 -> bytes.length > HEADER_BYTES ? Optional.of(new Data(number, first, bytes)) : Optional.empty();
            case 3 ->
                bytes.length == HEADER_BYTES + Long.BYTES
                        ? Optional.of(new Go(number, first, buffer.getLong()))
                        : Optional.empty();
            case 4 -> {
                String sentence = new String(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, StandardCharsets.UTF_8);
                yield Optional.of(new Stop(number, (flags & 1) != 0, (int) first, sentence));
            }
            default -> Optional.empty();
        };
    }

    /**
     * A frame for so many bytes of data, which are still to be put behind the header.
     *
     * @param used taken for it if it is as long as needed
     */
    static byte[] data(int number, long offset, int length, byte[] used) {
        byte[] frame = used.length == HEADER_BYTES + length ? used : new byte[HEADER_BYTES + length];
        ByteBuffer.wrap(frame).put((byte) 2).put((byte) 0).putInt(number).putLong(offset);
        return frame;
    }

    static byte[] go(int number, long taken, long until) {
        return ByteBuffer.allocate(HEADER_BYTES + Long.BYTES)
                .put((byte) 3)
                .put((byte) 0)
                .putInt(number)
                .putLong(taken)
                .putLong(until)
                .array();
    }

    static byte[] stop(int number, boolean isDiscarded, StorageException why) {
        byte[] sentence = String.valueOf(why.getMessage()).getBytes(StandardCharsets.UTF_8);
        int length = Math.min(sentence.length, MAX_SENTENCE_BYTES);
        return ByteBuffer.allocate(HEADER_BYTES + length)
                .put((byte) 4)
                .put((byte) (isDiscarded ? 1 : 0))
                .putInt(number)
                .putLong(why.statusCode())
                .put(sentence, 0, length)
                .array();
    }
}
