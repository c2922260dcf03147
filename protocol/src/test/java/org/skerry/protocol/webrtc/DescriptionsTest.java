package org.skerry.protocol.webrtc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.protocol.signal.Description;

class DescriptionsTest {

    @Test
    void descriptionIsWrittenAnewWithWhatIsNeeded() {
        String anew = Descriptions.check(offer(SampleSdp.OFFER), Description.Kind.OFFER)
                .sdp();

        assertEquals(
                String.join(
                        "\r\n",
                        "v=0",
                        "o=- 1 2 IN IP4 127.0.0.1",
                        "s=-",
                        "t=0 0",
                        "a=group:BUNDLE 0",
                        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
                        "c=IN IP4 0.0.0.0",
                        "a=candidate:1754724755 1 udp 2113937151 192.0.2.7 35531 typ host generation 0",
                        "a=candidate:3 1 udp 1677729535 2001:db8::7 35533 typ srflx raddr 0.0.0.0 rport 0 generation 0",
                        "a=candidate:4 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active generation 0",
                        "a=ice-ufrag:EsAw",
                        "a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1",
                        "a=fingerprint:" + SampleSdp.FINGERPRINT,
                        "a=setup:actpass",
                        "a=mid:0",
                        "a=sctp-port:5000",
                        "a=max-message-size:262144",
                        ""),
                anew);
    }

    @Test
    void whatIsWrittenAnewReadsTheSame() {
        RemoteDescription first = Descriptions.check(offer(SampleSdp.OFFER), Description.Kind.OFFER);

        assertEquals(first, Descriptions.check(offer(first.sdp()), Description.Kind.OFFER));
    }

    @ParameterizedTest
    @CsvSource({
        "a=max-message-size:700, 700",
        "a=max-message-size:65535, 65535",
        "a=max-message-size:262145, 262144",
        "a=max-message-size:999999999999999999, 262144",
        "a=max-message-size:0, 262144",
        "a=ice-lite, 65536"
    })
    void messageSizeIsTheOthersUpToWhatWeCanSend(String line, int bytes) {
        assertEquals(
                bytes, Descriptions.maxMessageSize(offer(SampleSdp.OFFER.replace("a=max-message-size:262144", line))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=0|v=1",
                "v=0|a=x",
                "m=application 9|m=application 0",
                "m=application 9|m=application 65536",
                "m=application 9|m=application 4294967305",
                "m=application 9|m=audio 9",
                "webrtc-datachannel|5000",
                "UDP/DTLS/SCTP|DTLS/SCTP",
                "m=application|n=application",
                "a=fingerprint:|a=thumbprint:",
                "sha-256 0A|sha-1 0A",
                "sha-256 0A:|sha-256 ",
                ":F9\\r\\na=setup|:FG\\r\\na=setup",
                "a=setup:actpass|a=setup:holdconn",
                "a=setup:actpass|a=x",
                "a=ice-ufrag:EsAw|a=ice-ufrag:Es",
                "a=ice-ufrag:EsAw|a=ice-ufrag:E sAw",
                "a=ice-ufrag:EsAw|a=x",
                "a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1|a=ice-pwd:short",
                "a=ice-pwd|a=x",
                "a=sctp-port:5000|a=sctp-port:0",
                "a=sctp-port:5000|a=sctp-port:65536",
                "a=max-message-size:262144|a=max-message-size:big",
                "a=max-message-size:262144|a=max-message-size:-1",
                "a=max-message-size:262144|a=max-message-size:1",
                "a=max-message-size:262144|a=max-message-size:699",
                "a=mid:0|a=mid:0 1",
                "a=mid:0|a=mid:0\\r\\na=mid:1",
                "a=mid:0|a=ice-ufrag:EsAw",
                "s=-|nonsense",
                "s=-|s=\\7"
            })
    void unusableDescriptionsAreRefusedWithASentence(String from, String to) {
        String spoiled = SampleSdp.OFFER.replace(unescaped(from), unescaped(to));

        refused(offer(spoiled), Description.Kind.OFFER);
    }

    @Test
    void otherKindIsRefused() {
        refused(offer(SampleSdp.OFFER), Description.Kind.ANSWER);
        refused(new Description(Description.Kind.ANSWER, SampleSdp.OFFER), Description.Kind.ANSWER); // actpass
        refused(offer("x"), Description.Kind.OFFER);
    }

    @Test
    void secondFingerprintIsRefused() {
        refused(offer(SampleSdp.OFFER + "a=fingerprint:" + SampleSdp.FINGERPRINT + "\r\n"), Description.Kind.OFFER);
    }

    @Test
    void noMoreCandidatesThanTheLimitAreTried() {
        StringBuilder many = new StringBuilder(SampleSdp.OFFER);
        for (int i = 0; i < 500; i++) {
            many.append("a=candidate:9 1 udp 1 192.0.2.9 ").append(1_000 + i).append(" typ host\r\n");
        }

        assertEquals(
                64,
                Descriptions.check(offer(many.toString()), Description.Kind.OFFER)
                        .candidates()
                        .size());
    }

    @Test
    void spoiledDescriptionsAreReadOrRefusedButNothingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            String spoiled = SampleSdp.spoil(SampleSdp.OFFER, random);
            try {
                Descriptions.check(offer(spoiled), Description.Kind.OFFER);
                read++;
            } catch (IllegalArgumentException refused) {
                assertTrue(refused.getMessage().endsWith("."), () -> "seed " + seed + ": " + refused.getMessage());
            }
        }
        assertTrue(read > 100 && read < 19_900, "seed " + seed + ": " + read);
    }

    private static void refused(Description description, Description.Kind expected) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> Descriptions.check(description, expected), description::sdp);
        assertTrue(refused.getMessage().endsWith("."), refused.getMessage());
    }

    private static Description offer(String sdp) {
        return new Description(Description.Kind.OFFER, sdp);
    }

    private static String unescaped(String text) {
        return text.translateEscapes();
    }
}
