package org.skerry.protocol.webrtc;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address under which a peer says it can be reached; one that can be tried (RFC 8839, section 5.1). */
record RemoteCandidate(String foundation, String transport, long priority, String address, int port, String tail) {

    /** How many of a description are tried; each costs packets to an address of the peer's choice. */
    static final int MAX_COUNT = 64;

    private static final long MAX_PRIORITY = 0xffff_ffffL;
    private static final Pattern FORM = Pattern.compile(
            "([0-9A-Za-z+/]{1,32}) 1 (udp|tcp) ([0-9]{1,10}) ([0-9A-Fa-f.:]{2,45}) ([0-9]{1,5})"
                    + " typ (host|srflx|prflx|relay)(?: .*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TCP_TYPE = Pattern.compile(" tcptype (active|passive|so)(?: |$)");

    /**
     * Reads what follows {@code a=candidate:}.
     *
     * @return empty if it cannot be tried: names (a browser's {@code .local} too; we are found by the other side
     *     then), other components, other transports, unreadable ones
     */
    static Optional<RemoteCandidate> read(String value) {
        Matcher found = FORM.matcher(value);
        if (!found.matches()) {
            return Optional.empty();
        }
        String transport = found.group(2).toLowerCase(Locale.ROOT);
        long priority = Long.parseLong(found.group(3));
        int port = Integer.parseInt(found.group(5));
        if (priority > MAX_PRIORITY || port < 1 || port > 65_535 || !isAddress(found.group(4))) {
            return Optional.empty();
        }
        Optional<String> tail = tail(transport, found.group(6), value);
        return tail.map(text -> new RemoteCandidate(found.group(1), transport, priority, found.group(4), port, text));
    }

    String line() {
        return "a=candidate:%s 1 %s %d %s %d %s generation 0"
                .formatted(foundation, transport, priority, address, port, tail);
    }

    private static Optional<String> tail(String transport, String kind, String value) {
        String type = "typ " + kind.toLowerCase(Locale.ROOT);
        String related = type.equals("typ host") ? type : type + " raddr 0.0.0.0 rport 0";
        if (transport.equals("udp")) {
            return Optional.of(related);
        }
        Matcher tcp = TCP_TYPE.matcher(value);
        return tcp.find() ? Optional.of(related + " tcptype " + tcp.group(1)) : Optional.empty();
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            return !address.isAnyLocalAddress() && !address.isMulticastAddress();
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
