package org.skerry.system.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.protocol.pairing.PairingMaster;
import org.skerry.protocol.pairing.PairingSlave;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage;
import org.skerry.protocol.signal.SignalMessage.Entry;
import org.skerry.system.reliability.MasterProcess;
import org.skerry.system.security.Attack.Goal;
import org.skerry.system.security.Attack.Scene;

/**
 * A man in the middle of a pairing who has a WebRTC of his own: no channel of his ever opens, and nobody is kept as another.
 */
@Tag("native")
@Timeout(900)
class PairingInTheMiddleTest {

    /** How often each attack is tried; 50 for a full run. */
    private static final int RUNS = Integer.getInteger("skerry.attacks.native", 2);

    private static final int MANY_CODES = 200;
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final PairingCode GUESS = new PairingCode("314159");

    @TempDir
    static Path folder;

    private static Attacker attacker;
    private static MasterProcess master;
    private static MasterProcess second;
    private static List<SignalMessage> recorded;
    private static int codes;

    @BeforeAll
    static void start() throws Exception {
        attacker = new Attacker();
        master = MasterProcess.startClosed(folder.resolve("master"));
        second = MasterProcess.startClosed(folder.resolve("second"));
        recorded = honestPairing();
    }

    @AfterAll
    static void stop() {
        attacker.close();
        second.close();
        master.close();
    }

    /** Codes that nobody has used wait for ten minutes, and a master lets only so many of them wait. */
    private static void anotherCode() throws Exception {
        if (++codes % MANY_CODES == 0) {
            master.kill();
            second.kill();
            master = master.restart();
            second = second.restart();
        }
    }

    private static List<SignalMessage> honestPairing() throws Exception {
        List<SignalMessage> said = new ArrayList<>();
        try (Middle honest = new Middle(attacker) {
                    @Override
                    SignalMessage toMaster(SignalMessage frame) {
                        said.add(frame);
                        return frame;
                    }

                    @Override
                    SignalMessage toSlave(SignalMessage frame) {
                        said.add(frame);
                        return frame;
                    }
                };
                Proxy proxy = new Proxy(0, master.address(), honest::frameToMaster, honest::frameToSlave);
                Paired slave =
                        Paired.with(Paired.code(master, proxy.origin()), folder.resolve("honest"), proxy.address())) {
            slave.storage().put(new RecordId("honest"), JsonText.object());
        }
        return said;
    }

