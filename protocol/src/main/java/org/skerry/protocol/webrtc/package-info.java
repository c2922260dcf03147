/** The only importer of webrtc-java; read {@code WebRtcRuntime} first. */
@NullMarked
package org.skerry.protocol.webrtc;

import org.jspecify.annotations.NullMarked;
