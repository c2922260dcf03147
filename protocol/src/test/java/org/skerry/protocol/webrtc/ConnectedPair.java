package org.skerry.protocol.webrtc;

import java.time.Duration;
import org.skerry.protocol.signal.PeerId;

/** Two channels that are connected with each other, as after signalling. */
record ConnectedPair(WebRtcChannel offering, WebRtcChannel answering) implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(15);

    static ConnectedPair connect(WebRtcRuntime offerer, WebRtcRuntime answerer, Route route) {
        PeerId label = PeerId.random();
        OfferingPeer offering = offerer.offer(label, route);
        AnsweringPeer answering = answerer.answer(offering.description(), label, route);
        offering.accept(answering.description());
        return new ConnectedPair(offering.awaitOpen(PATIENCE), answering.awaitOpen(PATIENCE));
    }

    @Override
    public void close() {
        offering.close();
        answering.close();
    }
}
