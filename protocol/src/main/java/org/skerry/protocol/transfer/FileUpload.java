package org.skerry.protocol.transfer;

import java.time.Duration;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.Call;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.storage.AttachmentInfoJson;
import org.skerry.protocol.transfer.TransferProgress.Phase;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One file on its way to the master. One thread. */
final class FileUpload {

    /** For the small calls. The master may have to read what is there already. */
    static final Duration CALL_PATIENCE = Duration.ofSeconds(60);

    /** How often what was sent may be gone when it is to be attached. */
    private static final int MAX_LOST = 3;

    private final LocalFile file;
    private final RecordId id;
    private final String name;
    private final Transfer transfer;
    private final Attempts attempts;
    private boolean isSent;
    private int lost;

    FileUpload(LocalFile file, RecordId id, String name, Transfer transfer, Attempts attempts) {
        this.file = file;
        this.id = id;
        this.name = name;
        this.transfer = transfer;
        this.attempts = attempts;
    }

    /** @param attach attaches what was sent; may be repeated */
    void run(Runnable attach) throws InterruptedException {
        attempts.repeat((session, line) -> {
            if (!isSent) {
                send(session, line);
                isSent = true;
            }
            try {
                attach.run();
            } catch (StorageException.NotFound goneMeanwhile) { // the record, or what was sent
                if (++lost >= MAX_LOST) {
                    throw goneMeanwhile;
                }
                isSent = false;
                throw new StorageException.Unreachable(String.valueOf(goneMeanwhile.getMessage()), goneMeanwhile);
            }
            return id;
        });
    }

    private void send(PeerSession session, TransferLine line) throws InterruptedException {
        AttachmentInfo info = file.info();
        Sending sending = line.sending(line.nextNumber());
        try {
            long received = begin(session, sending.number, info);
            line.open();
            transfer.tell(Phase.MOVING, received, info.size());
            sending.run(file::read, received, info.size(), there -> {
                if (there > received) {
                    attempts.moved();
                }
                transfer.tell(Phase.MOVING, there, info.size());
            });
            transfer.tell(Phase.MOVING, info.size(), info.size());
        } catch (StorageException | InterruptedException here) {
            boolean wasInterrupted = Thread.interrupted(); // which would keep the word from going out
            boolean isGivenUp = here instanceof InterruptedException || wasInterrupted;
            sending.stop(
                    here instanceof StorageException why && !isGivenUp ? why : Transfer.givenUp(),
                    transfer.isCancelled() || !isGivenUp && here instanceof StorageException.BadRequest);
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
            throw here;
        } finally {
            line.remove(sending);
        }
    }

    private long begin(PeerSession session, int number, AttachmentInfo info) {
        ArrayNode arguments = JsonText.nodes().arrayNode();
        arguments.add(id.text()).add(name).add(AttachmentInfoJson.write(info).put("transfer", number));
        if (session.call(new Call("beginUpload", arguments), CALL_PATIENCE) instanceof ObjectNode answer) {
            long received = AttachmentInfoJson.number("beginUpload", answer, "received");
            if (received <= info.size()) {
                return received;
            }
        }
        throw new StorageException.Failed("The master's answer to 'beginUpload' cannot be read.");
    }
}
