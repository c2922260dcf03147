package org.skerry.protocol.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage;
import org.skerry.protocol.signal.SignalMessage.Entry;

/**
 * Somebody who sees, changes, keeps and makes up whatever is said between a slave and a master. He wins if one of them takes a
 * description or a certificate that is not the other's.
 */
class ManInTheMiddleTest {

    /** How often each attack is tried; 2000 for a full run. */
    private static final int RUNS = Integer.getInteger("skerry.attacks", 30);

    private static final long SEED = Long.getLong("skerry.seed", 20_261_128);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final NodeIdentity MASTER = NodeIdentity.make();
    private static final NodeIdentity SLAVE = NodeIdentity.make();
    private static final NodeIdentity ATTACKER = NodeIdentity.make();
    private static final NodeIdentity SECOND = NodeIdentity.make();

    /** What somebody in the middle makes of what is said; by itself he passes it on. */
    private static class Attack {
        final String name;

        Attack(String name) {
            this.name = name;
        }

        void begin(Random random) {}

        Entry.Pairing request(Entry.Pairing said) {
            return said;
        }

        SignalMessage.PairingRounds rounds(SignalMessage.PairingRounds said) {
            return said;
        }

        SignalMessage.PairingProof proof(SignalMessage.PairingProof said) {
            return said;
        }

        SignalMessage.SealedOffer offer(SignalMessage.SealedOffer said) {
            return said;
        }

        SignalMessage.SealedAnswer answer(SignalMessage.SealedAnswer said) {
            return said;
        }

        /** As whom the slave is passed on. */
        PeerId peer(PeerId said) {
            return said;
        }

