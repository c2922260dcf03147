package org.skerry.master.broadcaster;

import java.net.InetAddress;
import java.util.Optional;
import org.skerry.protocol.pairing.Fingerprint;
import org.skerry.protocol.signal.PeerId;

/**
 * A slave whose channel is open.
 *
 * @param name as it is called, may be empty
 * @param key by which it is known; empty with {@code --open} only
 * @param address where its signalling came from
 */
public record Arrival(PeerId peer, String name, Optional<Fingerprint> key, InetAddress address) {}
