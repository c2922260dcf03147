package org.skerry.slave;

import java.time.Duration;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.JsonText;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.protocol.transfer.AttachmentTransfers;
import org.skerry.protocol.transfer.Transfer;
import org.skerry.protocol.transfer.TransferProgress;
import org.skerry.protocol.transfer.Transfers;
import org.skerry.slave.SlaveMain.Streams;

/** One transfer of a command: tells how far it is, is interrupted by Ctrl+C, and tells at the end what was done. */
final class TransferRun {

    private final Streams streams;
    private final MasterOptions options;

    TransferRun(Streams streams, MasterOptions options) {
        this.streams = streams;
        this.options = options;
    }

    /** What a command does. */
    interface Work {
        AttachmentInfo run(Transfers transfers, Transfer transfer);
    }

    /**
     * @param done a sentence without its full stop
     * @return the exit status
     */
    int run(String done, Work work) {
        Duration patience = options.callPatience();
        try (Slave slave = options.connect(streams);
                Storage storage = slave.storage(patience);
                AttachmentTransfers transfers = new AttachmentTransfers(slave.link(), storage, patience);
                Progress progress = new Progress(streams.err());
                Interruption ctrlC = new Interruption()) {
            ctrlC.stops(transfers::close);
            long start = System.nanoTime();
            AttachmentInfo info;
            try {
                info = work.run(transfers, new Transfer(now -> progress.showBytes(word(now), now.done(), now.total())));
            } catch (StorageException failure) {
                progress.clear();
                if (ctrlC.happened()) {
                    new Failures(streams, options.json())
                            .tell("It was interrupted; the same command goes on from there.", 504);
                    return SlaveMain.FAILED;
                }
                throw failure;
            }
            progress.clear();
            tell(done, info, Duration.ofNanos(System.nanoTime() - start));
            return SlaveMain.DONE;
        }
    }

    private static String word(TransferProgress now) {
        return switch (now.phase()) {
            case READING -> "Reading the file";
            case MOVING -> "On its way";
            case WAITING -> "Waiting for the master";
        };
    }

    private void tell(String done, AttachmentInfo info, Duration took) {
        double seconds = took.toMillis() / 1000.0;
        if (options.json()) {
            streams.out()
                    .println(JsonText.write(JsonText.object()
                            .put("sha256", info.sha256())
                            .put("size", info.size())
                            .put("type", info.type())
                            .put("seconds", seconds)));
        } else {
            streams.out()
                    .println("%s: %,d bytes in %.1f s (%,.1f MB a second)"
                            .formatted(done, info.size(), seconds, info.size() / 1e6 / Math.max(0.001, seconds)));
        }
        streams.out().flush();
    }
}
