package org.skerry.system.demo;

import static org.skerry.system.demo.Narrator.format;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.QueryParser;
import org.skerry.jio.query.Row;
import org.skerry.master.console.ControlSocket;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.protocol.pairing.PairingRehearsal;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.protocol.webrtc.WebRtcSettings;
import org.skerry.slave.Slave;
import org.skerry.slave.SlaveSettings;
import org.skerry.slave.files.ReadOptions;
import org.skerry.slave.files.RecordFiles;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.SlaveKeys;
import org.skerry.slave.transfer.Importer;
import tools.jackson.databind.node.ObjectNode;

/** The main job on real records, told step by step. Whatever goes otherwise than promised is a {@link DemoFailed}. */
final class Demo {
    private static final int CITIES = 10_000;
    private static final String CITY = "City";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How many records are written one after the other before the master is killed, and again after its return. */
    private static final int WRITES = 300;

    private static final int PAGE = 1_000;

    private static final int CALLS_WITHOUT_WEBSOCKET = 120;

    private final Stage stage;
    private final WindowChapter window;
    private final Narrator tell;

    Demo(Stage stage, WindowChapter window, Narrator tell) {
        this.stage = stage;
        this.window = window;
        this.tell = tell;
    }

    void run() throws Exception {
        long start = System.nanoTime();
        tell.title("Skerry, a database for places without Internet. Every figure is measured now.");
        MasterProcess master = startMaster();
        try (Slave slave = pair(master)) {
            Storage storage = slave.storage(PATIENCE);
            importCities(storage);
            askADozen(storage);
            liveOneRecord(storage);
            showTheWebSocketGone(storage);
            MasterProcess second = pullThePlug(master, storage);
            Duration until = since(start);
            window.show(second.url());
            tell.heading("The end");
            tell.measured("the master stopped when it was asked to (SIGTERM)", second.stop());
            tell.measured("everything together, before the window", until);
        }
        tell.emptyLine();
        tell.say("On your own: ./skerry master, ./skerry pair, then ./skerry desktop URL on any PC.");
    }

    private MasterProcess startMaster() throws Exception {
        tell.heading("A master starts");
        var started = timed(() -> stage.startMaster(0));
        tell.measured("on an empty folder, as process %d".formatted(started.value.pid()), started.time);
        tell.say("slaves may enter at " + started.value.url());
        tell.aside("It lets in paired PCs only. Here it listens to this PC only, too.");
        return started.value;
    }

    private Slave pair(MasterProcess master) throws Exception {
        tell.heading("A slave is paired with it, and joins");
        SlaveKeys keys = SlaveKeys.in(stage.slaveFolder());
        knock(master, keys);
        var made = ControlSocket.ask(stage.data(), "pair", JsonText.object().put("role", "writer"));
        PairingCode code = new PairingCode(made.path("code").asString());
        tell.measured("skerry pair shows at the master", code.spaced());
        getReady();
        long known = System.nanoTime();
        Slave slave = new Slave(SlaveSettings.of(MasterAddress.parse(master.url()), keys, Optional.of(code)));
        try {
            var joined = timed(() -> slave.awaitLinked(PATIENCE));
            tell.measured("both prove the code, then offer and answer; the channel is open", joined.time);
            Storage storage = slave.storage(PATIENCE);
            var first = timed(() -> count(storage));
            tell.measured("first call over WebRTC: how many records are there? " + first.value, first.time);
            tell.measured("from the address and the code to that answer", since(known));
            return slave;
        } catch (Exception failed) { // whatever it was, the slave's native threads would keep the program alive
            slave.close();
            throw failed;
        }
    }

