package org.skerry.protocol.pairing;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage;

class PairingTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final PeerId PEER = new PeerId("3f1c9a20-5b7e-04d1-9c3e-8a17d20f66b4");
    private static final Description OFFER = new Description(Description.Kind.OFFER, "v=0 the offer");
    private static final Description ANSWER = new Description(Description.Kind.ANSWER, "v=0 the answer");
    private static final NodeIdentity MASTER = NodeIdentity.make();
    private static final NodeIdentity SLAVE = NodeIdentity.make();
    private static final PairingCode CODE = new PairingCode("271828");

    private final PairingSlave slave = new PairingSlave(SLAVE, CODE, PEER, RANDOM);

    private static PairingMaster master(String code, SignalMessage.Entry said) {
        return new PairingMaster(MASTER, new PairingCode(code), PEER, (SignalMessage.Entry.Pairing) said, RANDOM);
    }

    @Test
    void whoHasTheCodeGetsTheOthersWords() {
        PairingMaster master = master("271828", slave.entry());
        PairingSlave.Proved proved = slave.prove(master.rounds());
        PairingMaster.Proved let = master.check(proved.proof()).orElseThrow();

        SealedWords offered = proved.open(let.seal(OFFER, "Site A"));
        SealedWords answered = let.open(proved.seal(ANSWER, "前台"));

        assertAll(
                () -> assertEquals(OFFER, offered.description()),
                () -> assertEquals(MASTER.fingerprint(), offered.certificate().fingerprint()),
                () -> assertEquals("Site A", offered.name()),
                () -> assertEquals(ANSWER, answered.description()),
                () -> assertEquals(SLAVE.fingerprint(), answered.certificate().fingerprint()),
                () -> assertEquals("前台", answered.name()));
    }

    @Test
    void anotherCodeIsNotLetIn() {
        PairingMaster master = master("271829", slave.entry());

        assertEquals(Optional.empty(), master.check(slave.prove(master.rounds()).proof()));
    }

    @Test
    void masterWithoutTheCodeLearnsNothingAndIsSeen() {
        PairingMaster rogue = master("000000", slave.entry());
        PairingSlave.Proved proved = slave.prove(rogue.rounds());
        rogue.check(proved.proof());
        PairingSlave other = new PairingSlave(SLAVE, new PairingCode("000000"), PEER, RANDOM);
        PairingMaster itself = master("000000", other.entry());
        PairingMaster.Proved made =
                itself.check(other.prove(itself.rounds()).proof()).orElseThrow();

        assertThrows(IllegalArgumentException.class, () -> proved.open(made.seal(OFFER, "Site A")));
    }

    @Test
    void whatIsSentBackIsNotTaken() {
        SignalMessage.Entry.Pairing entry = (SignalMessage.Entry.Pairing) slave.entry();

        assertThrows(
                IllegalArgumentException.class,
                () -> slave.prove(new SignalMessage.PairingRounds(
                        PEER,
                        entry.key(),
                        entry.nonce(),
                        entry.round1(),
                        entry.round1().substring(0, 216))));
    }

    @Test
    void pointsOfNoUseAreRefused() {
        byte[] round = Base64Text.read(((SignalMessage.Entry.Pairing) slave.entry()).round1());
        List<byte[]> wrong = new ArrayList<>();
        for (int point : new int[] {0, 65, 130, 227}) {
            for (byte fill : new byte[] {0, 1, -1}) {
                byte[] made = round.clone();
                Arrays.fill(made, point + 1, point + 65, fill);
                wrong.add(made);
            }
            byte[] infinity = round.clone();
            Arrays.fill(infinity, point, point + 65, (byte) 0);
            wrong.add(infinity);
            byte[] compressed = round.clone();
            compressed[point] = 2;
            wrong.add(compressed);
        }
        for (int scalar : new int[] {195, 292}) {
            byte[] large = round.clone();
            Arrays.fill(large, scalar, scalar + 32, (byte) -1);
            wrong.add(large);
            byte[] zero = round.clone();
            Arrays.fill(zero, scalar, scalar + 32, (byte) 0);
            wrong.add(zero);
        }
        wrong.add(Arrays.copyOf(round, round.length - 1));
        wrong.add(Arrays.copyOf(round, round.length + 1));
        wrong.add(new byte[0]);
        for (byte[] each : wrong) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> master(
                            "271828",
                            new SignalMessage.Entry.Pairing(
                                    SLAVE.fingerprint().hex(),
                                    Nonce.random(RANDOM).text(),
                                    Base64Text.write(each))));
        }
        assertTrue(wrong.size() > 20);
    }

    @Test
    void certificateOfAnotherIsNotTaken() {
        PairingMaster master = master("271828", slave.entry());
        PairingSlave.Proved proved = slave.prove(master.rounds());
        PairingMaster.Proved let = master.check(proved.proof()).orElseThrow();
        byte[] words =
                new SealedWords(ANSWER, NodeCertificate.read(NodeIdentity.make().certificate()), "x").bytes();

        assertThrows(
                IllegalArgumentException.class,
                () -> SealedWords.read(words, Description.Kind.ANSWER, SLAVE.fingerprint()));
        assertThrows(
                IllegalArgumentException.class,
                () -> let.open(new SignalMessage.SealedAnswer(PEER, Base64Text.write(new byte[50]))));
    }
}
