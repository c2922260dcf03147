/**
 * Who may join: identities, pairing by a short code, proof of a known key. Pure: no sockets, no files but the identity's.
 * Open {@link org.skerry.protocol.pairing.PairingSlave} and {@link org.skerry.protocol.pairing.PairingMaster} first;
 * {@code docs/protocol.md} has every message with a test vector.
 */
@NullMarked
package org.skerry.protocol.pairing;

import org.jspecify.annotations.NullMarked;