    /** As a window does with the address, before anybody is asked for a code. */
    private void knock(MasterProcess master, SlaveKeys keys) throws Exception {
        try (Slave stranger = new Slave(SlaveSettings.of(MasterAddress.parse(master.url()), keys, Optional.empty()))) {
            var answer = timed(() -> {
                try {
                    stranger.awaitLinked(PATIENCE);
                    return false;
                } catch (StorageException.Forbidden refused) {
                    return true;
                }
            });
            promise(answer.value, "the master let in a PC that was never paired");
            tell.measured("it knocks without a code, and is refused", answer.time);
        }
    }

    /** As a window is, long before somebody has typed six digits. */
    private static void getReady() {
        PairingRehearsal.run();
        try (WebRtcRuntime runtime = new WebRtcRuntime(WebRtcSettings.defaults())) {
            runtime.awaitReady();
        }
    }

    private void importCities(Storage storage) throws Exception {
        tell.heading("10,000 cities travel over the data channel");
        var importer = new Importer(storage, Optional.of(CITY), PeerStorage.randomWriter(), _ -> {}, _ -> {});
        var options =
                new ReadOptions(Optional.empty(), Optional.of("city_id"), Optional.empty(), ReadOptions.Numbers.DETECT);
        try (var source = RecordFiles.open(stage.cities(), options)) {
            var report = importer.run(source);
            promise(report.imported() == CITIES && report.failed() == 0, "not every city was imported: " + report);
            tell.measured("each one acknowledged when it was on the master's disk", report.took());
            tell.measured(
                    "records per second", format(CITIES * 1000L / report.took().toMillis()));
        }
        long there = count(storage);
        promise(there == CITIES, "the master has %d records".formatted(there));
        tell.measured("the master counts", format(there));
        tell.aside("Data: GeoNames (geonames.org), CC BY 4.0.");
    }

    private void askADozen(Storage storage) throws Exception {
        tell.heading("A dozen questions in jIO's query language");
        for (Question question : Question.DOZEN) {
            var asked = timed(() -> storage.allDocs(question.call()));
            promise(asked.value.totalCount() > 0, "nothing was found by " + question.text());
            tell.measured(question.text(), "%s %9s".formatted(format(asked.value.totalCount()), format(asked.time)));
            tell.aside("  %s: %s".formatted(question.meaning(), names(asked.value)));
        }
    }

    private void liveOneRecord(Storage storage) throws Exception {
        tell.heading("One record's life");
        ObjectNode village = JsonText.object()
                .put("portal_type", "Village")
                .put("name", "石岛")
                .put("population", 312);
        var posted = timed(() -> storage.post(village));
        tell.measured("created: " + JsonText.write(village), posted.time);
        var found = timed(() -> storage.allDocs(
                new AllDocs(QueryParser.parse("name:\"%岛%\""), List.of(), Limit.NONE, List.of("name"), false)));
        promise(names(found.value).equals("石岛"), "the Chinese name was not found");
        tell.measured("found by one character: name:\"%岛%\"", found.time);
        ObjectNode grown = village.deepCopy().put("population", 313);
        tell.measured("changed: a child was born", timedRun(() -> storage.put(posted.value, grown)));
        var read = timed(() -> storage.get(posted.value));
        promise(read.value.equals(grown), "the change did not come back");
        tell.measured("read again: population " + read.value.get("population"), read.time);
        tell.measured("deleted", timedRun(() -> storage.remove(posted.value)));
        try {
            storage.get(posted.value);
        } catch (StorageException.NotFound gone) {
            tell.say("read again: %d %s".formatted(gone.statusCode(), gone.getMessage()));
            return;
        }
        throw new DemoFailed("the deleted record is still there");
    }

