/** Order out of a pipe: requests, answers, fragments, heartbeat; read {@code PeerSession} first. */
@NullMarked
package org.skerry.protocol.session;

import org.jspecify.annotations.NullMarked;
