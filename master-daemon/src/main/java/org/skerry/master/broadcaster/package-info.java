/** The WebSocket over which slaves find in; read {@link org.skerry.master.broadcaster.BroadcasterServer} first. */
@NullMarked
package org.skerry.master.broadcaster;

import org.jspecify.annotations.NullMarked;
