package org.skerry.protocol.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.message.MessageCodec;

/** Where the change feeds of both sides stand, as far as they told each other: by their hellos, then by notices. */
final class FeedExchange {

    private final Outbox outbox;
    private final Greeting greeting;

    /** Of the one thread that tells; null until something was told after the hello. */
    private Message.@Nullable Feed told;

    /** Written by the reader, read by whoever asks. */
    private volatile Message.@Nullable Feed heard;

    FeedExchange(Outbox outbox, Greeting greeting) {
        this.outbox = outbox;
        this.greeting = greeting;
    }

    /** See {@link PeerSession#tellFeed}. */
    void tell(Message.Feed own) {
        if (greeting.features().contains(Feature.CHANGED) && !own.equals(lastTold())) {
            told = own;
            outbox.sendLatest(MessageCodec.writeUtf8(new Message.Changed(own)));
        }
    }

    private Message.@Nullable Feed lastTold() {
        return told != null
                ? told
                : greeting.ownHello().map(Message.Hello::feed).orElse(null);
    }

    /** The peer told more than in its hello. */
    void receive(Message.Changed changed) {
        heard = changed.feed();
    }

    /** Where the peer's feed stands. */
    Optional<Message.Feed> peerFeed() {
        Message.Feed later = heard;
        return later != null ? Optional.of(later) : greeting.peerHello().map(Message.Hello::feed);
    }
}
