package org.skerry.protocol.session;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.message.MessageCodec;
import org.skerry.protocol.message.Reading;
import org.skerry.protocol.storage.RequestGate;
import org.skerry.protocol.storage.StorageService;

/**
 * Reads and answers the frames of a client as a session does, without its threads. The first byte says which features are
 * agreed upon; a byte 0xFE begins a text frame, 0xFF a binary one: neither is in UTF-8.
 */
public final class FrameTarget {

    private static final int MAX_MESSAGE_BYTES = 1 << 16;
    private static final byte TEXT = (byte) 0xFE;
    private static final byte BINARY = (byte) 0xFF;

    private final FragmentReader fragments = new FragmentReader(MAX_MESSAGE_BYTES);
    private final Set<Feature> features;
    private final StorageService service;

    private FrameTarget(Set<Feature> features, MemoryStorage records) {
        this.features = features;
        this.service = new StorageService(records, RequestGate.OPEN);
    }

    /** @throws RuntimeException if anything but a plain refusal comes of it */
    public static void run(byte[] input) {
        if (input.length == 0) {
            return;
        }
        try (MemoryStorage records = new MemoryStorage()) {
            records.put(new RecordId("a"), JsonText.object().put("name", "Ana"));
            FrameTarget target = new FrameTarget(features(input[0]), records);
            int begin = 1;
            for (int i = 1; i <= input.length; i++) {
                if (i == input.length || input[i] == TEXT || input[i] == BINARY) {
                    target.frame(Arrays.copyOfRange(input, begin, i));
                    begin = i;
                }
            }
        }
    }

    private static Set<Feature> features(byte bits) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        List<Feature> all = List.of(Feature.values());
        for (int i = 0; i < 8 && i < all.size(); i++) {
            if ((bits & 1 << i) != 0) {
                features.add(all.get(i));
            }
        }
        return features;
    }

    private void frame(byte[] frame) {
        if (frame.length > 0 && frame[0] == BINARY) {
            switch (fragments.accept(Arrays.copyOfRange(frame, 1, frame.length))) {
                case FragmentReader.Outcome.Nothing() -> {}
                case FragmentReader.Outcome.Whole(byte[] message) ->
                    answer(MessageCodec.readMessage(message, features));
                case FragmentReader.Outcome.Refused(var reading) -> answer(reading);
            }
            return;
        }
        int begin = frame.length > 0 && frame[0] == TEXT ? 1 : 0;
        MessageCodec.readFrame(Arrays.copyOfRange(frame, begin, frame.length), features)
                .forEach(this::answer);
    }

    private void answer(Reading reading) {
        switch (reading) {
            case Reading.Understood(Message.JioQuery query, var id) -> {
                try {
                    MessageCodec.writeUtf8(new Message.JioResponse(query.id(), service.handle(query)));
                } catch (StorageException refused) {
                    MessageCodec.writeUtf8(Message.JioError.of(query.id(), refused));
                }
            }
            case Reading.Understood understood -> MessageCodec.writeUtf8(understood.message());
            case Reading.Unreadable unreadable -> MessageCodec.writeUtf8(unreadable.answer());
        }
    }
}
