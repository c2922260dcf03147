package org.skerry.protocol.webrtc;

import dev.onvoid.webrtc.PortAllocatorConfig;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.skerry.jio.StorageException;

/** Deals out the UDP ports that peers listen on. */
final class LocalPorts {

    private static final int MAX_TRIES = 100;

    /** Enough for any machine; each costs every peer a packet. */
    private static final int MAX_LAN_CANDIDATES = 8;

    private final WebRtcSettings settings;
    private final Semaphore lanPorts;
    private final Set<Integer> loopbackPorts = ConcurrentHashMap.newKeySet();

    LocalPorts(WebRtcSettings settings) {
        this.settings = settings;
        this.lanPorts = new Semaphore(settings.portCount());
    }

    /** @throws StorageException.TooMany if no port is free */
    Lease lease(Route route) {
        return switch (route) {
            case LAN -> lanLease();
            case LOOPBACK -> loopbackLease();
        };
    }

    private Lease lanLease() {
        if (!lanPorts.tryAcquire()) {
            throw new StorageException.TooMany(
                    "All ports for peers (%d-%d) are in use.".formatted(settings.minPort(), settings.maxPort()));
        }
        int flags = settings.tcpCandidates() ? 0 : PortAllocatorConfig.PORTALLOCATOR_DISABLE_TCP;
        PortAllocatorConfig config = new PortAllocatorConfig(settings.minPort(), settings.maxPort(), flags);
        return new Lease(config, List.of(), lanPorts::release);
    }

    private Lease loopbackLease() {
        int port = freePort();
        // The library ignores loopback interfaces. Without enumeration it listens on 0.0.0.0 and announces nothing.
        int flags = PortAllocatorConfig.PORTALLOCATOR_DISABLE_ADAPTER_ENUMERATION
                | PortAllocatorConfig.PORTALLOCATOR_DISABLE_TCP;
        PortAllocatorConfig config = new PortAllocatorConfig(port, port, flags);
        return new Lease(config, loopbackCandidates(port), () -> loopbackPorts.remove(port));
    }

    private int freePort() {
        for (int i = 0; i < MAX_TRIES; i++) {
            try (DatagramSocket socket = new DatagramSocket()) {
                if (loopbackPorts.add(socket.getLocalPort())) { // else a peer of ours has not bound it yet
                    return socket.getLocalPort();
                }
            } catch (SocketException none) {
                throw new StorageException.TooMany("No UDP port is free on this machine.");
            }
        }
        throw new StorageException.TooMany("No UDP port is free on this machine.");
    }

    private static List<String> loopbackCandidates(int port) {
        List<String> candidates = new ArrayList<>();
        candidates.add("candidate:1 1 udp 2122260223 127.0.0.1 %d typ host generation 0".formatted(port));
        try {
            NetworkInterface.networkInterfaces()
                    .filter(Route::carriesTraffic)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .limit(MAX_LAN_CANDIDATES)
                    .forEach(address -> candidates.add("candidate:2 1 udp 2122194687 %s %d typ host generation 0"
                            .formatted(address.getHostAddress(), port)));
        } catch (SocketException noInterfaces) {
            return candidates; // 127.0.0.1 is enough for most
        }
        return candidates;
    }

    /** The right to one port, until closed; idempotent. */
    static final class Lease implements AutoCloseable {

        private final PortAllocatorConfig config;
        private final List<String> candidates;
        private final Runnable release;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(PortAllocatorConfig config, List<String> candidates, Runnable release) {
            this.config = config;
            this.candidates = candidates;
            this.release = release;
        }

        PortAllocatorConfig config() {
            return config;
        }

        /** Whether the library finds the candidates of this side. */
        boolean gathers() {
            return candidates.isEmpty();
        }

        /** A description of the library, with those candidates in it that the library does not know. */
        String complete(String sdp) {
            StringBuilder complete = new StringBuilder(sdp);
            candidates.forEach(line -> complete.append("a=").append(line).append("\r\n"));
            return complete.toString();
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release.run();
            }
        }
    }
}
