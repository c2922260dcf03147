package org.skerry.master;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.master.backup.BackupSettings;
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
 * @param historyDays how long what was replaced or removed is kept; 0 for ever
 * @param backup how backups are made
 * @param file that some of this stands in
 */
record MasterSettings(
        Path data,
        int port,
        List<InetAddress> binds,
        String name,
        JsonNode storage,
        boolean open,
        Optional<Path> passphrase,
        int historyDays,
        BackupSettings backup,
        Optional<Path> file) {

    static final int DEFAULT_PORT = 9999;
    static final int MAX_PORT = 65_535;
    static final int DEFAULT_HISTORY_DAYS = 365;

    /** A century; more is for ever. */
    static final int MAX_HISTORY_DAYS = 36_500;

    /** The system property by which an installation's launcher names the settings file of its master. */
    static final String INSTALLED = "skerry.settings";

    /** Who runs the master of an installation. */
    static final String SERVICE_USER = "skerry";

    /** The configuration file in the data folder that describes the storage, where no other is named. */
    private static final String STORAGE_FILE = "storage.json";

    /** A description has some hundred bytes. */
    private static final long MAX_DESCRIPTION_BYTES = 64 * 1024;

    MasterSettings {
        binds = List.copyOf(binds);
    }

    /** What somebody has to decide about history before any of it is dropped. */
    Optional<String> historyWarning() {
        return RestoredSettings.in(data).flatMap(restored -> restored.warning(historyDays));
    }

    /** How long what was replaced or removed is kept; empty for ever. */
    Optional<Duration> historyKept() {
        return historyDays == 0 || historyWarning().isPresent()
                ? Optional.empty()
                : Optional.of(Duration.ofDays(historyDays));
    }

    /**
     * Where a master keeps its data if nobody says otherwise: where the installation's says, else the system's place for
     * this user.
     *
     * @throws SettingsMistakes if the installation's settings file is wrong
     */
    static Path defaultData() {
        return installedData().orElseGet(MasterSettings::userData);
    }

    /**
     * The data folder of the installation's master, if there is an installation and its settings file names one.
     *
     * @throws SettingsMistakes if that file is wrong
     */
    static Optional<Path> installedData() {
        return Optional.ofNullable(System.getProperty(INSTALLED))
                .flatMap(file -> SettingsFile.read(Path.of(file), SettingsFile.Reach.TEXT)
                        .data());
    }

    /** The settings file of the installation, if there is one. */
    static Optional<Path> installedFile() {
        return Optional.ofNullable(System.getProperty(INSTALLED)).map(Path::of);
    }

    /** Whether a settings file is that of an installation, however it is written. */
    static boolean isInstalled(Path file) {
        return Optional.ofNullable(System.getProperty(INSTALLED))
                .map(Path::of)
                .map(MasterDaemon.Common::real)
                .equals(Optional.of(MasterDaemon.Common.real(file)));
    }

    private static Path userData() {
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
     * The storage description in the data folder, or else a local storage.
     *
     * @throws StorageException.BadRequest with one plain sentence if the file is no description
     */
    static JsonNode storageIn(Path data) {
        Path described = data.resolve(STORAGE_FILE);
        return Files.exists(described)
                ? described(described)
                : JsonText.object().put("type", "local");
    }

    /**
     * The storage description in a file.
     *
     * @throws StorageException.BadRequest with one plain sentence if it is none
     */
    static JsonNode described(Path file) {
        try {
            if (Files.size(file) > MAX_DESCRIPTION_BYTES) {
                throw new StorageException.BadRequest("%s is too large to be a storage description.".formatted(file));
            }
            return JsonText.read(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new StorageException.BadRequest(
                    "The storage description %s cannot be read; check the name and its rights.".formatted(file),
                    unreadable);
        } catch (StorageException.BadRequest notJson) {
            throw new StorageException.BadRequest("%s: %s".formatted(file, notJson.getMessage()), notJson);
        }
    }
}
