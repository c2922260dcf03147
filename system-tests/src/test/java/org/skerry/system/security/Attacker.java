package org.skerry.system.security;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import org.skerry.protocol.pairing.NodeIdentity;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.webrtc.AnsweringPeer;
import org.skerry.protocol.webrtc.OfferingPeer;
import org.skerry.protocol.webrtc.Route;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.protocol.webrtc.WebRtcSettings;

/** Who has a key and a WebRTC of his own, and no right to anything. */
final class Attacker implements AutoCloseable {

    /** Long enough for a channel on loopback that is to open. */
    static final Duration MOMENT = Duration.ofMillis(100);

    static final SecureRandom RANDOM = new SecureRandom();

    private static final Route HERE = Route.to(InetAddress.getLoopbackAddress());

    private final NodeIdentity identity = NodeIdentity.make();
    private final WebRtcRuntime runtime = new WebRtcRuntime(WebRtcSettings.defaults(), identity);

    NodeIdentity identity() {
        return identity;
    }

    String key() {
        return identity.fingerprint().hex();
    }

    OfferingPeer offer(PeerId peer) {
        return runtime.offer(peer, HERE);
    }

    AnsweringPeer answer(Description offer, PeerId peer) {
        return runtime.answer(offer, peer, HERE);
    }

    @Override
    public void close() {
        runtime.close();
    }
}
