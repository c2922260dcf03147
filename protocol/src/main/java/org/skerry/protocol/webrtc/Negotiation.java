package org.skerry.protocol.webrtc;

import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.skerry.jio.StorageException;
import org.skerry.protocol.signal.Description;

/** Makes and takes the descriptions of one peer; waits on the caller's thread, outside the peer's lock. */
final class Negotiation {

    /** So long after the last candidate no further one comes (all host candidates are there 3 ms after the start). */
    private static final Duration QUIET = Duration.ofMillis(10);

    private static final Duration GATHERING_PATIENCE = Duration.ofSeconds(1);

    private final NativePeer peer;

    Negotiation(NativePeer peer) {
        this.peer = peer;
    }

    Description offer() throws InterruptedException {
        Reply made = ask((connection, reply) -> connection.createOffer(new RTCOfferOptions(), reply));
        return describe(Description.Kind.OFFER, made.description());
    }

    /** @throws IllegalArgumentException if the library does not take the offer */
    Description answer(RemoteDescription offer) throws InterruptedException {
        take(offer);
        Reply made = ask((connection, reply) -> connection.createAnswer(new RTCAnswerOptions(), reply));
        return describe(Description.Kind.ANSWER, made.description());
    }

    /** @throws IllegalArgumentException if the library does not take it */
    void take(RemoteDescription remote) throws InterruptedException {
        RTCSdpType type = remote.kind() == Description.Kind.OFFER ? RTCSdpType.OFFER : RTCSdpType.ANSWER;
        RTCSessionDescription description = new RTCSessionDescription(type, remote.sdp());
        try {
            ask((connection, reply) -> connection.setRemoteDescription(description, reply))
                    .await();
        } catch (StorageException.Failed refused) {
            throw new IllegalArgumentException("WebRTC does not take this description.", refused);
        }
    }

    private Description describe(Description.Kind kind, RTCSessionDescription own) throws InterruptedException {
        ask((connection, reply) -> connection.setLocalDescription(own, reply)).await();
        // Never getLocalDescription(): it reads on this thread what the native one changes with each candidate
        // (SIGSEGV).
        StringBuilder complete = new StringBuilder(own.sdp);
        candidates().forEach(line -> complete.append("a=").append(line).append("\r\n"));
        return new Description(kind, complete.toString());
    }

    private List<String> candidates() throws InterruptedException {
        List<String> known = peer.lease().candidates();
        List<String> candidates = known.isEmpty() ? peer.gathering().await(QUIET, GATHERING_PATIENCE) : known;
        if (candidates.isEmpty()) {
            throw new StorageException.Unreachable(
                    "WebRTC found no network address to offer within 1 s: no network is up, or its ports are in use.");
        }
        return candidates;
    }

    private Reply ask(BiConsumer<RTCPeerConnection, Reply> question) {
        return peer.call(connection -> {
            Reply reply = new Reply();
            question.accept(connection, reply);
            return reply;
        });
    }
}