    static List<Attack> attacks() {
        return List.of(
                slaves(
                        "his key for the slave's",
                        (middle, scene, said) -> said instanceof SignalMessage.Request asked
                                        && asked.entry() instanceof Entry.Pairing entry
                                ? asked(asked, new Entry.Pairing(attacker.key(), entry.nonce(), entry.round1()))
                                : said),
                masters(
                        "his key for the master's",
                        (middle, scene, said) -> said instanceof SignalMessage.PairingRounds rounds
                                ? new SignalMessage.PairingRounds(
                                        rounds.to(), attacker.key(), rounds.nonce(), rounds.round1(), rounds.round2())
                                : said),
                new Attack(
                        "a pairing with each of them, with a code of his own",
                        Goal.TRUE_MASTER,
                        PairingInTheMiddleTest::both),
                masters(
                        "an offer of his own, sealed with his own code",
                        (middle, scene, said) -> said
                                        instanceof SignalMessage.SealedOffer(PeerId to, String confirm, String _)
                                ? new SignalMessage.SealedOffer(
                                        to, confirm, ownOffer(middle, to).sealed())
                                : said),
                slaves(
                        "an answer of his own, sealed with his own code",
                        (middle, scene, said) -> said instanceof SignalMessage.SealedAnswer(PeerId from, String _)
                                ? new SignalMessage.SealedAnswer(
                                        from, ownAnswer(middle, from).sealed())
                                : said),
                masters(
                        "an offer with one bit changed",
                        (middle, scene, said) ->
                                said instanceof SignalMessage.SealedOffer(PeerId to, String confirm, String sealed)
                                        ? new SignalMessage.SealedOffer(to, confirm, bent(sealed, scene.run()))
                                        : said),
                slaves(
                        "an answer with one bit changed",
                        (middle, scene, said) -> said instanceof SignalMessage.SealedAnswer(PeerId from, String sealed)
                                ? new SignalMessage.SealedAnswer(from, bent(sealed, scene.run()))
                                : said),
                masters(
                        "a confirmation of the master with one bit changed",
                        (middle, scene, said) ->
                                said instanceof SignalMessage.SealedOffer(PeerId to, String confirm, String sealed)
                                        ? new SignalMessage.SealedOffer(to, bent(confirm, scene.run()), sealed)
                                        : said),
                slaves(
                        "a confirmation of the slave with one bit changed",
                        (middle, scene, said) ->
                                said instanceof SignalMessage.PairingProof(PeerId from, String round2, String confirm)
                                        ? new SignalMessage.PairingProof(from, round2, bent(confirm, scene.run()))
                                        : said),
                new Attack("the slave's own words back to it", Goal.TRUE_MASTER, PairingInTheMiddleTest::mirror),
                new Attack("the master's own words back to it", Goal.TRUE_MASTER, PairingInTheMiddleTest::echo),
                slaves(
                        "an old request again",
                        (middle, scene, said) -> said instanceof SignalMessage.Request now
                                ? asked(
                                        now,
                                        scene.recorded(SignalMessage.Request.class)
                                                .entry())
                                : said),
                masters("old rounds again", (middle, scene, said) -> {
                    var old = scene.recorded(SignalMessage.PairingRounds.class);
                    return said instanceof SignalMessage.PairingRounds now
                            ? new SignalMessage.PairingRounds(
                                    now.to(), old.key(), old.nonce(), old.round1(), old.round2())
                            : said;
                }),
                slaves("an old proof again", (middle, scene, said) -> {
                    var old = scene.recorded(SignalMessage.PairingProof.class);
                    return said instanceof SignalMessage.PairingProof now
                            ? new SignalMessage.PairingProof(now.from(), old.round2(), old.confirm())
                            : said;
                }),
                masters("an old offer again", (middle, scene, said) -> {
                    var old = scene.recorded(SignalMessage.SealedOffer.class);
                    return said instanceof SignalMessage.SealedOffer now
                            ? new SignalMessage.SealedOffer(now.to(), old.confirm(), old.sealed())
                            : said;
                }),
                slaves("an old answer again", (middle, scene, said) -> {
                    var old = scene.recorded(SignalMessage.SealedAnswer.class);
                    return said instanceof SignalMessage.SealedAnswer now
                            ? new SignalMessage.SealedAnswer(now.from(), old.sealed())
                            : said;
                }),
                slaves(
                        "the slave as a nobody",
                        (middle, scene, said) ->
                                said instanceof SignalMessage.Request asked ? asked(asked, new Entry.Open()) : said),
                slaves(
                        "the slave as one that is paired",
                        (middle, scene, said) -> said instanceof SignalMessage.Request asked
                                        && asked.entry() instanceof Entry.Pairing entry
                                ? asked(asked, new Entry.Known(entry.key(), entry.nonce()))
                                : said),
                masters(
                        "an offer in clear in the place of the rounds",
                        (middle, scene, said) -> said instanceof SignalMessage.PairingRounds rounds
                                ? new SignalMessage.Offer(rounds.to(), middle.ownOffer(rounds.to()))
                                : said),
                masters(
                        "an offer in clear in the place of the sealed one",
                        (middle, scene, said) -> said instanceof SignalMessage.SealedOffer sealed
                                ? new SignalMessage.Offer(sealed.to(), middle.ownOffer(sealed.to()))
                                : said),
                slaves(
                        "an answer in clear in the place of the sealed one",
                        (middle, scene, said) -> said instanceof SignalMessage.SealedAnswer sealed
                                ? new SignalMessage.Answer(sealed.from(), middle.ownAnswer(sealed.from()))
                                : said),
                new Attack(
                        "a second master that shows a code, too",
                        Goal.SECOND_MASTER,
                        scene -> changingMaster(
                                scene,
                                (middle, where, said) -> said instanceof SignalMessage.PairingRounds rounds
                                        ? new SignalMessage.PairingRounds(
                                                rounds.to(),
                                                where.recorded(SignalMessage.PairingRounds.class)
                                                        .key(),
                                                rounds.nonce(),
                                                rounds.round1(),
                                                rounds.round2())
                                        : said)));
    }

