package org.skerry.protocol.transfer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.AttachmentContent;
import org.skerry.jio.AttachmentUpload;
import org.skerry.jio.Caller;
import org.skerry.jio.JsonText;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.storage.AttachmentInfoJson;
import tools.jackson.databind.JsonNode;

/**
 * Answers the methods of the feature {@code attachments} from a storage, and hands the others on. Each transfer runs on a
 * virtual thread of its own, which ends with the session at the latest. Any thread.
 */
public final class TransferService implements PeerSession.RequestHandler {

    private static final Logger LOG = System.getLogger(TransferService.class.getName());

    private static final Set<String> METHODS = Set.of("beginUpload", "endUpload", "beginDownload", "attachmentInfos");

    private final Storage storage;
    private final Supplier<PeerSession> session;
    private final TransferSlots slots;
    private final String pc;
    private final PeerSession.RequestHandler others;
    private final Semaphore own = new Semaphore(TransferSlots.OF_A_SLAVE);

    /**
     * @param storage as this slave may use it; not closed by this service
     * @param session that of the slave; waits until there is one
     * @param slots shared by all slaves
     * @param pc names the PC of this one among all
     * @param others answers everything else
     */
    public TransferService(
            Storage storage,
            Supplier<PeerSession> session,
            TransferSlots slots,
            String pc,
            PeerSession.RequestHandler others) {
        this.storage = storage;
        this.session = session;
        this.slots = slots;
        this.pc = pc;
        this.others = others;
    }

    @Override
    public @Nullable JsonNode handle(Message.JioQuery query) {
        if (!METHODS.contains(query.method())) {
            return others.handle(query);
        }
        if (!session.get().features().contains(Feature.ATTACHMENTS)) {
            throw new StorageException.NotOffered(
                    "The method '%s' needs the feature \"attachments\" in a hello.".formatted(query.method()));
        }
        return switch (query.method()) {
            case "beginUpload" -> beginUpload(TransferRequest.read(query));
            case "beginDownload" -> beginDownload(TransferRequest.read(query));
            default -> others.handle(query);
        };
    }

    private JsonNode beginUpload(TransferRequest request) {
        return started(line -> {
            Receiving receiving = line.receiving(request.number());
            try {
                AttachmentUpload upload =
                        storage.beginUpload(request.id(), request.name(), request.content(), Caller.UNKNOWN);
                long received = upload.received();
                return new Begun(
                        receiving,
                        JsonText.object().put("received", received),
                        () -> receive(
                                receiving, upload, received, request.content().size()));
            } catch (RuntimeException refused) {
                line.remove(receiving);
                throw refused;
            }
        });
    }

    private static void receive(Receiving receiving, AttachmentUpload upload, long from, long size)
            throws InterruptedException {
        try (upload) {
            Receiving.Sink sink = new Receiving.Sink() {
                @Override
                public void write(byte[] bytes, int first, int length) {
                    upload.append(bytes, first, length);
                }

                @Override
                public void finish() {
                    upload.finish();
                }
            };
            runUnlessEnded(receiving, sink, from, size, upload);
        }
    }

    /** Discards before it is closed, which keeps what there is. */
    private static void runUnlessEnded(
            Receiving receiving, Receiving.Sink sink, long from, long size, AttachmentUpload upload)
            throws InterruptedException {
        try {
            receiving.run(sink, from, size, there -> {});
        } catch (Ending ended) {
            if (ended.isDiscarded()) {
                upload.discard();
            }
        }
    }

    private JsonNode beginDownload(TransferRequest request) {
        return started(line -> {
            Sending sending = line.sending(request.number());
            try {
                AttachmentContent content = storage.openAttachment(request.id(), request.name());
                long start = request.startIn(content.info());
                return new Begun(
                        sending, AttachmentInfoJson.write(content.info()).put("start", start), () -> {
                            try (content) {
                                sending.run(content::read, start, content.info().size(), taken -> {});
                            } catch (Ending ended) {
                                LOG.log(Level.DEBUG, "A download ended: {0}", ended.getMessage());
                            }
                        });
            } catch (RuntimeException refused) {
                line.remove(sending);
                throw refused;
            }
        });
    }

    private interface Beginning {
        Begun in(TransferLine line);
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private record Begun(Flow flow, JsonNode answer, Work work) {}

    private JsonNode started(Beginning beginning) {
        slots.take(own, pc);
        boolean isStarted = false;
        try {
            TransferLine line = TransferLine.of(session.get());
            line.open();
            Begun begun = beginning.in(line);
            Thread.ofVirtual().name("transfer").start(() -> {
                try {
                    work(begun);
                } finally {
                    line.remove(begun.flow());
                    slots.giveBack(own, pc);
                }
            });
            isStarted = true;
            return begun.answer();
        } finally {
            if (!isStarted) {
                slots.giveBack(own, pc);
            }
        }
    }

    private static void work(Begun begun) {
        try {
            begun.work().run();
        } catch (StorageException failure) {
            begun.flow().stop(failure, false);
        } catch (InterruptedException nobodyDoesThis) {
            Thread.currentThread().interrupt();
        } catch (Throwable unexpected) {
            LOG.log(Level.ERROR, "A transfer failed", unexpected);
            begun.flow().stop(new StorageException.Failed("This failed for a reason that nobody foresaw."), false);
        }
    }
}
