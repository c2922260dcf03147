package org.skerry.master.access;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.pairing.Fingerprint;
import org.skerry.protocol.pairing.NodeCertificate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The paired slaves of a master, kept in {@code peers.json} of its data folder. Thread-safe; a change is on the disk first. */
public final class KnownSlaves {

    private static final Logger LOG = System.getLogger(KnownSlaves.class.getName());

    private static final String FILE = "peers.json";
    private static final int VERSION = 1;

    /** Thousands of peers. */
    private static final long MAX_FILE_BYTES = 16 * 1024 * 1024;

    /** A whole key, see {@link Fingerprint#groups}: it means that PC, never one that calls itself so. */
    private static final Pattern KEY = Pattern.compile("([A-Z2-7]{7}-){7}[A-Z2-7]{7}");

    private final Path file;
    private final Clock clock;
    private final long maxBytes;

    /** Guarded by this. */
    private final Map<Fingerprint, KnownSlave> slaves = new LinkedHashMap<>();

    private KnownSlaves(Path file, Clock clock, long maxBytes) {
        this.file = file;
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    /**
     * Those of a data folder.
     *
     * @throws StorageException.Failed with a plain sentence, if the file cannot be read: nobody is let in then
     */
    public static KnownSlaves in(Path data, Clock clock) {
        return in(data, clock, MAX_FILE_BYTES);
    }

    static KnownSlaves in(Path data, Clock clock, long maxBytes) {
        KnownSlaves known = new KnownSlaves(data.resolve(FILE), clock, maxBytes);
        try {
            known.read();
            return known;
        } catch (IOException | StorageException.BadRequest | IllegalArgumentException | DateTimeException damaged) {
            throw new StorageException.Failed(
                    "The list of paired PCs, %s, cannot be read (%s); put it back from a backup, or move it away and pair all PCs again."
                            .formatted(known.file, damaged.getMessage()),
                    damaged);
        }
    }

    private synchronized void read() throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        if (Files.size(file) > maxBytes) {
            throw new IOException("it is too large");
        }
        JsonNode list = JsonText.read(Files.readAllBytes(file));
        if (list.path("version").asInt(0) != VERSION || !list.path("peers").isArray()) {
            throw new IOException("it is no such list, or one of a newer version");
        }
        for (JsonNode each : list.path("peers")) {
            KnownSlave slave = slave(each);
            slaves.put(slave.key(), slave);
        }
    }

    private static KnownSlave slave(JsonNode json) {
        return new KnownSlave(
                new NodeCertificate(json.path("certificate").asString("")),
                json.path("name").asString(""),
                Grant.read(json),
                Instant.parse(json.path("paired").asString("")),
                json.has("revoked")
                        ? Optional.of(Instant.parse(json.path("revoked").asString("")))
                        : Optional.empty());
    }

    private static ObjectNode json(KnownSlave slave) {
        ObjectNode json =
                JsonText.object().put("certificate", slave.certificate().text()).put("name", slave.name());
        slave.grant().write(json);
        json.put("paired", slave.paired().toString());
        slave.revoked().ifPresent(time -> json.put("revoked", time.toString()));
        return json;
    }

    public synchronized Optional<KnownSlave> find(Fingerprint key) {
        return Optional.ofNullable(slaves.get(key));
    }

    /** The slave with a key, as it may come in and do what it is granted now; empty if it is not let in. */
    public synchronized Optional<KnownSlave> admitted(Fingerprint key) {
        return find(key).filter(slave -> slave.revoked().isEmpty());
    }

    /** @throws StorageException.Forbidden if one may not see everything, which nobody would keep it from */
    public void checkOpen() {
        for (KnownSlave slave : all()) {
            if (slave.revoked().isEmpty() && slave.grant().isRestricted()) {
                throw new StorageException.Forbidden(
                        "The PC %s may see only part of the records, and --open lets everybody see them all; start the master without --open, or let it see them all first (skerry grant)."
                                .formatted(slave.name()));
            }
        }
    }

