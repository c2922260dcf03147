package org.skerry.system.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage;
import org.skerry.system.reliability.MasterProcess;
import org.skerry.system.security.Attack.Goal;
import org.skerry.system.security.Attack.Scene;

/** A man in the middle of a signalling with keys who has a WebRTC of his own: no channel of his ever opens. */
@Tag("native")
@Timeout(900)
class InTheMiddleTest {

    /** How often each attack is tried; 50 for a full run. */
    private static final int RUNS = Integer.getInteger("skerry.attacks.native", 1);

    /** Long enough for a connection that comes about, and for an attempt or two that do not. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    @TempDir
    static Path folder;

    private static Attacker attacker;
    private static MasterProcess master;
    private static MasterProcess second;

    @BeforeAll
    static void start() throws Exception {
        attacker = new Attacker();
        master = MasterProcess.startClosed(folder.resolve("master"));
        second = MasterProcess.startClosed(folder.resolve("second"));
    }

    @AfterAll
    static void stop() {
        attacker.close();
        second.close();
        master.close();
    }

    static List<Attack> attacks() {
        return List.of(
                inOffer("his fingerprint in the master's offer", Middle::swapped),
                inOffer("his fingerprint besides the right one in the offer", Middle::added),
                inOffer("no fingerprint in the offer", (middle, offer) -> Middle.dropped(offer)),
                inAnswer("his fingerprint in the slave's answer", Middle::swapped),
                inAnswer("his fingerprint besides the right one in the answer", Middle::added),
                inAnswer("no fingerprint in the answer", (middle, answer) -> Middle.dropped(answer)),
                onMaster(
                        "an offer of his own",
                        (middle, said) -> said instanceof SignalMessage.Offer(var peer, var _)
                                ? new SignalMessage.Offer(peer, middle.ownOffer(peer))
                                : said),
                onSlave(
                        "an answer of his own",
                        (middle, said) -> said instanceof SignalMessage.Answer(var peer, var _)
                                ? new SignalMessage.Answer(peer, middle.ownAnswer(peer))
                                : said),
                new Attack("an offer and an answer of his own", Goal.TRUE_MASTER, InTheMiddleTest::between),
                onSlave("his key for the slave's", (middle, said) -> switch (said) {
                    case SignalMessage.Request(var from, int version, var name, SignalMessage.Entry.Known known) ->
                        new SignalMessage.Request(
                                from,
                                version,
                                name,
                                new SignalMessage.Entry.Known(middle.attacker().key(), known.nonce()));
                    default -> said;
                }),
                onMaster(
                        "his key for the master's",
                        (middle, said) -> said instanceof SignalMessage.Challenge asked
                                ? new SignalMessage.Challenge(
                                        asked.to(), middle.attacker().key(), asked.nonce(), asked.proof())
                                : said),
                new Attack("the slave's own words back to it", Goal.TRUE_MASTER, InTheMiddleTest::mirror),
                new Attack("the master's own proof back to it", Goal.TRUE_MASTER, InTheMiddleTest::echo),
                new Attack("an old challenge again", Goal.TRUE_MASTER, InTheMiddleTest::oldChallenge),
                new Attack("an old proof again", Goal.TRUE_MASTER, InTheMiddleTest::oldProof),
                new Attack("an old offer again", Goal.TRUE_MASTER, InTheMiddleTest::oldOffer),
                onSlave(
                        "the slave as a nobody",
                        (middle, said) -> said instanceof SignalMessage.Request asked
                                ? new SignalMessage.Request(
                                        asked.from(), asked.version(), asked.name(), new SignalMessage.Entry.Open())
                                : said),
                onSlave(
                        "the slave in another version",
                        (middle, said) -> said instanceof SignalMessage.Request asked
                                ? new SignalMessage.Request(asked.from(), 0, asked.name(), asked.entry())
                                : said),
                onMaster(
                        "an offer in the place of the proof",
                        (middle, said) -> said instanceof SignalMessage.Challenge asked
                                ? new SignalMessage.Offer(asked.to(), middle.ownOffer(asked.to()))
                                : said),
                new Attack(
                        "a second master that has nothing to do with it", Goal.SECOND_MASTER, InTheMiddleTest::second));
    }

    /** What he makes of something. */
    private interface Change<T> {
        T made(Middle middle, T said);
    }