        /** Who the code's own master is. */
        NodeIdentity master() {
            return MASTER;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Description offer(NodeIdentity of) {
        return new Description(Description.Kind.OFFER, "v=0 offer of " + of.fingerprint());
    }

    private static Description answer(NodeIdentity of) {
        return new Description(Description.Kind.ANSWER, "v=0 answer of " + of.fingerprint());
    }

    /** What each side ended up with; empty if it refused, or had nothing to take. */
    private record Outcome(Optional<SealedWords> slave, Optional<SealedWords> master) {

        /** Whether one of them was deceived. */
        boolean isWon() {
            return slave.filter(words -> !isOf(words, MASTER, offer(MASTER))).isPresent()
                    || master.filter(words -> !isOf(words, SLAVE, answer(SLAVE)))
                            .isPresent();
        }

        private static boolean isOf(SealedWords words, NodeIdentity node, Description description) {
            return words.certificate().fingerprint().equals(node.fingerprint())
                    && words.description().equals(description);
        }
    }

    private static Outcome pair(Attack attack, Random random) {
        PairingCode code = PairingCode.random(RANDOM);
        PeerId peer = PeerId.random();
        attack.begin(random);
        Optional<SealedWords> slaves = Optional.empty();
        Optional<SealedWords> masters = Optional.empty();
        try {
            PairingSlave slave = new PairingSlave(SLAVE, code, peer, RANDOM);
            PairingMaster master = new PairingMaster(
                    attack.master(), code, attack.peer(peer), attack.request((Entry.Pairing) slave.entry()), RANDOM);
            PairingSlave.Proved proved = slave.prove(attack.rounds(master.rounds()));
            Optional<PairingMaster.Proved> right = master.check(attack.proof(proved.proof()));
            SignalMessage.SealedOffer sealed = right.isPresent()
                    ? right.get().seal(offer(attack.master()), "Site A")
                    : new SignalMessage.SealedOffer(
                            peer, Base64Text.write(new byte[32]), Base64Text.write(new byte[60]));
            slaves = Optional.of(proved.open(attack.offer(sealed)));
            if (right.isPresent()) {
                masters = Optional.of(right.get().open(attack.answer(proved.seal(answer(SLAVE), "front desk"))));
            }
        } catch (IllegalArgumentException | IllegalStateException refused) {
            // whoever saw it stops
        }
        return new Outcome(slaves, masters);
    }

    private static String changed(String text, Random random) {
        byte[] bytes = Base64Text.read(text);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return Base64Text.write(bytes);
    }

    static Stream<Attack> attacks() {
        List<Attack> attacks = new ArrayList<>();
        attacks.add(new Attack("swaps the slave's fingerprint") {
            @Override
            Entry.Pairing request(Entry.Pairing said) {
                return new Entry.Pairing(ATTACKER.fingerprint().hex(), said.nonce(), said.round1());
            }
        });
        attacks.add(new Attack("swaps the master's fingerprint") {
            @Override
            SignalMessage.PairingRounds rounds(SignalMessage.PairingRounds said) {
                return new SignalMessage.PairingRounds(
                        said.to(), ATTACKER.fingerprint().hex(), said.nonce(), said.round1(), said.round2());
            }
        });
        attacks.add(new Attack("talks to both with codes of his own") {
            private PairingSlave asSlave;
            private PairingMaster asMaster;
            private PairingSlave.Proved toMaster;
            private Optional<PairingMaster.Proved> toSlave = Optional.empty();
            private PairingCode guess;

            @Override
            void begin(Random random) {
                guess = new PairingCode("%06d".formatted(random.nextInt(1_000_000)));
            }

            @Override
            Entry.Pairing request(Entry.Pairing said) {
                PeerId any = PeerId.random();
                asMaster = new PairingMaster(ATTACKER, guess, any, said, RANDOM);
                asSlave = new PairingSlave(ATTACKER, guess, any, RANDOM);
                return (Entry.Pairing) asSlave.entry();
            }

            @Override
            SignalMessage.PairingRounds rounds(SignalMessage.PairingRounds said) {
                toMaster = asSlave.prove(said);
                return asMaster.rounds();
            }

            @Override
            SignalMessage.PairingProof proof(SignalMessage.PairingProof said) {
                toSlave = asMaster.check(said);
                return toMaster.proof();
            }

            @Override
            SignalMessage.SealedOffer offer(SignalMessage.SealedOffer said) {
                return toSlave.map(right -> right.seal(ManInTheMiddleTest.offer(ATTACKER), "x"))
                        .orElse(said);
            }

            @Override
            SignalMessage.SealedAnswer answer(SignalMessage.SealedAnswer said) {
                return toMaster.seal(ManInTheMiddleTest.answer(ATTACKER), "x");
            }
        });
        attacks.add(new Attack("takes what is sealed from a pairing of his own") {
            private final PairingCode code = new PairingCode("000000");

            private SignalMessage.SealedOffer own() {
                PairingSlave slave = new PairingSlave(ATTACKER, code, PeerId.random(), RANDOM);
                PairingMaster master =
                        new PairingMaster(ATTACKER, code, PeerId.random(), (Entry.Pairing) slave.entry(), RANDOM);
                PairingSlave.Proved proved = slave.prove(master.rounds());
                return master.check(proved.proof())
                        .map(right -> right.seal(ManInTheMiddleTest.offer(ATTACKER), "x"))
                        .orElseGet(() -> new SignalMessage.SealedOffer(
                                PeerId.random(),
                                Base64Text.write(new byte[32]),
                                proved.seal(ManInTheMiddleTest.answer(ATTACKER), "x")
                                        .sealed()));
            }

            @Override
            SignalMessage.SealedOffer offer(SignalMessage.SealedOffer said) {
                return new SignalMessage.SealedOffer(said.to(), said.confirm(), own().sealed());
            }
        });
        attacks.add(new Attack("sends the slave its own words back") {
            private Entry.Pairing asked;
            private SignalMessage.PairingProof proved;

            @Override
            Entry.Pairing request(Entry.Pairing said) {
                asked = said;
                return said;
            }

            @Override
            SignalMessage.PairingRounds rounds(SignalMessage.PairingRounds said) {
                return new SignalMessage.PairingRounds(
                        said.to(), asked.key(), asked.nonce(), asked.round1(), said.round2());
            }

            @Override
            SignalMessage.PairingProof proof(SignalMessage.PairingProof said) {
                proved = said;
                return said;
            }

            @Override
            SignalMessage.SealedOffer offer(SignalMessage.SealedOffer said) {
                return new SignalMessage.SealedOffer(said.to(), proved.confirm(), said.sealed());
            }
        });
        attacks.add(new Attack("sends the slave's confirmation back as the master's") {
            private SignalMessage.PairingProof proved;

            @Override
            SignalMessage.PairingProof proof(SignalMessage.PairingProof said) {
                proved = said;
                return new SignalMessage.PairingProof(said.from(), said.round2(), Base64Text.write(new byte[32]));
            }

            @Override
            SignalMessage.SealedOffer offer(SignalMessage.SealedOffer said) {
                return new SignalMessage.SealedOffer(said.to(), proved.confirm(), said.sealed());
            }
        });
        attacks.add(new Attack("sends the master its own words back") {
            private SignalMessage.SealedOffer offered;

            @Override
            SignalMessage.SealedOffer offer(SignalMessage.SealedOffer said) {
                offered = said;
                return said;
            }

            @Override
            SignalMessage.SealedAnswer answer(SignalMessage.SealedAnswer said) {
                return new SignalMessage.SealedAnswer(said.from(), offered.sealed());
            }
        });
        attacks.add(new Attack("repeats what he has recorded") {
            private final List<SignalMessage> recorded = new ArrayList<>();
            private int part;

            @Override
            void begin(Random random) {
                part = random.nextInt(3);
            }

            private <M extends SignalMessage> M replayed(M said, Class<M> kind, int which) {
                M old = part == which
                        ? recorded.stream()
                                .filter(kind::isInstance)
                                .map(kind::cast)
                                .findFirst()
                                .orElse(said)
                        : said;
                recorded.add(said);
                return old;
            }

            @Override
            SignalMessage.PairingRounds rounds(SignalMessage.PairingRounds said) {
                return replayed(said, SignalMessage.PairingRounds.class, 0);
            }

            @Override
            SignalMessage.SealedOffer offer(SignalMessage.SealedOffer said) {
                return replayed(said, SignalMessage.SealedOffer.class, 1);
            }

            @Override
            SignalMessage.SealedAnswer answer(SignalMessage.SealedAnswer said) {
                return replayed(said, SignalMessage.SealedAnswer.class, 2);
            }
        });
        attacks.add(new Attack("leads the slave to a second master") {
            @Override
            NodeIdentity master() {
                return SECOND;
            }

            @Override
            SignalMessage.PairingRounds rounds(SignalMessage.PairingRounds said) {
                return new SignalMessage.PairingRounds(
                        said.to(), MASTER.fingerprint().hex(), said.nonce(), said.round1(), said.round2());
            }
        });
        attacks.add(new Attack("passes the slave on under another identifier") {
            @Override
            PeerId peer(PeerId said) {
                return PeerId.random();
            }
        });
        attacks.add(damage("damages the request", 0));
        attacks.add(damage("damages the master's rounds", 1));
        attacks.add(damage("damages the slave's proof", 2));
        attacks.add(damage("damages the offer", 3));
        attacks.add(damage("damages the answer", 4));
        return attacks.stream();
    }

    /** Changes one bit of one part of one message. */
    private static Attack damage(String name, int which) {
        return new Attack(name) {
            private Random random = new Random();

            @Override
            void begin(Random chosen) {
                random = chosen;
            }

            private String maybe(String text, boolean isChosen) {
                return isChosen ? changed(text, random) : text;
            }

            @Override
            Entry.Pairing request(Entry.Pairing said) {
                boolean isNonce = random.nextBoolean();
                return which != 0
                        ? said
                        : new Entry.Pairing(said.key(), maybe(said.nonce(), isNonce), maybe(said.round1(), !isNonce));
            }

            @Override
            SignalMessage.PairingRounds rounds(SignalMessage.PairingRounds said) {
                int part = random.nextInt(3);
                return which != 1
                        ? said
                        : new SignalMessage.PairingRounds(
                                said.to(),
                                said.key(),
                                maybe(said.nonce(), part == 0),
                                maybe(said.round1(), part == 1),
                                maybe(said.round2(), part == 2));
            }

            @Override
            SignalMessage.PairingProof proof(SignalMessage.PairingProof said) {
                boolean isRound = random.nextBoolean();
                return which != 2
                        ? said
                        : new SignalMessage.PairingProof(
                                said.from(), maybe(said.round2(), isRound), maybe(said.confirm(), !isRound));
            }

            @Override
            SignalMessage.SealedOffer offer(SignalMessage.SealedOffer said) {
                boolean isConfirm = random.nextBoolean();
                return which != 3
                        ? said
                        : new SignalMessage.SealedOffer(
                                said.to(), maybe(said.confirm(), isConfirm), maybe(said.sealed(), !isConfirm));
            }

            @Override
            SignalMessage.SealedAnswer answer(SignalMessage.SealedAnswer said) {
                return which != 4 ? said : new SignalMessage.SealedAnswer(said.from(), changed(said.sealed(), random));
            }
        };
    }

    @Test
    void withoutHimBothFindEachOther() {
        for (int run = 0; run < 5; run++) {
            Outcome outcome = pair(new Attack("nobody"), new Random(run));

            assertTrue(outcome.slave().isPresent() && outcome.master().isPresent());
            assertTrue(!outcome.isWon());
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void nobodyIsPairedWithHim(Attack attack) {
        Random random = new Random(SEED);
        int won = 0;
        int disturbed = 0;
        for (int run = 0; run < RUNS; run++) {
            Outcome outcome = pair(attack, random);
            won += outcome.isWon() ? 1 : 0;
            disturbed += outcome.slave().isEmpty() || outcome.master().isEmpty() ? 1 : 0;
        }

        int left = disturbed;
        assertEquals(0, won, attack.name);
        assertTrue(left >= RUNS - 1, () -> attack.name + " was not seen " + (RUNS - left) + " times");
    }

    /** What he makes of the words of a reconnection. */
    private record Reconnect(
            String name,
            UnaryOperator<Entry.Known> entry,
            UnaryOperator<SignalMessage.Challenge> challenge,
            UnaryOperator<SignalMessage.Proof> proof,
            NodeIdentity master,
            boolean isPeerChanged) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Reconnect reconnect(
            String name,
            UnaryOperator<Entry.Known> entry,
            UnaryOperator<SignalMessage.Challenge> challenge,
            UnaryOperator<SignalMessage.Proof> proof) {
        return new Reconnect(name, entry, challenge, proof, MASTER, false);
    }

    static Stream<Reconnect> reconnects() {
        Random random = new Random(SEED);
        List<SignalMessage.Challenge> challenges = new ArrayList<>();
        List<SignalMessage.Proof> proofs = new ArrayList<>();
        UnaryOperator<Entry.Known> sameEntry = UnaryOperator.identity();
        UnaryOperator<SignalMessage.Challenge> sameChallenge = UnaryOperator.identity();
        UnaryOperator<SignalMessage.Proof> sameProof = UnaryOperator.identity();
        return Stream.of(
                reconnect(
                        "asks with a nonce of his own",
                        said -> new Entry.Known(said.key(), Nonce.random(RANDOM).text()),
                        sameChallenge,
                        sameProof),
                reconnect(
                        "signs the challenge himself",
                        sameEntry,
                        said -> new SignalMessage.Challenge(
                                said.to(),
                                said.key(),
                                said.nonce(),
                                Base64Text.write(ATTACKER.sign(Base64Text.read(said.nonce())))),
                        sameProof),
                reconnect(
                        "says the challenge is his",
                        sameEntry,
                        said -> new SignalMessage.Challenge(
                                said.to(), ATTACKER.fingerprint().hex(), said.nonce(), said.proof()),
                        sameProof),
                reconnect(
                        "changes the master's nonce",
                        sameEntry,
                        said -> new SignalMessage.Challenge(
                                said.to(), said.key(), changed(said.nonce(), random), said.proof()),
                        sameProof),
                reconnect(
                        "sends the master's proof back",
                        sameEntry,
                        said -> {
                            challenges.add(said);
                            return said;
                        },
                        said -> new SignalMessage.Proof(
                                said.from(), challenges.getLast().proof())),
                reconnect(
                        "signs for the slave",
                        sameEntry,
                        sameChallenge,
                        said -> new SignalMessage.Proof(
                                said.from(), Base64Text.write(ATTACKER.sign(Base64Text.read(said.proof()))))),
                reconnect("repeats a recorded proof", sameEntry, sameChallenge, said -> {
                    proofs.add(said);
                    return proofs.size() == 1
                            ? new SignalMessage.Proof(said.from(), changed(said.proof(), random))
                            : proofs.getFirst();
                }),
                reconnect(
                        "repeats a recorded challenge",
                        sameEntry,
                        said -> {
                            challenges.add(said);
                            return challenges.size() < 2
                                    ? new SignalMessage.Challenge(
                                            said.to(), said.key(), said.nonce(), changed(said.proof(), random))
                                    : challenges.getFirst();
                        },
                        sameProof),
                new Reconnect("leads to a second master", sameEntry, sameChallenge, sameProof, SECOND, false),
                new Reconnect("changes the identifier", sameEntry, sameChallenge, sameProof, MASTER, true));
    }

    @ParameterizedTest
    @MethodSource("reconnects")
    void nobodyIsConnectedWithHim(Reconnect attack) {
        for (int run = 0; run < RUNS; run++) {
            PeerId peer = PeerId.random();
            Reconnection.Slave slave = new Reconnection.Slave(SLAVE, peer, RANDOM);
            boolean isConnected;
            try {
                Reconnection.Master master = new Reconnection.Master(
                        attack.master(),
                        NodeCertificate.of(SLAVE),
                        attack.isPeerChanged() ? PeerId.random() : peer,
                        attack.entry().apply((Entry.Known) slave.entry()),
                        RANDOM);
                SignalMessage.Proof proof =
                        slave.proof(attack.challenge().apply(master.challenge()), NodeCertificate.of(MASTER));
                isConnected = master.isProved(attack.proof().apply(proof));
            } catch (IllegalArgumentException refused) {
                isConnected = false;
            }

            assertEquals(false, isConnected, attack.name());
        }
    }

    /** All of it as a program, for whoever weakens the exchanges; exit status 1 if an attack succeeds. */
    public static void main(String[] arguments) {
        ManInTheMiddleTest test = new ManInTheMiddleTest();
        List<String> succeeded = new ArrayList<>();
        attacks().forEach(attack -> note(attack.name, succeeded, () -> test.nobodyIsPairedWithHim(attack)));
        reconnects().forEach(attack -> note(attack.name(), succeeded, () -> test.nobodyIsConnectedWithHim(attack)));
        succeeded.forEach(System.out::println);
        System.exit(succeeded.isEmpty() ? 0 : 1);
    }

    private static void note(String name, List<String> succeeded, Runnable attack) {
        try {
            attack.run();
        } catch (AssertionError won) {
            succeeded.add(name);
        }
    }
}
