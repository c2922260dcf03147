package org.skerry.master.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The answers of a {@link ControlSocket} as text for a person. */
public final class StatusScreen {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private StatusScreen() {}

    /** One screen about the master. */
    public static String status(JsonNode status) {
        List<String> lines = new ArrayList<>();
        status.get("warnings").forEach(warning -> lines.add("WARNING    " + warning.stringValue()));
        lines.add("Master     %s, up %s since %s"
                .formatted(text(status, "name"), upSince(status), time(status, "since")));
        lines.add("Addresses  "
                + status.get("addresses")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .collect(Collectors.joining("  ")));
        lines.add("Data       %s (%s free)".formatted(text(status, "data"), bytes(status.get("disk_free_bytes"))));
        JsonNode storage = status.get("storage");
        lines.add("Records    %,d, last change %,d"
                .formatted(
                        storage.get("records").asLong(), storage.get("sequence").asLong()));
        if (status.has("index")) {
            lines.add("Index      " + index(status.get("index")));
        }
        JsonNode signalling = status.get("signalling");
        lines.add("Slaves     %d connected, %d connecting, %d sockets waiting"
                .formatted(
                        status.get("peers").asInt(),
                        signalling.get("pending").asInt(),
                        signalling.get("sockets").asInt()));
        lines.add("Refused    "
                + (signalling.get("refused").isEmpty()
                        ? "nobody"
                        : signalling
                                .get("refused")
                                .propertyStream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .sorted()
                                .collect(Collectors.joining(", "))));
        lines.add("Limits     "
                + status.get("limits")
                        .propertyStream()
                        .map(entry -> entry.getKey().replace('_', ' ') + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        JsonNode webrtc = status.get("webrtc");
        lines.add("WebRTC     "
                + webrtc.propertyStream()
                        .map(entry -> entry.getKey().replace('_', ' ') + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        lines.add("Memory     %s".formatted(bytes(status.get("memory_bytes"))));
        return String.join(System.lineSeparator(), lines);
    }

    /** How far the index is, in words. */
    public static String index(JsonNode index) {
        long indexed = index.get("indexed").asLong();
        long last = index.get("last").asLong();
        return switch (index.get("state").stringValue()) {
            case "ready" ->
                indexed >= last ? "up to date" : "%,d changes behind, catching up".formatted(last - indexed);
            case "checking" -> "being checked; queries are slow until then";
            case "building" ->
                "being built, %d %% (%,d of %,d changes); queries are slow until then"
                        .formatted(last == 0 ? 0 : 100 * indexed / last, indexed, last);
            default -> "cannot be written; queries are slow, the log tells more";
        };
    }

    /** A table of the connected slaves. */
    public static String peers(JsonNode peers) {
        if (peers.isEmpty()) {
            return "No slave is connected.";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NAME", "ADDRESS", "SINCE", "CALLS", "RECEIVED", "SENT", "ID"));
        peers.forEach(peer -> rows.add(List.of(
                text(peer, "name").isEmpty() ? "(no name)" : text(peer, "name"),
                text(peer, "address"),
                time(peer, "since"),
                "%,d".formatted(peer.get("calls").asLong()),
                bytes(peer.get("bytes_in")),
                bytes(peer.get("bytes_out")),
                text(peer, "id"))));
        int[] widths = new int[rows.getFirst().size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining(System.lineSeparator()));
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static String text(JsonNode json, String key) {
        return json.get(key).stringValue();
    }

    private static String time(JsonNode json, String key) {
        return TIME.format(Instant.parse(text(json, key)).atZone(ZoneId.systemDefault()));
    }

    private static String upSince(JsonNode status) {
        Duration up = Duration.between(Instant.parse(text(status, "since")), Instant.now());
        if (up.toHours() < 1) {
            return up.toMinutes() + " min";
        }
        return up.toDays() < 1 ? up.toHours() + " h" : up.toDays() + " d";
    }

    private static String bytes(JsonNode count) {
        double value = count.asDouble();
        for (String unit : List.of("B", "kB", "MB", "GB")) {
            if (value < 1000) {
                return String.format(Locale.ROOT, value < 10 && !unit.equals("B") ? "%.1f %s" : "%.0f %s", value, unit);
            }
            value /= 1000;
        }
        return String.format(Locale.ROOT, "%.1f TB", value);
    }
}
