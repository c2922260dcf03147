package org.skerry.master.access;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.StorageException;
import org.skerry.master.broadcaster.Doorkeeper.Visitor;
import org.skerry.master.broadcaster.Doorkeeper.Word;
import org.skerry.protocol.pairing.NodeCertificate;
import org.skerry.protocol.pairing.NodeIdentity;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.protocol.pairing.PairingSlave;
import org.skerry.protocol.pairing.Reconnection;
import org.skerry.protocol.pairing.SealedWords;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage;
import org.skerry.protocol.signal.SignalMessage.Reason;

class GateTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.8");
    private static final NodeIdentity MASTER = NodeIdentity.make();
    private static final NodeIdentity SLAVE = NodeIdentity.make();
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-28T10:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final PairingDesk desk = new PairingDesk(RANDOM, clock);
    private final List<String> told = new ArrayList<>();
    private KnownSlaves known;
    private Gate gate;

    @BeforeEach
    void open() {
        known = KnownSlaves.in(folder, clock);
        gate = new Gate(
                MASTER,
                "Site A",
                false,
                known,
                desk,
                (action, caller, record, detail) -> told.add(action + " " + caller.pc()),
                RANDOM,
                clock);
    }

    /** A description whose certificate is a node's. */
    private static Description description(Description.Kind kind, NodeIdentity of) {
        String setup = kind == Description.Kind.OFFER ? "actpass" : "active";
        return new Description(
                kind,
                String.join(
                        "\r\n",
                        "v=0",
                        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
                        "a=ice-ufrag:abcd",
                        "a=ice-pwd:0123456789012345678901",
                        "a=fingerprint:sha-256 " + of.fingerprint().hex().replaceAll("(..)(?!$)", "$1:"),
                        "a=setup:" + setup,
                        ""));
    }

    /** One try, as a slave makes it. */
    private final class Try {
        private final PeerId peer = PeerId.random();
        private final PairingSlave slave;
        private PairingSlave.Proved proved;
        private final Word end;

        Try(String code, InetAddress from) {
            now = now.plusMillis(300); // people are not that quick
            slave = new PairingSlave(SLAVE, new PairingCode(code), peer, RANDOM);
            Word first = gate.greet(new SignalMessage.Request(peer, 1, "", slave.entry()), from);
            if (first instanceof Word.Ask(SignalMessage.PairingRounds rounds, var next)) {
                proved = slave.prove(rounds);
                end = next.apply(proved.proof());
            } else {
                end = first;
            }
        }

        SignalMessage.Refused refused() {
            return ((Word.No) end).refused();
        }

        boolean isIn() {
            return end instanceof Word.Yes;
        }
    }

    private static String other(String code) {
        return "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
    }

    private String issued() {
        return desk.issue(Grant.of(Role.WRITER), Optional.empty(), Actor.KEEPER).digits();
    }

    @Test
    void strangerIsNotLetIn() {
        PeerId peer = PeerId.random();
        Word word = gate.greet(new SignalMessage.Request(peer, 1, "x", new SignalMessage.Entry.Open()), HERE);

        assertEquals(Reason.NOT_OPEN, ((Word.No) word).refused().reason());
        assertEquals(
                Reason.NOT_OPEN,
                ((Word.No) gate.greetOffer(peer, HERE)).refused().reason());
    }

    @Test
    void codeLetsOneInOnceAndItIsKnownThen() {
        String code = issued();
        Try right = new Try(code, HERE);
        var visitor = ((Word.Yes) right.end).visitor();
        SealedWords offered = right.proved.open(
                (SignalMessage.SealedOffer) visitor.offer(description(Description.Kind.OFFER, MASTER)));
        Description answer = description(Description.Kind.ANSWER, SLAVE);

        assertEquals(answer, visitor.answer(right.proved.seal(answer, "前台")));
        assertEquals(Optional.empty(), known.admitted(SLAVE.fingerprint()), "its key is not proved yet");
        assertTrue(new Try(code, HERE).isIn(), "the same slave may try again until its channel is open");
        visitor.arrived();

        assertAll(
                () -> assertEquals("Site A", offered.name()),
                () -> assertEquals("前台", visitor.name()),
                () -> assertEquals(Optional.of(SLAVE.fingerprint()), visitor.key()),
                () -> assertEquals(
                        Optional.of(Grant.of(Role.WRITER)),
                        known.admitted(SLAVE.fingerprint()).map(KnownSlave::grant)),
                () -> assertEquals(
                        Optional.of(Grant.of(Role.WRITER)),
                        KnownSlaves.in(folder, clock)
                                .admitted(SLAVE.fingerprint())
                                .map(KnownSlave::grant)),
                () -> assertEquals(Reason.CODE, new Try(code, HERE).refused().reason()),
                () -> assertTrue(new Try(code, HERE).refused().message().contains("used already")));
    }

    @Test
    void answerOfAnotherCertificateIsNotTaken() {
        Try right = new Try(issued(), HERE);
        var visitor = ((Word.Yes) right.end).visitor();

        assertThrows(
                IllegalArgumentException.class,
                () -> visitor.answer(
                        right.proved.seal(description(Description.Kind.ANSWER, NodeIdentity.make()), "x")));
        assertEquals(Optional.empty(), known.admitted(SLAVE.fingerprint()));
    }

    @Test
    void threeWrongTriesEndACode() {
        String code = issued();

        SignalMessage.Refused first = new Try(other(code), HERE).refused();
        SignalMessage.Refused second = new Try(other(code), HERE).refused();
        SignalMessage.Refused third = new Try(other(code), HERE).refused();

        assertAll(
                () -> assertTrue(first.message().contains("2 tries are left"), first.message()),
                () -> assertTrue(second.message().contains("one try is left"), second.message()),
                () -> assertTrue(third.message().contains("no longer valid"), third.message()),
                () -> assertEquals(Reason.CODE, new Try(code, HERE).refused().reason()),
                () -> assertEquals(3, desk.failingAddresses().get(HERE)));
    }

    @Test
    void codeIsTooOldAfterTenMinutes() {
        String code = issued();
        now = now.plus(Duration.ofMinutes(10)).plusSeconds(1);

        assertEquals(Reason.EXPIRED, new Try(code, HERE).refused().reason());
    }

    @Test
    void guesserIsStoppedAndCannotLockOthersOut() {
        int looked = 0;
        for (int i = 0; i < 40; i++) {
            String code = issued();
            for (int wrong = 0; wrong < 3; wrong++) {
                looked += new Try(other(code), THERE).refused().message().contains("--from") ? 0 : 1;
            }
        }
        int seen = looked;
        String capped = issued();
        String own = desk.issue(Grant.of(Role.READER), Optional.of(HERE), Actor.KEEPER)
                .digits();

        assertAll(
                () -> assertEquals(10, seen),
                () -> assertTrue(new Try(capped, THERE).refused().message().contains("--from 192.0.2.8")),
                () -> assertTrue(new Try(own, HERE).isIn()));
        now = now.plus(Duration.ofHours(1)).plusSeconds(1);
        assertTrue(new Try(issued(), THERE).isIn());
    }

    @Test
    void codeForAnAddressIsForNoOther() {
        String own = desk.issue(Grant.of(Role.WRITER), Optional.of(HERE), Actor.KEEPER)
                .digits();

        assertEquals(Reason.CODE, new Try(own, THERE).refused().reason());
        assertTrue(new Try(own, HERE).isIn());
    }

    private Word reconnect(NodeIdentity slave, boolean honest) {
        PeerId peer = PeerId.random();
        Reconnection.Slave side = new Reconnection.Slave(slave, peer, RANDOM);
        Word first = gate.greet(new SignalMessage.Request(peer, 1, "", side.entry()), HERE);
        return first instanceof Word.Ask(SignalMessage.Challenge challenge, var next)
                ? next.apply(
                        honest
                                ? side.proof(challenge, NodeCertificate.of(MASTER))
                                : new SignalMessage.Proof(peer, challenge.proof()))
                : first;
    }

    private void pair() {
        Try right = new Try(issued(), HERE);
        Visitor visitor = ((Word.Yes) right.end).visitor();
        visitor.answer(right.proved.seal(description(Description.Kind.ANSWER, SLAVE), "front desk"));
        visitor.arrived();
    }

    @Test
    void codeIsKeptForTheSlaveThatWasRightAndForNoOther() {
        String code = issued();
        assertTrue(new Try(code, HERE).isIn());
        PeerId peer = PeerId.random();
        PairingSlave other = new PairingSlave(NodeIdentity.make(), new PairingCode(code), peer, RANDOM);

        Word word = gate.greet(new SignalMessage.Request(peer, 1, "", other.entry()), HERE);

        assertTrue(((Word.No) word).refused().message().contains("used already"));
    }

    @Test
    void codeThatWasReplacedIsOverAtOnce() {
        PeerId peer = PeerId.random();
        PairingSlave slave = new PairingSlave(SLAVE, new PairingCode(issued()), peer, RANDOM);
        Word first = gate.greet(new SignalMessage.Request(peer, 1, "", slave.entry()), HERE);
        Word.Ask ask = (Word.Ask) first;
        issued();

        Word end = ask.next()
                .apply(slave.prove((SignalMessage.PairingRounds) ask.message()).proof());

        assertEquals(Reason.CODE, ((Word.No) end).refused().reason());
    }

    @Test
    void onlySoManyPairingsBeginAtOnce() {
        issued();
        int begun = 0;
        for (int i = 0; i < 20; i++) {
            PeerId peer = PeerId.random();
            PairingSlave slave = new PairingSlave(SLAVE, new PairingCode("000000"), peer, RANDOM);
            begun +=
                    gate.greet(new SignalMessage.Request(peer, 1, "", slave.entry()), HERE) instanceof Word.Ask ? 1 : 0;
        }

        assertEquals(PairingDesk.MAX_PER_SECOND, begun);
    }

    @Test
    void whoIsRevokedBetweenTwoWordsIsNotLetIn() {
        pair();
        PeerId peer = PeerId.random();
        Reconnection.Slave side = new Reconnection.Slave(SLAVE, peer, RANDOM);
        Word.Ask ask = (Word.Ask) gate.greet(new SignalMessage.Request(peer, 1, "", side.entry()), HERE);
        known.revoke("front desk", Actor.KEEPER);

        Word end = ask.next().apply(side.proof((SignalMessage.Challenge) ask.message(), NodeCertificate.of(MASTER)));

        assertEquals(Reason.REVOKED, ((Word.No) end).refused().reason());
    }

    @Test
    void knownKeyComesInUntilItIsRevoked() {
        pair();

        assertTrue(reconnect(SLAVE, true) instanceof Word.Yes);
        assertEquals(
                Reason.UNKNOWN, ((Word.No) reconnect(SLAVE, false)).refused().reason());
        assertEquals(
                Reason.UNKNOWN,
                ((Word.No) reconnect(NodeIdentity.make(), true)).refused().reason());

        assertEquals(
                SLAVE.fingerprint(), known.revoke("front desk", Actor.KEEPER).key());
        assertEquals(
                Reason.REVOKED, ((Word.No) reconnect(SLAVE, true)).refused().reason());
        assertThrows(StorageException.NotFound.class, () -> known.revoke("front desk", Actor.KEEPER));

        pair();
        assertTrue(reconnect(SLAVE, true) instanceof Word.Yes);
    }

    @Test
    void codeThatWasNotNeededTakesNothingFromWhoIsKnown() {
        pair();
        known.grant("front desk", Grant.of(Role.ADMIN), Actor.KEEPER);
        Try again = new Try(issued(), HERE);
        Visitor visitor = ((Word.Yes) again.end).visitor();
        visitor.answer(again.proved.seal(description(Description.Kind.ANSWER, SLAVE), "another name"));

        visitor.arrived();

        KnownSlave now = known.admitted(SLAVE.fingerprint()).orElseThrow();
        assertEquals(List.of("front desk", Grant.of(Role.ADMIN)), List.of(now.name(), now.grant()));
        assertEquals("front desk", visitor.name());
    }

    @Test
    void listThatCannotBeReadLetsNobodyIn() throws Exception {
        pair();
        Path file = folder.resolve("peers.json");
        String good = Files.readString(file);
        Files.writeString(file, good.replace("writer", "emperor"));

        var told = assertThrows(StorageException.Failed.class, () -> KnownSlaves.in(folder, clock));

        assertTrue(String.valueOf(told.getMessage()).contains("A role is reader, writer or admin."));
        for (String damaged : List.of(
                "[]", "{}", "{\"version\":1,\"peers\":7}", "{\"version\":1,\"peers\":[{\"certificate\":{}}]}", "")) {
            Files.writeString(file, damaged);
            assertThrows(StorageException.Failed.class, () -> KnownSlaves.in(folder, clock), damaged);
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
