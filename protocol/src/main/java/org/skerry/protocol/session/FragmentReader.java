package org.skerry.protocol.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.MessageCodec;
import org.skerry.protocol.message.Reading;

/** Puts long messages together again, within limits. Used by the one thread that reads. */
final class FragmentReader {

    /** How many refused messages are remembered, so that each causes one error and not one for each piece. */
    private static final int MAX_REFUSED = 64;

    private final int maxMessageBytes;
    private final Map<Integer, Partial> partials = new HashMap<>();
    private final Set<Integer> refused = new LinkedHashSet<>();
    private long heldBytes;

    FragmentReader(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /** What became of one binary frame. */
    sealed interface Outcome {
        /** More is to come, or the rest of a refused message came. */
        record Nothing() implements Outcome {}

        record Whole(byte[] message) implements Outcome {}

        record Refused(Reading.Unreadable reading) implements Outcome {}
    }

    Outcome accept(byte[] frame) {
        if (frame.length <= Fragments.HEADER_BYTES || frame[0] != Fragments.KIND) {
            return refuse(null, bad("This binary frame is not a piece of a message."));
        }
        ByteBuffer header = ByteBuffer.wrap(frame, 1, Fragments.HEADER_BYTES - 1);
        boolean isLast = (header.get() & Fragments.LAST) != 0;
        int number = header.getInt();
        int index = header.getInt();
        int length = frame.length - Fragments.HEADER_BYTES;

        if (index != 0 && refused.contains(number)) {
            if (isLast) {
                refused.remove(number);
            }
            return new Outcome.Nothing();
        }
        Partial partial = partials.get(number);
        if (partial == null ? index != 0 : index != partial.nextIndex) {
            return giveUp(number, partial, isLast, bad("The pieces of this message came in the wrong order."));
        }
        StorageException tooMuch = limit(partial, length);
        if (tooMuch != null) {
            return giveUp(number, partial == null ? piece(frame) : partial, isLast, tooMuch);
        }
        if (partial == null) {
            partial = new Partial();
            partials.put(number, partial);
            refused.remove(number);
        }
        partial.append(frame, length);
        heldBytes += length;
        if (!isLast) {
            return new Outcome.Nothing();
        }
        drop(number);
        return new Outcome.Whole(partial.bytes.toByteArray());
    }

    private @Nullable StorageException limit(@Nullable Partial partial, int length) {
        if (partial == null && partials.size() == Fragments.MAX_PARTIAL) {
            return new StorageException.TooMany(
                    "Up to %d messages may be in pieces at a time.".formatted(Fragments.MAX_PARTIAL));
        }
        if ((partial == null ? 0 : partial.bytes.size()) + length > maxMessageBytes) {
            return new StorageException.TooLarge("A message may have up to %d bytes.".formatted(maxMessageBytes));
        }
        long most = (long) Fragments.MAX_PARTIAL_WHOLE * maxMessageBytes;
        return heldBytes + length > most
                ? new StorageException.TooMany("Messages in pieces may have up to %d bytes together.".formatted(most))
                : null;
    }

    private Outcome giveUp(int number, @Nullable Partial partial, boolean isLast, StorageException reason) {
        drop(number);
        if (!isLast) {
            if (refused.size() == MAX_REFUSED) {
                refused.remove(refused.iterator().next());
            }
            refused.add(number);
        }
        return refuse(partial, reason);
    }

    private void drop(int number) {
        Partial partial = partials.remove(number);
        if (partial != null) {
            heldBytes -= partial.bytes.size();
        }
    }

    private static Outcome refuse(@Nullable Partial partial, StorageException reason) {
        return new Outcome.Refused(
                MessageCodec.refuse(partial == null ? new byte[0] : partial.bytes.toByteArray(), reason));
    }

    private static Partial piece(byte[] frame) {
        var partial = new Partial();
        partial.append(frame, frame.length - Fragments.HEADER_BYTES);
        return partial;
    }

    private static StorageException.BadRequest bad(String sentence) {
        return new StorageException.BadRequest(sentence);
    }

    private static final class Partial {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * Fragments.MAX_FRAME_BYTES);
        private int nextIndex;

        void append(byte[] frame, int length) {
            bytes.write(frame, Fragments.HEADER_BYTES, length);
            nextIndex++;
        }
    }
}
