package org.skerry.protocol.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
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

/** One attachment on its way into a file. One thread. */
final class FileDownload {

    /** How often the attachment may be replaced by another while it comes. */
    private static final int MAX_REPLACED = 10;

    private final RecordId id;
    private final String name;
    private final Path target;
    private final Arrival arrival;
    private final Transfer transfer;
    private final Attempts attempts;

    FileDownload(RecordId id, String name, Path target, Arrival arrival, Transfer transfer, Attempts attempts) {
        this.id = id;
        this.name = name;
        this.target = target;
        this.arrival = arrival;
        this.transfer = transfer;
        this.attempts = attempts;
    }

    /** How what came takes its place. */
    interface Arrival {
        void of(PartFile part, Path target) throws IOException;
    }

    /** Says that the attachment is another one by now. */
    private static final class Replaced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Replaced() {
            super("the attachment was replaced", null, false, false);
        }
    }

    /** @param asked tells what the attachment is now */
    AttachmentInfo run(Supplier<AttachmentInfo> asked) throws IOException, InterruptedException {
        boolean wasDamaged = false;
        for (int replaced = 0; replaced < MAX_REPLACED; ) {
            AttachmentInfo info = attempts.repeat((session, line) -> asked.get());
            try (PartFile part = PartFile.open(target, info, transfer)) {
                boolean isFresh = part.received() == 0;
                try {
                    attempts.repeat((session, line) -> {
                        receive(session, line, part);
                        return info;
                    });
                    arrival.of(part, target);
                    return info;
                } catch (Replaced another) {
                    part.discard();
                    replaced++;
                } catch (PartFile.Damaged damaged) { // what an earlier run left may be, or what comes
                    part.discard();
                    if (isFresh || wasDamaged) {
                        throw new StorageException.Failed(
                                "What came is not what was announced: the attachment is damaged on the master's disk, or was on its way.");
                    }
                    wasDamaged = true;
                } finally {
                    if (transfer.isCancelled()) {
                        part.discard();
                    }
                }
            }
        }
        throw new StorageException.Conflict("The attachment is replaced again and again; fetch it later.");
    }

    private void receive(PeerSession session, TransferLine line, PartFile part) throws InterruptedException {
        long size = part.info().size();
        Receiving receiving = line.receiving(line.nextNumber());
        try {
            begin(session, receiving.number, part);
            line.open();
            transfer.tell(Phase.MOVING, part.received(), size);
            receiving.run(part, part.received(), size, there -> {
                attempts.moved();
                transfer.tell(Phase.MOVING, there, size);
            });
        } catch (Ending toldByTheOtherSide) {
            throw toldByTheOtherSide;
        } catch (RuntimeException | InterruptedException here) {
            boolean wasInterrupted = Thread.interrupted(); // which would keep the word from going out
            receiving.stop(here instanceof StorageException why ? why : Transfer.givenUp(), true);
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
            throw here;
        } finally {
            line.remove(receiving);
        }
    }

    private void begin(PeerSession session, int number, PartFile part) {
        ObjectNode options = JsonText.object()
                .put("transfer", number)
                .put("start", part.received())
                .put("sha256", part.info().sha256());
        ArrayNode arguments = JsonText.nodes().arrayNode();
        arguments.add(id.text()).add(name).add(options);
        if (!(session.call(new Call("beginDownload", arguments), FileUpload.CALL_PATIENCE)
                instanceof ObjectNode answer)) {
            throw new StorageException.Failed("The master's answer to 'beginDownload' cannot be read.");
        }
        AttachmentInfo now = AttachmentInfoJson.read("beginDownload", answer);
        if (!now.sha256().equals(part.info().sha256())
                || now.size() != part.info().size()) {
            throw new Replaced();
        }
        if (AttachmentInfoJson.number("beginDownload", answer, "start") != part.received()) {
            throw new StorageException.Failed("The master does not go on where it was asked to.");
        }
    }
}
