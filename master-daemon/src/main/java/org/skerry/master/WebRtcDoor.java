package org.skerry.master;

import java.net.InetAddress;
import java.time.Duration;
import org.skerry.master.broadcaster.PeerDoor;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.webrtc.AnsweringPeer;
import org.skerry.protocol.webrtc.OfferingPeer;
import org.skerry.protocol.webrtc.Route;
import org.skerry.protocol.webrtc.WebRtcRuntime;

/** The door of the daemon: connections of a {@link WebRtcRuntime}. */
record WebRtcDoor(WebRtcRuntime runtime) implements PeerDoor {

    @Override
    public Knock offer(PeerId peer, InetAddress address) {
        return new Offering(runtime.offer(peer, Route.to(address)));
    }

    @Override
    public Knock answer(PeerId peer, Description offer, InetAddress address) {
        return new Answering(runtime.answer(offer, peer, Route.to(address)));
    }

    private record Offering(OfferingPeer peer) implements Knock {
        @Override
        public Description description() {
            return peer.description();
        }

        @Override
        public void accept(Description answer) {
            peer.accept(answer);
        }

        @Override
        public MessageChannel awaitOpen(Duration patience) {
            return peer.awaitOpen(patience);
        }

        @Override
        public void close() {
            peer.close();
        }
    }

    private record Answering(AnsweringPeer peer) implements Knock {
        @Override
        public Description description() {
            return peer.description();
        }

        @Override
        public void accept(Description answer) {
            throw new IllegalArgumentException("Nobody waits for this answer.");
        }

        @Override
        public MessageChannel awaitOpen(Duration patience) {
            return peer.awaitOpen(patience);
        }

        @Override
        public void close() {
            peer.close();
        }
    }
}
