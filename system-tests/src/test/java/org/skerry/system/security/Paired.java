package org.skerry.system.security;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.Storage;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.protocol.transfer.AttachmentTransfers;
import org.skerry.protocol.transfer.Transfers;
import org.skerry.slave.Slave;
import org.skerry.slave.SlaveSettings;
import org.skerry.slave.admin.AdminCalls;
import org.skerry.slave.admin.Administration;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.SignIn;
import org.skerry.slave.link.SlaveKeys;
import org.skerry.system.reliability.MasterProcess;

/** A slave with a folder of its own. */
final class Paired implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Slave slave;

    private final AttachmentTransfers transfers;

    private Paired(Slave slave) {
        this.slave = slave;
        this.transfers = new AttachmentTransfers(slave.link(), slave.storage(PATIENCE), PATIENCE);
    }

    /** A code that a master shows. */
    static PairingCode code(MasterProcess master, String role) {
        return new PairingCode(master.ask("pair", JsonText.object().put("role", role))
                .path("code")
                .asString());
    }

    /** A code for whoever comes from an address; tries of it are not counted with others. */
    static PairingCode code(MasterProcess master, InetAddress from) {
        return new PairingCode(
                master.ask("pair", JsonText.object().put("role", "writer").put("from", from.getHostAddress()))
                        .path("code")
                        .asString());
    }

    /** Joins by a code. */
    static Paired with(PairingCode code, Path folder, MasterAddress address) {
        return with(code, folder, address, PATIENCE);
    }

    /** The same, with less patience. */
    static Paired with(PairingCode code, Path folder, MasterAddress address, Duration patience) {
        return joined(SlaveSettings.of(address, SlaveKeys.in(folder), Optional.of(code)), patience);
    }

    /** Joins by what is in a folder. */
    static Paired again(Path folder, MasterAddress address) {
        return again(folder, address, PATIENCE);
    }

    /** The same, with less patience. */
    static Paired again(Path folder, MasterAddress address, Duration patience) {
        return joined(SlaveSettings.of(address, SlaveKeys.kept(folder), Optional.empty()), patience);
    }

    /** @throws org.skerry.jio.StorageException if it is not let in */
    private static Paired joined(SlaveSettings settings, Duration patience) {
        Slave slave = new Slave(settings);
        try {
            slave.awaitLinked(patience);
            return new Paired(slave);
        } catch (RuntimeException refused) {
            slave.close();
            throw refused;
        }
    }

    Storage storage() {
        return slave.storage(PATIENCE);
    }

    /** Files to and from the records, for one test. */
    Transfers transfers() {
        return transfers;
    }

    /** What an admin may do there. */
    Administration administration() {
        return new AdminCalls(slave.link(), PATIENCE);
    }

    /** Who sits there. */
    SignIn signIn() {
        return slave.link().signIn();
    }

    @Override
    public void close() {
        slave.close();
    }
}
