package org.skerry.system.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.protocol.transfer.AttachmentTransfers;
import org.skerry.protocol.transfer.Transfer;
import org.skerry.protocol.transfer.TransferProgress;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.protocol.webrtc.WebRtcSettings;
import org.skerry.slave.link.Backoff;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.MasterLink;
import org.skerry.slave.link.SignalClient;
import org.skerry.slave.link.WebRtcNegotiator;

/** A slave in this process, with native threads of its own. */
final class AttachmentSlave implements AutoCloseable {

    static final RecordId RECORD = new RecordId("with attachments");
    static final String NAME = "large";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WebRtcRuntime runtime = new WebRtcRuntime(WebRtcSettings.defaults());
    private final MasterLink link;
    final Storage storage;
    final AttachmentTransfers transfers;

    AttachmentSlave(String url, String name) {
        link = new MasterLink(
                        new SignalClient(new WebRtcNegotiator(runtime), name),
                        MasterAddress.parse(url),
                        SessionSettings.defaults(),
                        new Backoff(new Random()))
                .start();
        storage = new PeerStorage(link, PATIENCE, PeerStorage.randomWriter());
        transfers = new AttachmentTransfers(link, storage, PATIENCE);
        link.session(PATIENCE);
    }

    AttachmentInfo put(Path file, Consumer<TransferProgress> progress) {
        return transfers.put(file, RECORD, NAME, "application/octet-stream", new Transfer(progress));
    }

    AttachmentInfo get(Path target, Consumer<TransferProgress> progress) {
        return transfers.get(RECORD, NAME, target, new Transfer(progress));
    }

    /** How many bytes have left this slave in the present session. */
    long bytesOut() {
        return link.session(PATIENCE).counters().bytesOut();
    }

    /** Breaks the connection; the link makes another one. */
    void cut() {
        link.session(PATIENCE).close();
    }

    @Override
    public void close() {
        transfers.close();
        storage.close();
        link.close();
        runtime.close();
    }
}
