package org.skerry.protocol.session;

import java.time.Instant;

/**
 * What a session has carried so far.
 *
 * @param calls made by either side
 * @param bytesIn of frames received
 * @param bytesOut of frames sent
 * @param since when the session began
 */
public record SessionCounters(long calls, long bytesIn, long bytesOut, Instant since) {}
