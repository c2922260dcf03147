package org.skerry.protocol.webrtc;

import dev.onvoid.webrtc.PortAllocatorConfig;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.skerry.jio.StorageException;

/** Deals out the UDP ports that peers listen on. */
final class LocalPorts {

    private static final int MAX_TRIES = 100;

    /** Enough for any machine; each costs every peer some packets. */
    private static final int MAX_LAN_ADDRESSES = 8;

    /**
     * The library takes the first free port of so many for IPv4, another for IPv6. Between our choice and its taking,
     * another process may have made the same choice; then there are two more.
     */
    private static final int LOOPBACK_PORTS = 4;

    /** From here on, below the ports that systems give to sockets that do not ask for one: those would get in the way. */
    private static final int FIRST_LOOPBACK_PORT = 16_384;

    private static final int LOOPBACK_RANGES = 4_096;

    /** Of the best host candidate (RFC 8445, section 5.1.2.1). */
    private static final long HOST_PRIORITY = 2_122_260_223L;

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
        PortAllocatorConfig config = new PortAllocatorConfig(port, port + LOOPBACK_PORTS - 1, flags);
        return new Lease(config, loopbackCandidates(port), () -> loopbackPorts.remove(port));
    }

    private int freePort() {
        for (int i = 0; i < MAX_TRIES; i++) {
            int port = FIRST_LOOPBACK_PORT
                    + LOOPBACK_PORTS * ThreadLocalRandom.current().nextInt(LOOPBACK_RANGES);
            if (loopbackPorts.add(port)) {
                try (DatagramSocket socket = new DatagramSocket(port)) {
                    return socket.getLocalPort();
                } catch (SocketException taken) {
                    loopbackPorts.remove(port);
                }
            }
        }
        throw new StorageException.TooMany("No UDP port is free on this machine.");
    }

    private static List<String> loopbackCandidates(int firstPort) {
        List<String> candidates = new ArrayList<>();
        for (int port = firstPort; port < firstPort + LOOPBACK_PORTS; port++) {
            addCandidate(candidates, "127.0.0.1", port);
        }
        lanAddresses().forEach(address -> addCandidate(candidates, address, firstPort));
        return candidates;
    }

    private static void addCandidate(List<String> candidates, String address, int port) {
        long priority = HOST_PRIORITY - 256L * candidates.size();
        candidates.add("candidate:%d 1 udp %d %s %d typ host generation 0"
                .formatted(candidates.size() + 1, priority, address, port));
    }

    private static List<String> lanAddresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(Route::carriesTraffic)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .limit(MAX_LAN_ADDRESSES)
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (SocketException noInterfaces) {
            return List.of(); // 127.0.0.1 is enough for most
        }
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

        /** The candidates of this side which the library does not know; empty if it finds them itself. */
        List<String> candidates() {
            return candidates;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release.run();
            }
        }
    }
}
