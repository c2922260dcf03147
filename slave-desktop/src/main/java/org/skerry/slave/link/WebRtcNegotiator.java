package org.skerry.slave.link;

import java.net.InetAddress;
import java.time.Duration;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.webrtc.AnsweringPeer;
import org.skerry.protocol.webrtc.Route;
import org.skerry.protocol.webrtc.WebRtcRuntime;

/** Answers offers with the WebRTC of this program; any number of links share one. */
public final class WebRtcNegotiator implements Negotiator {

    private final WebRtcRuntime runtime;

    /** @param runtime not closed from here */
    public WebRtcNegotiator(WebRtcRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public Negotiation answer(Description offer, PeerId label, InetAddress master) {
        AnsweringPeer peer = runtime.answer(offer, label, Route.to(master));
        return new Negotiation() {
            @Override
            public Description description() {
                return peer.description();
            }

            @Override
            public MessageChannel awaitOpen(Duration patience) {
                return peer.awaitOpen(patience);
            }

            @Override
            public void close() {
                peer.close();
            }
        };
    }
}
