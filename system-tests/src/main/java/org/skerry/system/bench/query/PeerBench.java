package org.skerry.system.bench.query;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.jio.Storage;
import org.skerry.jio.local.LocalStorage;
import org.skerry.system.bench.BenchFailed;
import org.skerry.system.bench.Lab;

/** jIO and PouchDB with the same records and questions as we, each in a process of its own that asks itself. */
final class PeerBench {

    /** As {@code node.js} calls them, and as they are called here. */
    private static final Map<String, String> UNDER_NODE = Map.of("jio", "jIO memory", "pouchdb", "PouchDB");

    private static final String IN_BROWSER = "jIO IndexedDB";

    private final Lab lab;
    private final Dataset dataset;
    private final Plan plan;
    private final PeerResults results = new PeerResults();

    PeerBench(Lab lab, Dataset dataset, Plan plan) {
        this.lab = lab;
        this.dataset = dataset;
        this.plan = plan;
    }

    List<Table> run() throws Exception {
        Path data = lab.folder("data");
        Samples samples = new Samples();
        Duration ready = load(data, samples);
        List<Question> questions = Questions.of(samples, dataset.shares().records());
        Path folder = PeerFiles.write(lab.folder("peers"), dataset, questions);
        PeerTurns turns = new PeerTurns(lab, data, plan, questions);
        askUnderNode(folder, turns);
        askInBrowser(folder, turns);
        return PeerTables.of(dataset.shares(), ready, results);
    }

    /** Until the first question was answered, for which all records have to be in the index. */
    private Duration load(Path data, Samples samples) throws Exception {
        lab.tell("peers: Skerry, loading %,d records".formatted(dataset.shares().records()));
        long start = System.nanoTime();
        try (Storage storage = LocalStorage.open(data)) {
            Loader.load(dataset, storage, samples);
            Questions.any().of(storage);
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private void askUnderNode(Path folder, PeerTurns turns) throws Exception {
        lab.tell("peers: fetching their packages");
        Optional<Path> modules = Programs.fetchPackages(lab);
        for (String engine : List.of("jio", "pouchdb")) {
            String name = UNDER_NODE.get(engine);
            if (modules.isEmpty()) {
                results.addMissing(name, "node and npm are missing, or the packages could not be fetched");
            } else {
                ask(name, () -> NodePeer.start(lab, engine, modules.get(), folder), turns);
            }
        }
    }

    private void askInBrowser(Path folder, PeerTurns turns) throws Exception {
        Optional<String> browser = Programs.browser();
        if (plan.jioBrowser().isEmpty()) {
            results.addMissing(IN_BROWSER, "npm has jIO's build for Node only; --jio-browser names the other one");
        } else if (browser.isEmpty()) {
            results.addMissing(IN_BROWSER, "there is no Chromium");
        } else {
            Path jio = plan.jioBrowser().get();
            ask(IN_BROWSER, () -> new BrowserPeer(lab, browser.get(), folder, jio), turns);
        }
    }

    private void ask(String name, Start start, PeerTurns turns) throws Exception {
        lab.tell("peers: " + name);
        try (Peer peer = start.peer()) {
            turns.run(name, peer, results);
        } catch (BenchFailed failed) {
            results.addMissing(name, String.valueOf(failed.getMessage()));
        }
    }

    private interface Start {
        Peer peer() throws Exception;
    }
}