    private static Attack onMaster(String name, Change<SignalMessage> change) {
        return attack(name, scene -> new Middle(scene.attacker()) {
            @Override
            SignalMessage toSlave(SignalMessage said) {
                return change.made(this, said);
            }
        });
    }

    private static Attack onSlave(String name, Change<SignalMessage> change) {
        return attack(name, scene -> new Middle(scene.attacker()) {
            @Override
            SignalMessage toMaster(SignalMessage said) {
                return change.made(this, said);
            }
        });
    }

    private static Attack inOffer(String name, Change<Description> change) {
        return onMaster(
                name,
                (middle, said) -> said instanceof SignalMessage.Offer(var peer, var offer)
                        ? new SignalMessage.Offer(peer, change.made(middle, offer))
                        : said);
    }

    private static Attack inAnswer(String name, Change<Description> change) {
        return onSlave(
                name,
                (middle, said) -> said instanceof SignalMessage.Answer(var peer, var answer)
                        ? new SignalMessage.Answer(peer, change.made(middle, answer))
                        : said);
    }

    private static Attack attack(String name, Function<Scene, Middle> middle) {
        return new Attack(name, Goal.TRUE_MASTER, middle);
    }

    private static Middle between(Scene scene) {
        return new Middle(scene.attacker()) {
            private volatile Description answer;

            @Override
            SignalMessage toSlave(SignalMessage said) {
                if (said instanceof SignalMessage.Offer(var peer, var offer)) {
                    answer = ownAnswer(offer, peer);
                    return new SignalMessage.Offer(peer, ownOffer(peer));
                }
                return said;
            }

            @Override
            SignalMessage toMaster(SignalMessage said) {
                return said instanceof SignalMessage.Answer(var peer, var _)
                        ? new SignalMessage.Answer(peer, answer)
                        : said;
            }
        };
    }

    private static Middle mirror(Scene scene) {
        return new Middle(scene.attacker()) {
            private volatile SignalMessage.Entry.Known asked;

            @Override
            SignalMessage toMaster(SignalMessage said) {
                if (said instanceof SignalMessage.Request(var _, int _, var _, SignalMessage.Entry.Known known)) {
                    asked = known;
                }
                return said;
            }

            @Override
            SignalMessage toSlave(SignalMessage said) {
                return said instanceof SignalMessage.Challenge challenge
                        ? new SignalMessage.Challenge(challenge.to(), asked.key(), asked.nonce(), challenge.proof())
                        : said;
            }
        };
    }

    private static Middle echo(Scene scene) {
        return new Middle(scene.attacker()) {
            private volatile String proof;

            @Override
            SignalMessage toSlave(SignalMessage said) {
                if (said instanceof SignalMessage.Challenge challenge) {
                    proof = challenge.proof();
                }
                return said;
            }

            @Override
            SignalMessage toMaster(SignalMessage said) {
                return said instanceof SignalMessage.Proof(var from, var _)
                        ? new SignalMessage.Proof(from, proof)
                        : said;
            }
        };
    }

    private static Middle oldChallenge(Scene scene) {
        SignalMessage.Challenge old = scene.recorded(SignalMessage.Challenge.class);
        return new Middle(scene.attacker()) {
            @Override
            SignalMessage toSlave(SignalMessage said) {
                return said instanceof SignalMessage.Challenge challenge
                        ? new SignalMessage.Challenge(challenge.to(), old.key(), old.nonce(), old.proof())
                        : said;
            }
        };
    }

