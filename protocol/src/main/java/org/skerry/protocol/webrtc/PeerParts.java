package org.skerry.protocol.webrtc;

import java.util.function.Consumer;

/**
 * What the runtime lends a peer.
 *
 * @param factory entered for the peer, which leaves it after its last native call
 * @param lease the peer's, which closes it
 * @param onClosed told once, after all
 */
record PeerParts(
        NativeFactory factory,
        LocalPorts.Lease lease,
        Caretaker caretaker,
        Tally tally,
        Consumer<NativePeer> onClosed) {}
