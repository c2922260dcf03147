package org.skerry.slave;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.webrtc.WebRtcSettings;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.SlaveKeys;

/**
 * What a slave is started with.
 *
 * @param name shown to the people at the master
 * @param keys who it is
 * @param code to be paired by
 */
public record SlaveSettings(
        MasterAddress master,
        String name,
        SlaveKeys keys,
        Optional<PairingCode> code,
        WebRtcSettings webRtc,
        SessionSettings session) {

    /** For one that nobody knows. */
    public static SlaveSettings of(MasterAddress master) {
        return of(master, SlaveKeys.NONE, Optional.empty());
    }

    /** For one that is started by a user on this machine. */
    public static SlaveSettings of(MasterAddress master, SlaveKeys keys, Optional<PairingCode> code) {
        return new SlaveSettings(
                master, machineName(), keys, code, WebRtcSettings.defaults(), SessionSettings.defaults());
    }

    /** Where a slave of this user keeps what is its own if nobody says otherwise: the system's place for it. */
    static Path defaultData() {
        String home = System.getProperty("user.home");
        String os = System.getProperty("os.name");
        if (os.startsWith("Windows")) {
            return Path.of(System.getenv().getOrDefault("LOCALAPPDATA", home), "Skerry", "slave");
        }
        if (os.startsWith("Mac")) {
            return Path.of(home, "Library", "Application Support", "Skerry", "slave");
        }
        String base = System.getenv().getOrDefault("XDG_DATA_HOME", "");
        return (base.isBlank() ? Path.of(home, ".local", "share") : Path.of(base))
                .resolve("skerry")
                .resolve("slave");
    }

    /** The machine's own name for itself; the network is not asked, as that may take long. */
    static String machineName() {
        return Stream.of(
                        System.getenv().getOrDefault("COMPUTERNAME", ""),
                        System.getenv().getOrDefault("HOSTNAME", ""),
                        text(Path.of("/etc/hostname")))
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElseGet(() -> System.getProperty("user.name", "slave"))
                .strip();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException notThisSystem) {
            return "";
        }
    }
}
