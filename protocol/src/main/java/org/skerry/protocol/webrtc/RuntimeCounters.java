package org.skerry.protocol.webrtc;

/**
 * What a {@link WebRtcRuntime} did since it was made.
 *
 * @param factoriesMade native factories made, the current one included
 * @param factoriesDisposed those of them that are gone
 * @param connections channels that opened
 * @param openChannels channels open now
 * @param messagesReceived messages received on all channels
 */
public record RuntimeCounters(
        long factoriesMade, long factoriesDisposed, long connections, long openChannels, long messagesReceived) {}
