/** Connected slaves, what they may ask and what they are told; read {@link org.skerry.master.peers.PeerRegistry} first. */
@NullMarked
package org.skerry.master.peers;

import org.jspecify.annotations.NullMarked;
