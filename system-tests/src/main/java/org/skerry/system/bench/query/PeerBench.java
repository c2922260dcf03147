package org.skerry.system.bench.query;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;
import org.skerry.system.bench.BenchFailed;
import org.skerry.system.bench.ChildProcess;
import org.skerry.system.bench.Lab;
import org.skerry.system.bench.Sample;
import tools.jackson.databind.JsonNode;

/** jIO and PouchDB with the same records and questions, each in a process of its own that asks itself; and we too. */
final class PeerBench {

    /** How long one line of results may take: loading and the indexes of PouchDB are the longest. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final Repeats WARM_UP = new Repeats(1, 30, Duration.ofSeconds(1));

    private final Lab lab;
    private final Dataset dataset;
    private final Plan plan;

    PeerBench(Lab lab, Dataset dataset, Plan plan) {
        this.lab = lab;
        this.dataset = dataset;
        this.plan = plan;
    }

    List<Table> run() throws Exception {
        Samples samples = new Samples();
        Path data = lab.folder("data");
        PeerResults peers = new PeerResults();
        try (Storage storage = LocalStorage.open(data)) {
            lab.tell("peers: loading %,d records".formatted(dataset.shares().records()));
            Duration took = Loader.load(dataset, storage, samples);
            List<Question> questions = Questions.of(samples, dataset.shares().records());
            Map<String, PeerTables.Ours> ours = ask(questions, storage);
            Path folder = PeerFiles.write(lab.folder("peers"), dataset, questions);
            askNode(folder, peers);
            askBrowser(folder, peers);
            return PeerTables.of(dataset.shares(), took, ours, peers);
        }
    }

    private Map<String, PeerTables.Ours> ask(List<Question> questions, Storage storage) {
        Map<String, PeerTables.Ours> answers = new LinkedHashMap<>();
        for (Question question : questions) {
            lab.tell("peers: Skerry, " + question.name());
            try {
                WARM_UP.measure(question.asks().reversed(), storage);
                Sample sample = plan.repeats().measure(question.asks(), storage);
                long hits = question.asks().getFirst().of(storage);
                answers.put(question.name(), new PeerTables.Ours(sample, hits, PeerTables.isSorted(question)));
            } catch (StorageException failed) {
                lab.tell("peers: %s was not answered: %s".formatted(question.name(), failed.getMessage()));
            }
        }
        return answers;
    }

    private void askNode(Path folder, PeerResults peers) throws IOException, InterruptedException {
        lab.tell("peers: fetching their packages");
        Optional<Path> modules = Programs.fetchPackages(lab);
        for (String engine : List.of("jio", "pouchdb")) {
            if (modules.isEmpty()) {
                peers.addMissing(
                        engine + " under Node", "node and npm are missing, or the packages could not be fetched");
                continue;
            }
            lab.tell("peers: " + engine + " under Node");
            List<String> command = List.of(
                    Programs.find("node").orElseThrow(),
                    "--max-old-space-size=4096",
                    folder.resolve("node.js").toString(),
                    engine,
                    modules.get().toString(),
                    folder.toString());
            try (ChildProcess process = lab.startProgram(command)) {
                take(process, peers);
            } catch (BenchFailed failed) {
                peers.addMissing(engine + " under Node", String.valueOf(failed.getMessage()));
            }
        }
    }

    private static void take(ChildProcess process, PeerResults peers) throws InterruptedException {
        List<JsonNode> lines = new ArrayList<>();
        while (lines.isEmpty() || !lines.getLast().has("done")) {
            lines.add(JsonText.read(process.nextLine(PATIENCE)));
            peers.add(lines.getLast());
        }
        if (lines.getLast().has("failed")) {
            throw new BenchFailed(lines.getLast().path("failed").asString());
        }
    }

    private void askBrowser(Path folder, PeerResults peers) throws IOException, InterruptedException {
        String what = "jIO in a browser";
        Optional<String> browser = Programs.browser();
        if (plan.jioBrowser().isEmpty()) {
            peers.addMissing(what, "npm has jIO's build for Node only; --jio-browser names the other one");
        } else if (browser.isEmpty()) {
            peers.addMissing(what, "there is no Chromium");
        } else {
            lab.tell("peers: " + what);
            try {
                new BrowserPeer(folder, plan.jioBrowser().get()).run(lab, browser.get(), PATIENCE, peers);
            } catch (BenchFailed failed) {
                peers.addMissing(what, String.valueOf(failed.getMessage()));
            }
        }
    }
}
