package org.skerry.slave;

import java.time.Duration;
import java.util.Random;
import org.skerry.jio.Storage;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.slave.link.Backoff;
import org.skerry.slave.link.MasterLink;
import org.skerry.slave.link.SignalClient;
import org.skerry.slave.link.WebRtcNegotiator;

/** A slave without window, wired: one WebRTC runtime, one link, the master's storage. Any thread. */
public final class Slave implements AutoCloseable {

    private final WebRtcRuntime runtime;
    private final MasterLink link;

    /** Begins to connect. */
    public Slave(SlaveSettings settings) {
        runtime = settings.keys()
                .identity()
                .map(identity -> new WebRtcRuntime(settings.webRtc(), identity))
                .orElseGet(() -> new WebRtcRuntime(settings.webRtc()));
        link = new MasterLink(
                        new SignalClient(
                                new WebRtcNegotiator(runtime), settings.name(), settings.keys(), settings.code()),
                        settings.master(),
                        settings.session(),
                        new Backoff(new Random()))
                .start();
    }

    public MasterLink link() {
        return link;
    }

    /**
     * Waits until the master has let us in.
     *
     * @return what it says about itself
     * @throws org.skerry.jio.StorageException with a sentence that says why not
     */
    public Message.Hello awaitLinked(Duration patience) {
        link.session(patience);
        return link.master().orElseGet(() -> link.session(patience).peerHello().orElseThrow());
    }

    /**
     * The records of the master.
     *
     * @param patience how long one call may take, breaks of the connection included
     */
    public Storage storage(Duration patience) {
        return new PeerStorage(link, patience, PeerStorage.randomWriter());
    }

    /** Leaves the master, and lets go of everything native. */
    @Override
    public void close() {
        link.close();
        runtime.close();
    }
}
