package org.skerry.protocol.webrtc;

import dev.onvoid.webrtc.RTCCertificatePEM;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the runtime lends a peer.
 *
 * @param factory entered for the peer, which leaves it after its last native call
 * @param lease the peer's, which closes it
 * @param certificates for DTLS; none for one that nobody knows
 * @param onClosed told once, after all
 */
record PeerParts(
        NativeFactory factory,
        LocalPorts.Lease lease,
        Caretaker caretaker,
        Tally tally,
        List<RTCCertificatePEM> certificates,
        Consumer<NativePeer> onClosed) {}
