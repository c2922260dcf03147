package org.skerry.protocol.pairing;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalCodec;
import org.skerry.protocol.signal.SignalCodec.Side;
import org.skerry.protocol.signal.SignalMessage;

/** The test vector of {@code docs/protocol.md}. */
class PairingVectorTest {

    private static final PairingCode CODE = new PairingCode("271828");

    @TempDir
    Path folder;

    private String page;
    private List<SignalMessage> frames;
    private NodeIdentity slave;
    private NodeIdentity master;

    /** Draws what is written down. */
    private static final class Written extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient Deque<byte[]> numbers = new ArrayDeque<>();

        Written(String text) {
            text.lines().forEach(line -> numbers.add(HexFormat.of().parseHex(line.substring(0, line.indexOf(' ')))));
        }

        @Override
        public void nextBytes(byte[] bytes) {
            byte[] next = numbers.remove();
            assertEquals(next.length, bytes.length);
            System.arraycopy(next, 0, bytes, 0, bytes.length);
        }
    }

    @BeforeEach
    void read() throws Exception {
        page = Files.readString(Path.of("../docs/protocol.md"));
        page = page.substring(page.indexOf("## Pairing\n"), page.indexOf("## The data channel\n"));
        frames = Pattern.compile("```json signal=(\\w+)\\n(.*?)\\n```")
                .matcher(page)
                .results()
                .map(found -> message(found.group(2), found.group(1)))
                .toList();
        slave = identity("slave");
        master = identity("master");
    }

    private static SignalMessage message(String frame, String side) {
        try {
            return SignalCodec.read(frame, side.equals("slave") ? Side.SLAVE : Side.MASTER);
        } catch (SignalCodec.Malformed wrong) {
            throw new AssertionError(frame, wrong);
        }
    }

    private String block(String kind, String side) {
        Matcher block = Pattern.compile("```%s pairing=%s\\n(.*?)\\n```".formatted(kind, side), Pattern.DOTALL)
                .matcher(page);
        assertTrue(block.find(), kind + " " + side);
        return block.group(1);
    }

    private NodeIdentity identity(String side) throws Exception {
        Path own = Files.createDirectories(folder.resolve(side));
        Files.writeString(own.resolve("identity.pem"), block("pem", side));
        return NodeIdentity.in(own);
    }

    @Test
    void bothSidesSayWhatIsWritten() {
        Written slaves = new Written(block("numbers", "slave"));
        Written masters = new Written(block("numbers", "master"));
        PeerId peer = ((SignalMessage.Request) frames.getFirst()).from();

        PairingSlave asking = new PairingSlave(slave, CODE, peer, slaves);
        PairingMaster asked =
                new PairingMaster(master, CODE, peer, (SignalMessage.Entry.Pairing) asking.entry(), masters);
        PairingSlave.Proved proved = asking.prove(asked.rounds());
        PairingMaster.Proved right = asked.check(proved.proof()).orElseThrow();
        Description offer = new Description(Description.Kind.OFFER, "v=0\r\n...");
        Description answer = new Description(Description.Kind.ANSWER, "v=0\r\n...");

        assertAll(
                () -> assertEquals(frames.get(0), new SignalMessage.Request(peer, 1, "", asking.entry())),
                () -> assertEquals(frames.get(1), asked.rounds()),
                () -> assertEquals(frames.get(2), proved.proof()),
                () -> assertEquals(frames.get(3), right.seal(offer, "Site A")),
                () -> assertEquals(frames.get(4), proved.seal(answer, "front desk")),
                () -> assertTrue(page.contains(
                        "The slave, `%s`:".formatted(slave.fingerprint().groups()))),
                () -> assertTrue(page.contains(
                        "The master, `%s`:".formatted(master.fingerprint().groups()))));
        Reconnection.Slave again = new Reconnection.Slave(slave, peer, slaves);
        Reconnection.Master met = new Reconnection.Master(
                master,
                NodeCertificate.read(slave.certificate()),
                peer,
                (SignalMessage.Entry.Known) again.entry(),
                masters);
        SignalMessage.Challenge challenge = (SignalMessage.Challenge) frames.get(6);
        assertAll(
                () -> assertEquals(frames.get(5), new SignalMessage.Request(peer, 1, "", again.entry())),
                () -> assertEquals(challenge.nonce(), met.challenge().nonce()),
                () -> assertEquals(challenge.key(), met.challenge().key()),
                () -> assertTrue(
                        met.isProved(again.proof(challenge, NodeCertificate.of(master))),
                        "the written challenge is the master's"),
                () -> assertTrue(
                        met.isProved((SignalMessage.Proof) frames.get(7)), "the written proof is the slave's"));
    }
}
