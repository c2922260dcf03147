package org.skerry.protocol.session;

import java.nio.ByteBuffer;

/** The form of the binary frames that carry a long message in pieces. */
final class Fragments {

    /** The largest frame between peers that announced fragments, in bytes; all WebRTC implementations pass it. */
    static final int MAX_FRAME_BYTES = 65_536;

    /** Kind, flags, message number, index. */
    static final int HEADER_BYTES = 10;

    /** The first byte of a frame that carries a piece of a message. */
    static final byte KIND = 1;

    /** The flag of a message's last piece; the others are for later. */
    static final byte LAST = 1;

    /** How many messages may be in pieces at a time, in each direction; a receiver keeps state for each. */
    static final int MAX_PARTIAL = 8;

    /** How many messages of the largest size may be in pieces at a time. */
    static final int MAX_PARTIAL_WHOLE = 2;

    private Fragments() {}

    /** A long message on its way out; used by one thread at a time. */
    static final class Outgoing {
        private final byte[] message;
        private final int number;
        private int offset;
        private int index;

        Outgoing(byte[] message, int number) {
            this.message = message;
            this.number = number;
        }

        int size() {
            return message.length;
        }

        boolean isDone() {
            return offset == message.length;
        }

        /** The next piece as a frame of at most some bytes. */
        byte[] next(int maxFrameBytes) {
            int length = Math.min(message.length - offset, maxFrameBytes - HEADER_BYTES);
            boolean isLast = offset + length == message.length;
            byte[] frame = ByteBuffer.allocate(HEADER_BYTES + length)
                    .put(KIND)
                    .put(isLast ? LAST : 0)
                    .putInt(number)
                    .putInt(index)
                    .put(message, offset, length)
                    .array();
            offset += length;
            index++;
            return frame;
        }
    }
}
