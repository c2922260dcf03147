package org.skerry.slave.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.pairing.Fingerprint;
import org.skerry.protocol.pairing.NodeCertificate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The masters that this slave is paired with, in {@code masters.json} of its folder, with the addresses they were met at. Read
 * at each question, since other programs of this user pair too. Any thread.
 */
public final class KnownMasters {

    private static final String FILE = "masters.json";
    private static final int VERSION = 1;
    private static final long MAX_FILE_BYTES = 1024 * 1024;

    private final Path file;

    public KnownMasters(Path folder) {
        file = folder.resolve(FILE);
    }

    /** A master that is pinned. */
    public record KnownMaster(NodeCertificate certificate, String name, Set<String> addresses) {

        public KnownMaster {
            addresses = Set.copyOf(addresses);
        }

        Fingerprint key() {
            return certificate.fingerprint();
        }
    }

    /** @throws StorageException.Failed with a plain sentence, if the file cannot be read: nobody is believed then */
    public synchronized List<KnownMaster> all() {
        try {
            if (Files.notExists(file)) {
                return List.of();
            }
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IOException("it is too large");
            }
            List<KnownMaster> masters = new ArrayList<>();
            JsonNode list = JsonText.read(Files.readAllBytes(file));
            if (list.path("version").asInt(0) != VERSION
                    || !list.path("masters").isArray()) {
                throw new IOException("it is no such list, or one of a newer version");
            }
            for (JsonNode each : list.path("masters")) {
                Set<String> addresses = new LinkedHashSet<>();
                each.path("addresses").forEach(address -> addresses.add(address.asString("")));
                masters.add(new KnownMaster(
                        new NodeCertificate(each.path("certificate").asString("")),
                        each.path("name").asString(""),
                        addresses));
            }
            return List.copyOf(masters);
        } catch (IOException | StorageException.BadRequest | IllegalArgumentException damaged) {
            throw new StorageException.Failed(
                    "The list of masters of this PC, %s, cannot be read (%s); move it away and pair again with a code."
                            .formatted(file, damaged.getMessage()),
                    damaged);
        }
    }

    /** The one that was met at an address. */
    Optional<KnownMaster> at(MasterAddress address) {
        return all().stream()
                .filter(master -> master.addresses().contains(address.toString()))
                .findFirst();
    }

    /** The key of the one that was met at an address, in hexadecimal digits. */
    public Optional<String> keyAt(MasterAddress address) {
        return at(address).map(master -> master.key().hex());
    }

    /** The keys of those that are nowhere any more: another one was paired at their address since. */
    public List<String> keysReplaced() {
        return all().stream()
                .filter(master -> master.addresses().isEmpty())
                .map(master -> master.key().hex())
                .toList();
    }

    /** The one with a key. */
    Optional<KnownMaster> withKey(String key) {
        return all().stream().filter(master -> master.key().hex().equals(key)).findFirst();
    }

    /** Keeps that a master is at an address, where no other one is any more. */
    synchronized void met(NodeCertificate certificate, String name, MasterAddress address) {
        List<KnownMaster> next = new ArrayList<>();
        Set<String> addresses = new LinkedHashSet<>();
        for (KnownMaster master : all()) {
            if (master.key().equals(certificate.fingerprint())) {
                addresses.addAll(master.addresses());
            } else {
                Set<String> others = new LinkedHashSet<>(master.addresses());
                others.remove(address.toString());
                next.add(new KnownMaster(master.certificate(), master.name(), others));
            }
        }
        addresses.add(address.toString());
        next.add(new KnownMaster(certificate, name, addresses));
        write(next);
    }

    private void write(List<KnownMaster> masters) {
        ObjectNode json = JsonText.object().put("version", VERSION);
        ArrayNode all = json.putArray("masters");
        for (KnownMaster master : masters) {
            ObjectNode one = all.addObject()
                    .put("certificate", master.certificate().text())
                    .put("name", master.name());
            ArrayNode addresses = one.putArray("addresses");
            master.addresses().forEach(addresses::add);
        }
        try {
            DurableFiles.replace(file, JsonText.writeUtf8(json));
        } catch (IOException failed) {
            throw new StorageException.Failed(
                    "The list of masters of this PC, %s, cannot be written: %s.".formatted(file, failed.getMessage()),
                    failed);
        }
    }
}
