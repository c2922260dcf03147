package org.skerry.protocol.webrtc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** An offer as a browser makes it, and ways to spoil it. */
final class SampleSdp {

    static final String FINGERPRINT =
            "sha-256 0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9:0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9";

    static final String OFFER = String.join(
            "\r\n",
            "v=0",
            "o=- 4611731400430051336 2 IN IP4 127.0.0.1",
            "s=-",
            "t=0 0",
            "a=group:BUNDLE 0",
            "a=extmap-allow-mixed",
            "a=msid-semantic: WMS",
            "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
            "c=IN IP4 0.0.0.0",
            "a=candidate:1754724755 1 udp 2113937151 192.0.2.7 35531 typ host generation 0 network-cost 999",
            "a=candidate:2 1 udp 2113937150 37d92a55-2a3e-4e9e-8411-b602eb382038.local 35532 typ host generation 0",
            "a=candidate:3 1 UDP 1677729535 2001:db8::7 35533 typ srflx raddr 0.0.0.0 rport 0 generation 0",
            "a=candidate:4 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active generation 0",
            "a=ice-ufrag:EsAw",
            "a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1",
            "a=ice-options:trickle",
            "a=fingerprint:" + FINGERPRINT,
            "a=setup:actpass",
            "a=mid:0",
            "a=sctp-port:5000",
            "a=max-message-size:262144",
            "");

    private static final List<String> PIECES = List.of(
            "\r\n",
            "a=",
            "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n",
            "a=mid:0\r\n",
            "a=candidate:",
            "4294967296",
            "-1",
            ":",
            "\u0000",
            "\u2028",
            "😀",
            "\ud83d",
            "%s%n",
            "a=fingerprint:sha-1 00\r\n",
            "a=sctp-port:0\r\n",
            "a=setup:",
            "a=ice-lite\r\n",
            "::1",
            "999.1.1.1",
            "webrtc-datachannel",
            " ",
            "=",
            "a=group:BUNDLE 0 0 1\r\n",
            "a=max-message-size:0\r\n",
            "a=ice-ufrag:x\r\n",
            "v=0\r\n",
            "b=AS:30\r\n",
            "a=sendonly\r\n");

    private SampleSdp() {}

    /** The text with one to four random changes: characters, lines and pieces replaced, doubled, moved, left out. */
    static String spoil(String sdp, Random random) {
        StringBuilder spoiled = new StringBuilder(sdp);
        for (int changes = 1 + random.nextInt(4); changes > 0 && !spoiled.isEmpty(); changes--) {
            int from = random.nextInt(spoiled.length());
            int to = Math.min(spoiled.length(), from + 1 + random.nextInt(random.nextBoolean() ? 3 : 60));
            switch (random.nextInt(6)) {
                case 0 -> spoiled.delete(from, to);
                case 1 -> spoiled.insert(from, spoiled.substring(from, to));
                case 2 -> spoiled.insert(from, PIECES.get(random.nextInt(PIECES.size())));
                case 3 -> spoiled.setCharAt(from, (char) random.nextInt(0x100));
                case 4 -> spoiled.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
                default -> swapLines(spoiled, random);
            }
        }
        return spoiled.toString();
    }

    private static void swapLines(StringBuilder sdp, Random random) {
        List<String> lines = new ArrayList<>(sdp.toString().lines().toList());
        if (lines.isEmpty()) {
            return;
        }
        Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
        if (random.nextBoolean()) {
            lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())));
        } else {
            lines.remove(random.nextInt(lines.size()));
        }
        sdp.replace(0, sdp.length(), String.join("\r\n", lines) + "\r\n");
    }
}