    private void showTheWebSocketGone(Storage storage) throws Exception {
        tell.heading("The WebSocket is closed, and nobody needs it");
        long start = System.nanoTime();
        for (int i = 0; i < CALLS_WITHOUT_WEBSOCKET; i++) {
            storage.allDocs(Question.DOZEN.get(i % Question.DOZEN.size()).call());
        }
        Duration each = since(start).dividedBy(CALLS_WITHOUT_WEBSOCKET);
        var status = ControlSocket.ask(stage.data(), "status");
        int sockets = status.get("signalling").get("sockets").asInt();
        int peers = status.get("peers").asInt();
        promise(sockets == 0 && peers == 1, "the master sees %d sockets and %d slaves".formatted(sockets, peers));
        tell.measured("the master sees open WebSockets", format(sockets));
        tell.measured("and connected slaves", format(peers));
        tell.measured(
                "%d more of those questions were answered, on average in".formatted(CALLS_WITHOUT_WEBSOCKET), each);
    }

    /** Returns the master that runs afterwards. */
    private MasterProcess pullThePlug(MasterProcess master, Storage storage) throws Exception {
        tell.heading("The master is killed in the middle of writing, and comes back");
        Map<RecordId, ObjectNode> before = cities(storage);
        try (BusyWriter writer = new BusyWriter(storage)) {
            writer.awaitAcknowledged(WRITES, PATIENCE);
            master.kill();
            long killed = System.nanoTime();
            int acknowledged = writer.acknowledged().size();
            tell.measured("kill -9; writes acknowledged until then", format(acknowledged));
            var restarted =
                    timed(() -> stage.startMaster(URI.create(master.url()).getPort()));
            tell.measured("started again on the same folder", restarted.time);
            writer.awaitAcknowledged(acknowledged + 1, PATIENCE);
            tell.measured("the slave noticed, joined again by itself, and writes on, after", since(killed));
            writer.awaitAcknowledged(acknowledged + WRITES, PATIENCE);
            writer.stop();
            checkNothingLost(storage, before, writer.acknowledged());
            return restarted.value;
        }
    }

    private void checkNothingLost(Storage storage, Map<RecordId, ObjectNode> before, Set<RecordId> acknowledged) {
        var entries = storage.allDocs(of(BusyWriter.TYPE, false)).rows().stream()
                .map(Row::id)
                .collect(Collectors.toSet());
        promise(
                entries.equals(acknowledged),
                "%d writes were acknowledged, %d are there".formatted(acknowledged.size(), entries.size()));
        promise(cities(storage).equals(before), "a city came back changed, or not at all");
        tell.measured("acknowledged writes in all", format(acknowledged.size()));
        tell.measured("of them on the master, none lost, none twice", format(entries.size()));
        tell.measured("cities compared with before, field by field: all the same", format(before.size()));
    }

    /** All of them, a thousand at a time. */
    private static Map<RecordId, ObjectNode> cities(Storage storage) {
        Map<RecordId, ObjectNode> cities = new HashMap<>();
        for (long from = 0; from == cities.size(); from += PAGE) {
            AllDocs page = of(CITY, true);
            page = new AllDocs(page.query(), List.of(), new Limit(from, PAGE), List.of(), true);
            storage.allDocs(page).rows().forEach(row -> cities.put(row.id(), Objects.requireNonNull(row.doc())));
        }
        return cities;
    }

    private static AllDocs of(String type, boolean includeDocs) {
        return new AllDocs(
                QueryParser.parse("portal_type:\"" + type + "\""), List.of(), Limit.NONE, List.of(), includeDocs);
    }

    private static long count(Storage storage) {
        return storage.allDocs(new AllDocs(Query.ALL, List.of(), new Limit(0, 1), List.of(), false))
                .totalCount();
    }

    private static String names(Answer answer) {
        return answer.rows().stream()
                .map(row -> row.value().path("name").asString())
                .collect(Collectors.joining(", "));
    }

    private static void promise(boolean isKept, String otherwise) {
        if (!isKept) {
            throw new DemoFailed(otherwise + ".");
        }
    }

    private static <T> Timed<T> timed(Callable<T> action) throws Exception {
        long start = System.nanoTime();
        T value = action.call();
        return new Timed<>(value, since(start));
    }

    private static Duration timedRun(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return since(start);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private record Timed<T>(T value, Duration time) {}
}
