package org.skerry.protocol.webrtc;

import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the library holds on to of a peer, for ever, since it never lets an observer go: nothing once detached. An
 * exception that left a callback would end the process.
 */
final class PeerShell implements PeerConnectionObserver {

    private volatile @Nullable NativePeer peer; // set to null by the one who closes, read by the native thread

    PeerShell(NativePeer peer) {
        this.peer = peer;
    }

    void detach() {
        peer = null;
    }

    @Override
    public void onIceCandidate(RTCIceCandidate candidate) {
        tell(attached -> attached.gathering().candidate(candidate.sdp));
    }

    @Override
    public void onIceGatheringChange(RTCIceGatheringState state) {
        if (state == RTCIceGatheringState.COMPLETE) {
            tell(attached -> attached.gathering().complete());
        }
    }

    @Override
    public void onConnectionChange(RTCPeerConnectionState state) {
        tell(attached -> attached.connectionChanged(state));
    }

    @Override
    public void onDataChannel(RTCDataChannel channel) {
        tell(attached -> attached.channelCame(channel));
    }

    private void tell(Consumer<NativePeer> event) {
        try {
            NativePeer attached = peer;
            if (attached != null) {
                event.accept(attached);
            }
        } catch (Throwable unexpected) {
            NativeLog.callbackFailed(unexpected);
        }
    }
}
