/** Connected slaves and what they may ask; read {@link org.skerry.master.peers.PeerRegistry} first. */
@NullMarked
package org.skerry.master.peers;

import org.jspecify.annotations.NullMarked;
