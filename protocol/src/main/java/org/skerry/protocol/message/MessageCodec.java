package org.skerry.protocol.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;

/** The wire form of messages: UTF-8 JSON. Every method may be called from any thread. */
public final class MessageCodec {

    /** How many messages may share a frame; bounds how many errors one bad frame can cause. */
    public static final int MAX_BATCH = 64;

    private MessageCodec() {}

    /** One message as JSON text. */
    public static String write(Message message) {
        return MessageWriter.write(message);
    }

    /** One message as UTF-8. */
    public static byte[] writeUtf8(Message message) {
        return write(message).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what one text frame holds. Never throws, whatever the bytes. Arguments may be nested {@link JsonText#MAX_DEPTH}
     * deep; the message around them does not count.
     *
     * @param active what both peers announced: fields of other features are ignored, messages of theirs unknown
     */
    public static List<Reading> readFrame(byte[] utf8, Set<Feature> active) {
        return read(utf8, active, active.contains(Feature.BATCH));
    }

    /** Reads one reassembled message, which is never a batch. Never throws, whatever the bytes. */
    public static Reading readMessage(byte[] utf8, Set<Feature> active) {
        return read(utf8, active, false).getFirst();
    }

    /**
     * What the beginning of a message tells about it, for an {@code error} about a message that did not come whole.
     *
     * @param utf8 the first bytes, cut anywhere
     */
    public static Reading.Unreadable refuse(byte[] utf8, StorageException reason) {
        Envelope envelope = Envelope.of(new String(utf8, StandardCharsets.UTF_8));
        return new Reading.Unreadable(envelope.id(), envelope.type(), reason);
    }

    private static List<Reading> read(byte[] utf8, Set<Feature> active, boolean mayBeBatch) {
        String text;
        try {
            text = JsonText.utf8Text(utf8);
        } catch (StorageException.BadRequest notUtf8) {
            return List.of(new Reading.Unreadable(null, null, notUtf8));
        }
        try {
            JsonNode json = JsonText.read(text);
            if (mayBeBatch && json.isArray()) {
                return readBatch(json, text, active);
            }
            return List.of(MessageReader.read(json, () -> Envelope.of(text), active));
        } catch (StorageException.BadRequest bad) {
            return secondLook(text, mayBeBatch, bad);
        }
    }

    private static List<Reading> readBatch(JsonNode batch, String text, Set<Feature> active) {
        if (batch.isEmpty() || batch.size() > MAX_BATCH) {
            String sentence =
                    "A frame may hold 1 to %d messages, this one holds %d.".formatted(MAX_BATCH, batch.size());
            return List.of(new Reading.Unreadable(null, null, new StorageException.BadRequest(sentence)));
        }
        List<Reading> readings = new ArrayList<>(batch.size());
        List<Envelope> envelopes = new ArrayList<>(); // looked for once, by the first message that needs its own
        for (int i = 0; i < batch.size(); i++) {
            int place = i;
            readings.add(MessageReader.read(
                    batch.get(i),
                    () -> {
                        if (envelopes.isEmpty()) {
                            envelopes.addAll(Envelope.ofBatch(text, MAX_BATCH));
                        }
                        return place < envelopes.size() ? envelopes.get(place) : Envelope.NONE;
                    },
                    active));
        }
        return readings;
    }

    private static List<Reading> secondLook(String text, boolean mayBeBatch, StorageException.BadRequest reason) {
        Envelope envelope = Envelope.of(text);
        if (envelope.isComplete()) {
            return List.of(new Reading.Unreadable(envelope.id(), envelope.type(), reason));
        }
        List<Envelope> batch = mayBeBatch ? Envelope.ofBatch(text, MAX_BATCH) : List.of();
        if (batch.isEmpty()) {
            return List.of(new Reading.Unreadable(null, null, reason));
        }
        List<Reading> readings = new ArrayList<>(batch.size());
        batch.forEach(one -> readings.add(new Reading.Unreadable(one.id(), one.type(), reason)));
        return readings;
    }
}
