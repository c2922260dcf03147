/** Words on the WebSocket, before a channel is open; read {@link org.skerry.protocol.signal.SignalMessage} first. */
@NullMarked
package org.skerry.protocol.signal;

import org.jspecify.annotations.NullMarked;
