package org.skerry.protocol.webrtc;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.skerry.protocol.signal.Description;

/** What was read from a peer's description; all of it is checked. */
record RemoteDescription(
        Description.Kind kind,
        String ufrag,
        String password,
        boolean iceLite,
        String fingerprint,
        String setup,
        Optional<String> mid,
        boolean bundled,
        int sctpPort,
        int maxMessageBytes,
        List<RemoteCandidate> candidates) {

    /** The same in our own words, for the native parser. */
    String sdp() {
        StringJoiner lines = new StringJoiner("\r\n", "", "\r\n");
        lines.add("v=0").add("o=- 1 2 IN IP4 127.0.0.1").add("s=-").add("t=0 0");
        if (bundled) {
            lines.add("a=group:BUNDLE " + mid.orElseThrow());
        }
        if (iceLite) {
            lines.add("a=ice-lite");
        }
        lines.add("m=application 9 UDP/DTLS/SCTP webrtc-datachannel").add("c=IN IP4 0.0.0.0");
        candidates.forEach(candidate -> lines.add(candidate.line()));
        lines.add("a=ice-ufrag:" + ufrag).add("a=ice-pwd:" + password);
        lines.add("a=fingerprint:" + fingerprint).add("a=setup:" + setup);
        mid.ifPresent(name -> lines.add("a=mid:" + name));
        lines.add("a=sctp-port:" + sctpPort).add("a=max-message-size:" + maxMessageBytes);
        return lines.toString();
    }
}
