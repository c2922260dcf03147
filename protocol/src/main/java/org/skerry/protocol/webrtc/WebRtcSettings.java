package org.skerry.protocol.webrtc;

import java.time.Duration;

/**
 * What may be set about WebRTC.
 *
 * @param minPort first UDP port for connections over the network, 0 for any; one port serves one peer
 * @param maxPort last such port, 0 for any
 * @param tcpCandidates whether TCP is offered besides UDP, for sites that block UDP; costs file handles
 * @param wearMessages after how many received messages a native factory is replaced: each leaks about 170 bytes
 * @param wearAge after how long a native factory is replaced
 * @param inboxBytes how much may wait for {@code receive()} in one channel; more closes it
 * @param inboxMessages how many messages may wait in one channel; more closes it
 */
public record WebRtcSettings(
        int minPort,
        int maxPort,
        boolean tcpCandidates,
        long wearMessages,
        Duration wearAge,
        int inboxBytes,
        int inboxMessages) {

    private static final int MAX_PORT = 65_535;

    public WebRtcSettings {
        boolean anyPort = minPort == 0 && maxPort == 0;
        if (!anyPort && (minPort < 1 || maxPort > MAX_PORT || minPort > maxPort)) {
            throw new IllegalArgumentException("%d-%d is no range of ports".formatted(minPort, maxPort));
        }
        if (wearMessages < 1 || wearAge.isNegative() || inboxBytes < 1 || inboxMessages < 1) {
            throw new IllegalArgumentException("limits of WebRTC are positive");
        }
    }

    /** Any port, UDP only, a new factory after 500,000 messages or a day, 16 MiB or 16,384 messages waiting. */
    public static WebRtcSettings defaults() {
        return new WebRtcSettings(0, 0, false, 500_000, Duration.ofDays(1), 16 << 20, 1 << 14);
    }

    public WebRtcSettings withPorts(int first, int last) {
        return new WebRtcSettings(first, last, tcpCandidates, wearMessages, wearAge, inboxBytes, inboxMessages);
    }

    public WebRtcSettings withTcpCandidates() {
        return new WebRtcSettings(minPort, maxPort, true, wearMessages, wearAge, inboxBytes, inboxMessages);
    }

    public WebRtcSettings withWear(long messages, Duration age) {
        return new WebRtcSettings(minPort, maxPort, tcpCandidates, messages, age, inboxBytes, inboxMessages);
    }

    public WebRtcSettings withInbox(int bytes, int messages) {
        return new WebRtcSettings(minPort, maxPort, tcpCandidates, wearMessages, wearAge, bytes, messages);
    }

    /** How many peers the ports suffice for. */
    int portCount() {
        return minPort == 0 ? MAX_PORT : maxPort - minPort + 1;
    }
}
