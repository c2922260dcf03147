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
        if (status.has("history")) {
            lines.add("History    " + history(status.get("history")));
        }
        JsonNode signalling = status.get("signalling");
        lines.add("Key        " + text(status, "key"));
        JsonNode pairing = status.get("pairing");
        lines.add("Pairing    %d paired, %s; %d of %d wrong codes in the last hour"
                .formatted(
                        pairing.get("paired").asInt(),
                        pairing.get("code_waits").asBoolean() ? "a code waits to be used" : "no code waits",
                        pairing.get("failures_in_the_last_hour").asInt(),
                        pairing.get("failures_allowed").asInt()));
        lines.add("Recovery   " + RecoveryScreen.state(status.get("recovery")));
        if (status.has("backup")) {
            lines.add("Backups    " + backup(status.get("backup")));
        }
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

    private static String history(JsonNode history) {
        long days = history.get("days").asLong();
        return "%,d older version%s%s, kept %s"
                .formatted(
                        history.get("versions").asLong(),
                        history.get("versions").asLong() == 1 ? "" : "s",
                        history.has("oldest") ? " since " + time(history, "oldest") : "",
                        days == 0 ? "for ever" : "for %,d day%s".formatted(days, days == 1 ? "" : "s"));
    }

    /** When the last good one was made and how large it is, and what the master does by itself. */
    private static String backup(JsonNode backup) {
        JsonNode automatic = backup.path("automatic");
        String made = backup.has("last") ? "the last good one %s".formatted(made(backup.get("last"))) : "none yet";
        JsonNode elsewhere = backup.path("last_elsewhere");
        if (!elsewhere.isMissingNode() && !elsewhere.equals(backup.path("last"))) {
            made += "; on another disk %s".formatted(made(elsewhere));
        }
        JsonNode file = backup.path("last_file");
        if (!file.isMissingNode() && !file.equals(backup.path("last")) && !file.equals(elsewhere)) {
            made += "; in a file %s".formatted(made(file));
        }
        return automatic.isMissingNode()
                ? made + "; none are made by itself"
                : "%s; by itself each day at %s into %s%s"
                        .formatted(
                                made,
                                text(automatic, "time"),
                                text(automatic, "folder"),
                                automatic.path("elsewhere").asBoolean(true)
                                        ? ""
                                        : ", which is on the disk of the data: a stick or another disk is safer");
    }

    private static String made(JsonNode one) {
        return "%s, %s (%s)".formatted(time(one, "time"), text(one, "file"), bytes(one.get("bytes")));
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

    /** A code, large enough to be read out. */
    public static String code(JsonNode made) {
        String digits = text(made, "code");
        String from = made.has("from") ? " from %s only".formatted(text(made, "from")) : "";
        String ended = made.path("ends_another").asBoolean(false)
                ? System.lineSeparator()
                        + "The code before it was not used yet and is void now: make one after the other, each when the PC before it is connected."
                : "";
        return String.join(
                System.lineSeparator(),
                "",
                "    %s %s".formatted(digits.substring(0, 3), digits.substring(3)),
                "",
                "Type this on the new PC, with the address of this master. It lets one PC in as %s%s,"
                        .formatted(rights(made), from),
                "for ten minutes and three tries." + ended);
    }

    /** Who was revoked. */
    public static String revoked(JsonNode slave) {
        return "%s (%s) is not let in any more."
                .formatted(name(slave), text(slave, "key").substring(0, 7));
    }

    /** What somebody may do from now on. */
    public static String granted(JsonNode slave) {
        return "%s (%s) is %s from now on."
                .formatted(name(slave), text(slave, "key").substring(0, 7), rights(slave));
    }

    /** Such as: writer of Ship, Crew (reader), own records only, without wage. */
    static String rights(JsonNode grant) {
        String role = text(grant, "role");
        StringBuilder rights = new StringBuilder(role);
        if (grant.has("types")) {
            List<String> types = new ArrayList<>();
            grant.get("types").properties().forEach(type -> {
                String own = type.getValue().asString("");
                String name = type.getKey().equals("-") ? "records without a type" : type.getKey();
                types.add(own.equals(role) ? name : "%s (%s)".formatted(name, own));
            });
            rights.append(" of ").append(String.join(", ", types));
        }
        if (grant.path("own").asBoolean(false)) {
            rights.append(", own records only");
        }
        if (grant.has("hidden")) {
            List<String> hidden = new ArrayList<>();
            grant.get("hidden").forEach(field -> hidden.add(field.asString("")));
            rights.append(", without ").append(String.join(", ", hidden));
        }
        return rights.toString();
    }

    /** Tables of the paired slaves and of the connected ones. */
    public static String peers(JsonNode peers) {
        List<String> parts = new ArrayList<>();
        if (peers.get("paired").isEmpty()) {
            parts.add("No PC is paired; skerry pair shows a code for one.");
        } else {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("PAIRED PC", "KEY", "MAY", "SINCE", "STATE"));
            peers.get("paired")
                    .forEach(slave -> rows.add(List.of(
                            name(slave),
                            text(slave, "key").substring(0, 7),
                            rights(slave),
                            time(slave, "paired"),
                            slave.has("revoked")
                                    ? "revoked " + time(slave, "revoked")
                                    : slave.has("connected") ? "connected" : "away")));
            parts.add(table(rows));
        }
        parts.add("");
        if (peers.get("connected").isEmpty()) {
            parts.add("No slave is connected.");
        } else {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("CONNECTED", "ADDRESS", "SINCE", "CALLS", "RECEIVED", "SENT", "ID"));
            peers.get("connected")
                    .forEach(peer -> rows.add(List.of(
                            name(peer),
                            text(peer, "address"),
                            time(peer, "since"),
                            "%,d".formatted(peer.get("calls").asLong()),
                            bytes(peer.get("bytes_in")),
                            bytes(peer.get("bytes_out")),
                            text(peer, "id"))));
            parts.add(table(rows));
        }
        return String.join(System.lineSeparator(), parts);
    }

    private static String name(JsonNode peer) {
        return text(peer, "name").isEmpty() ? "(no name)" : text(peer, "name");
    }

    static String table(List<List<String>> rows) {
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

    static String text(JsonNode json, String key) {
        return json.get(key).stringValue();
    }

    static String time(JsonNode json, String key) {
        return TIME.format(Instant.parse(text(json, key)).atZone(ZoneId.systemDefault()));
    }

    private static String upSince(JsonNode status) {
        Duration up = Duration.between(Instant.parse(text(status, "since")), Instant.now());
        if (up.toHours() < 1) {
            return up.toMinutes() + " min";
        }
        return up.toDays() < 1 ? up.toHours() + " h" : up.toDays() + " d";
    }

    /** A number of bytes as people say it. */
    static String bytes(JsonNode count) {
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
