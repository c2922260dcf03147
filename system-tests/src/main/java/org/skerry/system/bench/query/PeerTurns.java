package org.skerry.system.bench.query;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;
import org.skerry.system.bench.BenchFailed;
import org.skerry.system.bench.Lab;
import org.skerry.system.bench.Sample;
import tools.jackson.databind.JsonNode;

/** One peer and we, each in its own process, in turns: question by question, so that both see the same machine. */
final class PeerTurns {

    /** The longest that a peer says nothing: one index of PouchDB, or a call that is waited for beyond its limit. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Repeats WARM_UP = new Repeats(1, 30, Duration.ofSeconds(1));

    private final Lab lab;
    private final Path data;
    private final Plan plan;
    private final List<Question> questions;

    /** @param data of a storage that has all records and is not open */
    PeerTurns(Lab lab, Path data, Plan plan, List<Question> questions) {
        this.lab = lab;
        this.data = data;
        this.plan = plan;
        this.questions = List.copyOf(questions);
    }

    /**
     * Asks everything. A peer that fails on the way keeps what it has answered, and is asked no more.
     *
     * @throws BenchFailed if it was never ready
     */
    void run(String name, Peer peer, PeerResults results) throws Exception {
        long start = System.nanoTime();
        JsonNode ready = hear(name, peer);
        List<PeerResults.Answer> answers = new ArrayList<>();
        // Opened for each peer, so that no page is remembered from the turns with the one before.
        try (Storage storage = LocalStorage.open(data)) {
            for (int i = 0; i < questions.size(); i++) {
                answers.add(turn(name, peer, i, storage));
            }
        } catch (BenchFailed failed) {
            lab.tell("peers: %s, %s".formatted(name, failed.getMessage()));
            JsonNode why = JsonText.object().put("error", "it was asked no more: " + failed.getMessage());
            questions.stream()
                    .skip(answers.size())
                    .forEach(question -> answers.add(new PeerResults.Answer(question, why, Optional.empty())));
        }
        results.add(name, new PeerResults.Engine(ready, answers, Duration.ofNanos(System.nanoTime() - start)));
    }

    private PeerResults.Answer turn(String name, Peer peer, int number, Storage storage) throws InterruptedException {
        Question question = questions.get(number);
        lab.tell("peers: %s, %s".formatted(name, question.name()));
        peer.ask(number);
        JsonNode theirs = hear(name, peer);
        return new PeerResults.Answer(question, theirs, ours(question, theirs, storage));
    }

    private JsonNode hear(String name, Peer peer) throws InterruptedException {
        JsonNode line = peer.next(PATIENCE);
        while (line.has("doing")) {
            lab.tell("peers: %s, %s".formatted(name, line.path("doing").asString()));
            line = peer.next(PATIENCE);
        }
        if (line.has("failed")) {
            throw new BenchFailed(line.path("failed").asString());
        }
        return line;
    }

    private Optional<PeerResults.Ours> ours(Question question, JsonNode theirs, Storage storage) {
        if (theirs.has("error")) {
            return Optional.empty();
        }
        try {
            WARM_UP.measure(question.asks().reversed(), storage);
            Sample sample = plan.repeats().measure(question.asks(), storage);
            return Optional.of(
                    new PeerResults.Ours(sample, question.asks().getFirst().of(storage)));
        } catch (StorageException failed) {
            lab.tell("peers: %s was not answered: %s".formatted(question.name(), failed.getMessage()));
            return Optional.empty();
        }
    }
}
