package org.skerry.system.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.Storage;
import org.skerry.master.console.ControlSocket;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.slave.Slave;
import org.skerry.slave.SlaveSettings;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.SlaveKeys;
import tools.jackson.databind.JsonNode;

/** A slave that was let in by a code, and may write. */
record PairedSlave(Slave slave, Storage storage, String key) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** @param data of the master, which is asked for the code there */
    static PairedSlave paired(Lab lab, Path data, String url) {
        JsonNode made = ControlSocket.ask(data, "pair", JsonText.object().put("role", "writer"));
        Slave slave = new Slave(SlaveSettings.of(
                MasterAddress.parse(url),
                SlaveKeys.in(lab.folder("slave")),
                Optional.of(new PairingCode(made.path("code").asString()))));
        slave.awaitLinked(PATIENCE);
        JsonNode paired = ControlSocket.ask(data, "peers", JsonText.object()).path("paired");
        return new PairedSlave(
                slave,
                slave.storage(PATIENCE),
                paired.path(paired.size() - 1).path("key").asString());
    }

    @Override
    public void close() {
        slave.close();
    }
}
