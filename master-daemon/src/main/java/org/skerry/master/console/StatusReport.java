package org.skerry.master.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.skerry.jio.HistoryStatus;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.JsonText;
import org.skerry.jio.Storage;
import org.skerry.master.backup.Backups;
import org.skerry.master.broadcaster.Admission;
import org.skerry.master.peers.PeerRegistry;
import org.skerry.master.recovery.Recovery;
import org.skerry.protocol.pairing.Fingerprint;
import org.skerry.protocol.webrtc.RuntimeCounters;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a running master is, gathered when somebody asks. */
public final class StatusReport {

    /** What everybody must hear of a master in trial mode. */
    public static final String OPEN_WARNING =
            "This master is open: everybody on the network may read and write all records. Use it for trials only.";

    /** Below this much free space people should act. */
    private static final long LOW_DISK_BYTES = 500_000_000;

    /** More would fill the screen. */
    private static final int MAX_DAMAGES = 5;

    private final String name;
    private final Fingerprint key;
    private final Path data;
    private final boolean open;
    private final Supplier<List<String>> addresses;
    private final Instant since;
    private final Storage storage;
    private final PeerRegistry peers;
    private final Supplier<ObjectNode> pairing;
    private final Admission admission;
    private final WebRtcRuntime runtime;
    private final Recovery recovery;
    private final Optional<Backups> backups;
    private final Optional<String> historyWarning;

    public StatusReport(
            String name,
            Fingerprint key,
            Path data,
            boolean open,
            Supplier<List<String>> addresses,
            Instant since,
            Storage storage,
            PeerRegistry peers,
            Supplier<ObjectNode> pairing,
            Admission admission,
            WebRtcRuntime runtime,
            Recovery recovery,
            Optional<Backups> backups,
            Optional<String> historyWarning) {
        this.name = name;
        this.key = key;
        this.data = data;
        this.open = open;
        this.addresses = addresses;
        this.since = since;
        this.storage = storage;
        this.peers = peers;
        this.pairing = pairing;
        this.admission = admission;
        this.runtime = runtime;
        this.recovery = recovery;
        this.backups = backups;
        this.historyWarning = historyWarning;
    }

    /** Begins to build the index again, and tells how the master is then. */
    public ObjectNode reindex() {
        storage.reindex();
        return report();
    }

    /** The report as {@code skerry status --json} prints it. */
    public ObjectNode report() {
        ObjectNode report = JsonText.object();
        report.put("name", name)
                .put("key", key.groups())
                .put("open", open)
                .put("since", since.toString())
                .put("data", data.toString());
        ArrayNode urls = report.putArray("addresses");
        addresses.get().forEach(urls::add);
        report.putObject("storage")
                .put("records", storage.count())
                .put("sequence", storage.feed().last().number())
                .put("feed", storage.feed().id());
        storage.index().ifPresent(index -> report.set("index", index(index)));
        storage.historyStatus().ifPresent(history -> report.set("history", history(history)));
        report.put("peers", peers.count());
        ObjectNode codes = pairing.get();
        report.set("pairing", codes);
        report.set("recovery", recovery.report());
        backups.ifPresent(making -> report.set("backup", making.report()));
        Admission.Counters signalling = admission.counters();
        ObjectNode refused = report.putObject("signalling")
                .put("sockets", signalling.sockets())
                .put("pending", signalling.pending())
                .put("admitted", signalling.admitted())
                .putObject("refused");
        signalling
                .refused()
                .forEach((reason, count) -> refused.put(reason.name().toLowerCase(Locale.ROOT), count));
        Admission.limits().forEach(report.putObject("limits")::put);
        RuntimeCounters webrtc = runtime.counters();
        report.putObject("webrtc")
                .put("factories_made", webrtc.factoriesMade())
                .put("factories_disposed", webrtc.factoriesDisposed())
                .put("connections", webrtc.connections())
                .put("open_channels", webrtc.openChannels())
                .put("messages_received", webrtc.messagesReceived());
        report.put("memory_bytes", ProcessMemory.bytes());
        long free = freeBytes();
        report.put("disk_free_bytes", free);
        ArrayNode warnings = report.putArray("warnings");
        if (open) {
            warnings.add(OPEN_WARNING);
        }
        if (storage.index()
                .filter(index -> index.state() == IndexStatus.State.FAILED)
                .isPresent()) {
            warnings.add(
                    "The index cannot be written, so queries are slow; look for space on the disk and into the log.");
        }
        if (!codes.path("failing_addresses").isEmpty()) {
            warnings.add(
                    "Wrong codes came from %s. If that is not a PC of yours, somebody may be guessing; skerry pair --from ADDRESS makes a code that only one address can use."
                            .formatted(String.join(
                                    ", ", codes.path("failing_addresses").propertyNames())));
        }
        List<String> damages = storage.damages();
        damages.stream().limit(MAX_DAMAGES).forEach(warnings::add);
        if (damages.size() > MAX_DAMAGES) {
            warnings.add("%,d more are damaged; skerry verify lists them.".formatted(damages.size() - MAX_DAMAGES));
        }
        recovery.warning().ifPresent(warnings::add);
        historyWarning.ifPresent(warnings::add);
        backups.ifPresent(making -> making.warnings().forEach(warnings::add));
        if (free < LOW_DISK_BYTES) {
            warnings.add("The disk of the data folder is nearly full; free some space, or writes will be refused.");
        }
        return report;
    }

    /** The state of an index, as it is in the report. */
    public static ObjectNode index(IndexStatus index) {
        return JsonText.object()
                .put("state", index.state().name().toLowerCase(Locale.ROOT))
                .put("indexed", index.indexed().number())
                .put("last", index.last().number());
    }

    private static ObjectNode history(HistoryStatus history) {
        ObjectNode json = JsonText.object()
                .put("versions", history.versions())
                .put("days", history.kept().map(Duration::toDays).orElse(0L));
        history.oldest().ifPresent(oldest -> json.put("oldest", oldest.toString()));
        return json;
    }

    private long freeBytes() {
        try {
            return Files.getFileStore(data).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE; // no warning without knowing
        }
    }
}
