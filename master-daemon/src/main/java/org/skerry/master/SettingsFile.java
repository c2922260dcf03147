package org.skerry.master;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a settings file says: the options of {@code skerry master}, a line each, {@code key = value}. What it does not say is
 * empty.
 *
 * @param binds addresses, which this PC need not have now
 * @param storage a storage description; empty, too, where the file was read without those that it names
 * @param backupTime a time of day, or off
 */
record SettingsFile(
        Optional<String> name,
        Optional<Integer> port,
        List<InetAddress> binds,
        Optional<Path> data,
        Optional<JsonNode> storage,
        Optional<Boolean> open,
        Optional<Path> passphrase,
        Optional<Integer> historyDays,
        Optional<Path> backupFolder,
        Optional<String> backupTime,
        Optional<Boolean> backupEncrypt) {

    /** Where there is none. */
    static final SettingsFile EMPTY = new SettingsFile(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** How far it is looked beyond the text, each further than the one before. */
    enum Reach {
        /** Not at all: who asks a master need not be allowed to read what that one reads. */
        TEXT,

        /** At the files that are named: what is wrong with them stays wrong until somebody does something about it. */
        FILES,

        /**
         * At the addresses of this PC. Not when a master starts: a service gives up on a mistake, but an address may be there
         * a minute later, when the cable is in or the router has started.
         */
        ADDRESSES
    }

    SettingsFile {
        binds = List.copyOf(binds);
    }

    /** @throws SettingsMistakes with all of them */
    static SettingsFile read(Path file, Reach reach) {
        return new SettingsReader(file.toAbsolutePath().normalize(), reach).read();
    }
}