    /** The longest paired first. */
    public synchronized List<KnownSlave> all() {
        return slaves.values().stream()
                .sorted(Comparator.comparing(KnownSlave::paired))
                .toList();
    }

    /**
     * Adds one, or lets a revoked one in again. One that is let in already keeps its name and what it may do: a code that was
     * not needed shall take nothing from it.
     *
     * @return as it is known from now on
     */
    synchronized KnownSlave add(KnownSlave slave) {
        Optional<KnownSlave> standing = admitted(slave.key());
        if (standing.isEmpty()) {
            keep(slave, Actor.KEEPER);
        }
        return standing.orElse(slave);
    }

    /**
     * Takes the right to come in away.
     *
     * @param named its name, or the beginning of its fingerprint in groups or in hexadecimal digits
     * @param actor who does it
     * @throws StorageException.NotFound if none, or more than one, is meant
     */
    synchronized KnownSlave revoke(String named, Actor actor) {
        KnownSlave revoked = meant(named).revokedAt(clock.instant());
        keep(revoked, actor);
        LOG.log(Level.INFO, "Revoked {0} ({1})", revoked.name(), revoked.key().firstGroup());
        return revoked;
    }

    /**
     * Lets one do other things from now on, also where it is connected.
     *
     * @param named as for {@link #revoke}
     * @param actor who does it
     */
    synchronized KnownSlave grant(String named, Grant grant, Actor actor) {
        KnownSlave granted = meant(named).granted(grant);
        keep(granted, actor);
        LOG.log(
                Level.INFO,
                "Changed the rights of {0} ({1})",
                granted.name(),
                granted.key().firstGroup());
        return granted;
    }

    private KnownSlave meant(String named) {
        List<KnownSlave> admitted = slaves.values().stream()
                .filter(slave -> slave.revoked().isEmpty())
                .toList();
        Optional<KnownSlave> byKey = admitted.stream() // before the names, which PCs give themselves
                .filter(slave -> slave.key().groups().equals(named.strip()))
                .findFirst();
        if (byKey.isPresent()) {
            return byKey.get();
        }
        boolean isKey = KEY.matcher(named.strip()).matches();
        List<KnownSlave> meant = admitted.stream()
                .filter(slave -> !isKey && isMeant(slave, named.strip()))
                .toList();
        if (meant.size() != 1) {
            throw new StorageException.NotFound(
                    meant.isEmpty()
                            ? "No paired PC is called %s; skerry peers lists them.".formatted(named)
                            : "Several paired PCs are called %s; give the key that skerry peers shows."
                                    .formatted(named));
        }
        return meant.getFirst();
    }

    private static boolean isMeant(KnownSlave slave, String named) {
        String key = named.toUpperCase(Locale.ROOT);
        return slave.name().equals(named)
                || named.length() >= 7
                        && (slave.key().groups().startsWith(key)
                                || slave.key().hex().startsWith(named.toLowerCase(Locale.ROOT)));
    }

    private void keep(KnownSlave slave, Actor actor) {
        List<KnownSlave> next = new ArrayList<>(slaves.values());
        next.removeIf(other -> other.key().equals(slave.key()));
        next.add(slave);
        actor.checkPeers(next);
        write(next.stream());
        slaves.put(slave.key(), slave);
    }

    private void write(Stream<KnownSlave> all) {
        ObjectNode json = JsonText.object().put("version", VERSION);
        ArrayNode peers = json.putArray("peers");
        all.forEach(slave -> peers.add(json(slave)));
        byte[] text = JsonText.writeUtf8(json);
        if (text.length > maxBytes) { // it could not be read at the next start
            throw new StorageException.TooLarge("The list of paired PCs is full; name fewer types and fields.");
        }
        try {
            DurableFiles.replace(file, text);
        } catch (IOException failed) {
            throw new StorageException.Failed(
                    "The list of paired PCs, %s, cannot be written: %s.".formatted(file, failed.getMessage()), failed);
        }
    }
}