    /** What he makes of something. */
    private interface Change {
        SignalMessage made(Middle middle, Scene scene, SignalMessage said);
    }

    private static Attack masters(String name, Change change) {
        return new Attack(name, Goal.TRUE_MASTER, scene -> changingMaster(scene, change));
    }

    private static Middle changingMaster(Scene scene, Change change) {
        return new Middle(scene.attacker()) {
            @Override
            SignalMessage toSlave(SignalMessage said) {
                return change.made(this, scene, said);
            }
        };
    }

    private static Attack slaves(String name, Change change) {
        return new Attack(name, Goal.TRUE_MASTER, scene -> new Middle(scene.attacker()) {
            @Override
            SignalMessage toMaster(SignalMessage said) {
                return change.made(this, scene, said);
            }
        });
    }

    private static SignalMessage.Request asked(SignalMessage.Request asked, Entry entry) {
        return new SignalMessage.Request(asked.from(), asked.version(), asked.name(), entry);
    }

    /** Another bit in each run. */
    private static String bent(String base64, int run) {
        byte[] bytes = Base64.getUrlDecoder().decode(base64);
        bytes[new Random(run).nextInt(bytes.length)] ^= (byte) (1 << run % Byte.SIZE);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Both ends of a pairing that he has with himself. */
    private record Own(PairingMaster.Proved master, PairingSlave.Proved slave) {

        static Own with(PeerId peer) {
            PairingSlave slave = new PairingSlave(attacker.identity(), GUESS, peer, Attacker.RANDOM);
            PairingMaster other =
                    new PairingMaster(attacker.identity(), GUESS, peer, (Entry.Pairing) slave.entry(), Attacker.RANDOM);
            PairingSlave.Proved proved = slave.prove(other.rounds());
            return new Own(other.check(proved.proof()).orElseThrow(), proved);
        }
    }

    private static SignalMessage.SealedOffer ownOffer(Middle middle, PeerId peer) {
        return Own.with(peer).master().seal(middle.ownOffer(peer), "Site A");
    }

    private static SignalMessage.SealedAnswer ownAnswer(Middle middle, PeerId peer) {
        return Own.with(peer).slave().seal(middle.ownAnswer(peer), "front desk");
    }

    private static Middle both(Scene scene) {
        return new Middle(scene.attacker()) {
            private volatile PairingMaster asMaster;
            private volatile PairingSlave asSlave;
            private volatile PairingSlave.Proved proved;

            @Override
            SignalMessage toMaster(SignalMessage said) {
                return switch (said) {
                    case SignalMessage.Request asked
                    when asked.entry() instanceof Entry.Pairing entry -> {
                        asMaster = new PairingMaster(
                                scene.attacker().identity(), GUESS, asked.from(), entry, Attacker.RANDOM);
                        asSlave = new PairingSlave(scene.attacker().identity(), GUESS, asked.from(), Attacker.RANDOM);
                        yield asked(asked, asSlave.entry());
                    }
                    case SignalMessage.PairingProof proof -> proved.proof();
                    default -> said;
                };
            }

            @Override
            SignalMessage toSlave(SignalMessage said) {
                return switch (said) {
                    case SignalMessage.PairingRounds rounds -> {
                        proved = asSlave.prove(rounds);
                        yield asMaster.rounds();
                    }
                    case SignalMessage.Refused(PeerId peer, var _, var _, var _)
                    when peer != null && proved != null -> PairingInTheMiddleTest.ownOffer(this, peer);
                    default -> said;
                };
            }
        };
    }

    private static Middle mirror(Scene scene) {
        return new Middle(scene.attacker()) {
            private volatile Entry.Pairing asked;
            private volatile SignalMessage.PairingProof proof;

            @Override
            SignalMessage toMaster(SignalMessage said) {
                switch (said) {
                    case SignalMessage.Request(var _, int _, var _, Entry.Pairing entry) -> asked = entry;
                    case SignalMessage.PairingProof proved -> proof = proved;
                    default -> {}
                }
                return said;
            }

            @Override
            SignalMessage toSlave(SignalMessage said) {
                return switch (said) {
                    case SignalMessage.PairingRounds rounds
                    when scene.run() % 2 == 0 ->
                        new SignalMessage.PairingRounds(
                                rounds.to(), asked.key(), asked.nonce(), asked.round1(), rounds.round2());
                    case SignalMessage.SealedOffer offer ->
                        new SignalMessage.SealedOffer(offer.to(), proof.confirm(), offer.sealed());
                    default -> said;
                };
            }
        };
    }

    private static Middle echo(Scene scene) {
        return new Middle(scene.attacker()) {
            private volatile SignalMessage.PairingRounds rounds;
            private volatile SignalMessage.SealedOffer offer;

            @Override
            SignalMessage toSlave(SignalMessage said) {
                switch (said) {
                    case SignalMessage.PairingRounds now -> rounds = now;
                    case SignalMessage.SealedOffer now -> offer = now;
                    default -> {}
                }
                return said;
            }

            @Override
            SignalMessage toMaster(SignalMessage said) {
                return switch (said) {
                    case SignalMessage.PairingProof proof
                    when scene.run() % 2 == 0 ->
                        new SignalMessage.PairingProof(proof.from(), rounds.round2(), proof.confirm());
                    case SignalMessage.SealedAnswer answer ->
                        new SignalMessage.SealedAnswer(answer.from(), offer.sealed());
                    default -> said;
                };
            }
        };
    }

    @Test
    void throughHimWhileHeIsHonestAllGoesWell() {
        assertEquals(
                List.of(
                        SignalMessage.Request.class,
                        SignalMessage.PairingRounds.class,
                        SignalMessage.PairingProof.class,
                        SignalMessage.SealedOffer.class,
                        SignalMessage.SealedAnswer.class),
                recorded.stream().map(Object::getClass).toList());
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void nobodyIsConnectedWithHim(Attack attack) throws Exception {
        int paired = paired(master) + paired(second);
        for (int run = 0; run < RUNS; run++) {
            anotherCode();
            Path slave = folder.resolve(attack.name().replace(' ', '-') + run);
            MasterProcess goal = attack.goal() == Goal.TRUE_MASTER ? master : second;
            try (Middle middle = attack.middle().apply(new Scene(attacker, recorded, run));
                    Proxy proxy = new Proxy(0, goal.address(), middle::frameToMaster, middle::frameToSlave)) {
                PairingCode code = Paired.code(master, proxy.origin());
                Paired.code(second, proxy.origin());

                assertThrows(
                        StorageException.class,
                        () -> Paired.with(code, slave, proxy.address(), SHORT).close());
                assertEquals(List.of(), middle.opened());
                assertTrue(middle.hasActed(), "he was there in vain");
            }
            assertEquals(0, master.peers() + second.peers());
        }
        assertEquals(paired, paired(master) + paired(second));
    }

    /** How many PCs a master has let in for good. */
    private static int paired(MasterProcess master) {
        return master.ask("peers", JsonText.object()).path("paired").size();
    }
}