    private static Middle oldProof(Scene scene) {
        SignalMessage.Proof old = scene.recorded(SignalMessage.Proof.class);
        return new Middle(scene.attacker()) {
            @Override
            SignalMessage toMaster(SignalMessage said) {
                return said instanceof SignalMessage.Proof(var from, var _)
                        ? new SignalMessage.Proof(from, old.proof())
                        : said;
            }
        };
    }

    private static Middle oldOffer(Scene scene) {
        SignalMessage.Offer old = scene.recorded(SignalMessage.Offer.class);
        return new Middle(scene.attacker()) {
            @Override
            SignalMessage toSlave(SignalMessage said) {
                return said instanceof SignalMessage.Offer(var peer, var _)
                        ? new SignalMessage.Offer(peer, old.description())
                        : said;
            }
        };
    }

    /** He says that it is the true one. */
    private static Middle second(Scene scene) {
        SignalMessage.Challenge trueOne = scene.recorded(SignalMessage.Challenge.class);
        return new Middle(scene.attacker()) {
            @Override
            SignalMessage toSlave(SignalMessage said) {
                return switch (said) {
                    case SignalMessage.Refused(PeerId peer, var _, var _, var _)
                    when peer != null ->
                        new SignalMessage.Challenge(peer, trueOne.key(), trueOne.nonce(), trueOne.proof());
                    default -> said;
                };
            }
        };
    }

    /** A slave that was paired through the place where he will be, and what was said when it came again. */
    private record Victim(int port, Path home, List<SignalMessage> recorded) {

        static Victim paired(String name) throws Exception {
            int port = freePort();
            Path slave = folder.resolve(Integer.toString(port));
            List<SignalMessage> recorded = new ArrayList<>();
            try (Middle honest = recording(recorded)) {
                try (Proxy proxy = new Proxy(port, master.address(), honest::frameToMaster, honest::frameToSlave);
                        Paired first = Paired.with(Paired.code(master, proxy.origin()), slave, proxy.address())) {
                    first.storage().put(new RecordId(name), JsonText.object());
                }
                recorded.clear();
                try (Proxy proxy = new Proxy(port, master.address(), honest::frameToMaster, honest::frameToSlave);
                        Paired again = Paired.again(slave, proxy.address())) {
                    assertEquals(JsonText.object(), again.storage().get(new RecordId(name)));
                }
            }
            return new Victim(port, slave, recorded);
        }

        private static int freePort() throws Exception {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }

    private static Middle recording(List<SignalMessage> recorded) {
        return new Middle(attacker) {
            @Override
            SignalMessage toMaster(SignalMessage said) {
                recorded.add(said);
                return said;
            }

            @Override
            SignalMessage toSlave(SignalMessage said) {
                recorded.add(said);
                return said;
            }
        };
    }

    @Test
    void throughHimWhileHeIsHonestAllGoesWell() throws Exception {
        List<SignalMessage> said = Victim.paired("honest").recorded();

        assertEquals(
                List.of(
                        SignalMessage.Request.class,
                        SignalMessage.Challenge.class,
                        SignalMessage.Proof.class,
                        SignalMessage.Offer.class,
                        SignalMessage.Answer.class),
                said.stream().map(Object::getClass).toList());
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void nobodyIsConnectedWithHim(Attack attack) throws Exception {
        Victim victim = Victim.paired(attack.name());
        for (int run = 0; run < RUNS; run++) {
            MasterProcess goal = attack.goal() == Goal.TRUE_MASTER ? master : second;
            try (Middle middle = attack.middle().apply(new Scene(attacker, victim.recorded(), run));
                    Proxy proxy =
                            new Proxy(victim.port(), goal.address(), middle::frameToMaster, middle::frameToSlave)) {
                assertThrows(
                        StorageException.class,
                        () -> Paired.again(victim.home(), proxy.address(), SHORT)
                                .close());
                assertEquals(List.of(), middle.opened());
                assertTrue(middle.hasActed(), "he was there in vain");
            }
            assertEquals(0, master.peers() + second.peers());
        }
    }
}
