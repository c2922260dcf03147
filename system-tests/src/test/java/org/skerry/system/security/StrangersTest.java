package org.skerry.system.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.protocol.pairing.NodeIdentity;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.protocol.pairing.PairingSlave;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage;
import org.skerry.protocol.signal.SignalMessage.Entry;
import org.skerry.protocol.signal.SignalMessage.Reason;
import org.skerry.system.bench.Stranger;
import org.skerry.system.reliability.MasterProcess;

/** Many strangers from many addresses. */
@Tag("native")
@Timeout(1800)
class StrangersTest {

    /** Wrong codes; 100000 for a full run. */
    private static final int GUESSES = Integer.getInteger("skerry.guesses", 300);

    /** Requests without a code or a key; 60000 for a full run. */
    private static final int REQUESTS = Integer.getInteger("skerry.strangers", 600);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final NodeIdentity STRANGER = NodeIdentity.make();

    @TempDir
    Path folder;

    /** What became of the guesses: by the reason of the refusal, those that the master looked at counted apart. */
    private record Outcome(int lookedAt, Map<Reason, Integer> refused) {}

    private static Outcome guess(MasterProcess master) throws Exception {
        int lookedAt = 0;
        Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
        for (int i = 0; i < GUESSES; i++) {
            if (i % (GUESSES / 20) == 0) {
                Paired.code(master, "writer"); // the keeper tries again and again
            }
            PeerId peer = PeerId.random();
            PairingSlave guess =
                    new PairingSlave(STRANGER, new PairingCode("%06d".formatted(i % 1_000_000)), peer, RANDOM);
            try (Stranger stranger = new Stranger(master.address(), Stranger.address(i))) {
                stranger.say(new SignalMessage.Request(peer, 1, "", guess.entry()));
                Optional<SignalMessage> answer = stranger.hear();
                if (answer.isPresent() && answer.get() instanceof SignalMessage.PairingRounds rounds) {
                    stranger.say(guess.prove(rounds).proof());
                    answer = stranger.hear();
                    lookedAt++;
                }
                SignalMessage.Refused no = (SignalMessage.Refused) answer.orElseThrow();
                refused.merge(no.reason(), 1, Integer::sum);
            }
        }
        return new Outcome(lookedAt, refused);
    }

    @Test
    void whoGuessesCodesIsStoppedAndSeenAndLocksNobodyOut() throws Exception {
        try (MasterProcess master = MasterProcess.startClosed(folder.resolve("master"))) {
            Outcome outcome = guess(master);
            var pairing = master.status().path("pairing");

            System.out.printf( // the figures of a long run
                    "%,d guesses: %d looked at, refused %s; the keeper sees %s%n",
                    GUESSES, outcome.lookedAt(), outcome.refused(), pairing);
            assertTrue(outcome.lookedAt() <= 10, outcome.toString());
            assertEquals(
                    GUESSES,
                    outcome.refused().getOrDefault(Reason.CODE, 0)
                            + outcome.refused().getOrDefault(Reason.BUSY, 0));
            assertTrue(pairing.path("failing_addresses").size() > 0, pairing.toString());
            assertTrue(
                    master.status().path("warnings").toString().contains("Wrong codes came from"),
                    master.status().path("warnings").toString());
            PairingCode own = new PairingCode(
                    master.ask("pair", JsonText.object().put("role", "writer").put("from", "127.0.0.1"))
                            .path("code")
                            .asString());
            try (Paired honest = Paired.with(own, folder.resolve("slave"), master.address())) {
                honest.storage().put(new RecordId("a"), JsonText.object());
            }
        }
    }

    @Test
    void strangersGetNothingNativeAndPairedOnesWorkOn() throws Exception {
        try (MasterProcess master = MasterProcess.startClosed(folder.resolve("master"));
                Paired slave = Paired.with(Paired.code(master, "writer"), folder.resolve("slave"), master.address())) {
            long before = master.status().path("webrtc").path("connections").asLong();
            Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
            for (int i = 0; i < REQUESTS; i++) {
                PeerId peer = PeerId.random();
                Entry entry = i % 2 == 0
                        ? new Entry.Open()
                        : new Entry.Known(
                                NodeIdentity.make().fingerprint().hex(),
                                ((Entry.Pairing) new PairingSlave(STRANGER, new PairingCode("000000"), peer, RANDOM)
                                                .entry())
                                        .nonce());
                try (Stranger stranger = new Stranger(master.address(), Stranger.address(i / 5))) {
                    stranger.say(new SignalMessage.Request(peer, 1, "", entry));
                    SignalMessage.Refused no =
                            (SignalMessage.Refused) stranger.hear().orElseThrow();
                    refused.merge(no.reason(), 1, Integer::sum);
                }
                if (i % 100 == 0) {
                    slave.storage().put(new RecordId("r" + i), JsonText.object());
                }
            }

            assertEquals(
                    before, master.status().path("webrtc").path("connections").asLong());
            assertEquals(
                    REQUESTS,
                    refused.values().stream().mapToInt(Integer::intValue).sum());
            assertEquals((REQUESTS + 99) / 100, slave.storage().count());
        }
    }
}
