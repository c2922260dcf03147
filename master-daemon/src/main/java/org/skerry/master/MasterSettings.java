package org.skerry.master;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;

/**
 * How a master is run.
 *
 * @param data the folder of everything it keeps; created when missing
 * @param port of the broadcaster, 0 for any free one
 * @param binds the addresses to listen on, none for all
 * @param name how slaves see it
 * @param storage a jIO storage description
 * @param open trial mode: everybody on the network may read and write
 * @param passphrase a file with what takes the place of a recovery code
 */
record MasterSettings(
        Path data,
        int port,
        List<InetAddress> binds,
        String name,
        JsonNode storage,
        boolean open,
        Optional<Path> passphrase) {

    static final int DEFAULT_PORT = 9999;

    /** The configuration file in the data folder that describes the storage, where no other is named. */
    private static final String STORAGE_FILE = "storage.json";

    /** A description has some hundred bytes. */
    private static final long MAX_DESCRIPTION_BYTES = 64 * 1024;

    MasterSettings {
        binds = List.copyOf(binds);
    }

    /** Where a master of this user keeps its data if nobody says otherwise: the system's place for it. */
    static Path defaultData() {
        String home = System.getProperty("user.home");
        String os = System.getProperty("os.name");
        if (os.startsWith("Windows")) {
            return Path.of(System.getenv().getOrDefault("LOCALAPPDATA", home), "Skerry", "master");
        }
        if (os.startsWith("Mac")) {
            return Path.of(home, "Library", "Application Support", "Skerry", "master");
        }
        String base = System.getenv().getOrDefault("XDG_DATA_HOME", "");
        return (base.isBlank() ? Path.of(home, ".local", "share") : Path.of(base))
                .resolve("skerry")
                .resolve("master");
    }

    /** The name of this machine. */
    static String defaultName() {
        String host = System.getenv().getOrDefault("HOSTNAME", System.getenv().getOrDefault("COMPUTERNAME", ""));
        if (host.isBlank()) {
            try {
                host = Files.readString(Path.of("/etc/hostname")).strip();
            } catch (IOException unnamed) {
                host = "";
            }
        }
        return host.isBlank() ? "Skerry master" : host;
    }

    /**
     * The storage description in a file, or in the data folder, or else a local storage.
     *
     * @throws StorageException.BadRequest with one plain sentence if the file is no description
     */
    static JsonNode storage(Optional<Path> file, Path data) {
        Path inData = data.resolve(STORAGE_FILE);
        Path described = file.orElse(inData);
        if (file.isEmpty() && !Files.exists(inData)) {
            return JsonText.object().put("type", "local");
        }
        try {
            if (Files.size(described) > MAX_DESCRIPTION_BYTES) {
                throw new StorageException.BadRequest(
                        "%s is too large to be a storage description.".formatted(described));
            }
            return JsonText.read(Files.readAllBytes(described));
        } catch (IOException unreadable) {
            throw new StorageException.BadRequest(
                    "The storage description %s cannot be read; check the name and its rights.".formatted(described),
                    unreadable);
        } catch (StorageException.BadRequest notJson) {
            throw new StorageException.BadRequest("%s: %s".formatted(described, notJson.getMessage()), notJson);
        }
    }
}
