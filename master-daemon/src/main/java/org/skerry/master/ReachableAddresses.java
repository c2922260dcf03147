package org.skerry.master;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Turns the addresses a broadcaster listens on into the URLs that a user types on another PC. */
final class ReachableAddresses {

    private ReachableAddresses() {}

    /** The URLs: loopback first, IPv4 before IPv6, IPv6 in brackets, no link-local IPv6 (a URL cannot carry its zone). */
    static List<String> urls(List<InetSocketAddress> listening) {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        for (InetSocketAddress address : listening) {
            if (address.getAddress().isAnyLocalAddress()) {
                addresses.addAll(ownAddresses());
            } else {
                addresses.add(address.getAddress());
            }
        }
        int port = listening.getFirst().getPort();
        return addresses.stream()
                .filter(address -> !(address instanceof Inet6Address && address.isLinkLocalAddress()))
                .sorted(Comparator.comparing((InetAddress address) -> !address.isLoopbackAddress())
                        .thenComparing(address -> address instanceof Inet6Address))
                .map(address -> "ws://%s:%d/".formatted(host(address), port))
                .distinct()
                .toList();
    }

    /** Whether something here could listen on the address now. */
    static boolean isOwn(InetAddress address) {
        try (var _ = new ServerSocket(0, 1, address)) {
            return true;
        } catch (IOException notNow) {
            return false;
        }
    }

    /** The addresses of this PC as they are written, but for those that need a zone. */
    static List<String> own() {
        return ownAddresses().stream()
                .filter(address -> !(address instanceof Inet6Address && address.isLinkLocalAddress()))
                .map(address ->
                        address instanceof Inet4Address ? address.getHostAddress() : shortest(address.getAddress()))
                .toList();
    }

    /** Those among the URLs that work on another PC, too. */
    static List<String> fromElsewhere(List<String> urls) {
        return urls.stream()
                .filter(url -> !url.startsWith("ws://127.") && !url.startsWith("ws://[::1]"))
                .toList();
    }

    private static String host(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        return "[" + shortest(address.getAddress()) + "]";
    }

    private static List<InetAddress> ownAddresses() {
        try {
            List<InetAddress> addresses = new ArrayList<>();
            NetworkInterface.networkInterfaces()
                    .filter(ReachableAddresses::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(addresses::add);
            return addresses;
        } catch (SocketException none) {
            return List.of(InetAddress.getLoopbackAddress());
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (SocketException gone) {
            return false;
        }
    }

    /** RFC 5952: no leading zeroes, the longest run of zero groups shortened, lower case. */
    private static String shortest(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int bestStart = -1;
        int bestLength = 1; // a single zero group is not shortened
        for (int start = 0; start < 8; start++) {
            int end = start;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - start > bestLength) {
                bestStart = start;
                bestLength = end - start;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
