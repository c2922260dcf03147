package org.skerry.protocol.storage;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Capacity;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.Expected;
import org.skerry.jio.HistoryPage;
import org.skerry.jio.JsonText;
import org.skerry.jio.PastRecord;
import org.skerry.jio.RecordId;
import org.skerry.jio.RemovedRecord;
import org.skerry.jio.Sequence;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.AnswerJson;
import org.skerry.protocol.session.Call;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The storage of a peer, over a session that may break and come back.
 *
 * <p>A call whose session broke is repeated in the next one while patience lasts. That is harmless: each write carries a
 * {@link WriteKey}, and a record to be created is named here.
 */
public final class PeerStorage implements Storage {

    private static final int WRITER_BYTES = 16;

    private final RepeatedCalls calls;
    private final String writer;
    private final AtomicLong counter = new AtomicLong();

    /**
     * @param sessions neither they nor their source are closed by this storage
     * @param patience how long one call may take in all, reconnections included; positive
     * @param writer names this storage in write keys; never used for another one, nor in another run of the program
     */
    public PeerStorage(SessionSource sessions, Duration patience, String writer) {
        this.calls = new RepeatedCalls(sessions, patience);
        this.writer = Objects.requireNonNull(writer);
    }

    /** A name for a writer that nobody else has: 128 random bits in hexadecimal. */
    public static String randomWriter() {
        byte[] bits = new byte[WRITER_BYTES];
        new SecureRandom().nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    /** All of them, as every master of Skerry offers; a peer without one answers {@link StorageException.NotOffered}. */
    @Override
    public Set<Capacity> capacities() {
        return EnumSet.allOf(Capacity.class);
    }

    @Override
    public ObjectNode get(RecordId id) {
        if (read("get", text(id)) instanceof ObjectNode body) {
            return body;
        }
        throw unreadable("get");
    }

    @Override
    public Answer allDocs(AllDocs request) {
        return read("allDocs", AnswerJson::read, AllDocsJson.write(request));
    }

    @Override
    public Attachment getAttachment(RecordId id, String name, ByteRange range) {
        JsonNode answer = read("getAttachment", text(id), text(name), options(range));
        if (!answer.isString()) {
            throw unreadable("getAttachment");
        }
        try {
            return DataUrl.read(answer.stringValue());
        } catch (StorageException.BadRequest malformed) {
            throw unreadable("getAttachment", malformed);
        }
    }

    @Override
    public List<String> allAttachments(RecordId id) {
        if (read("allAttachments", text(id)) instanceof ObjectNode names) {
            return names.propertyNames().stream().sorted().toList();
        }
        throw unreadable("allAttachments");
    }

    @Override
    public HistoryPage history(RecordId id, Optional<Sequence> before, int max) {
        return read("history", HistoryJson::readPage, text(id), part(before, max));
    }

    @Override
    public PastRecord version(RecordId id, Sequence version) {
        return read("version", HistoryJson::readPast, text(id), number(version));
    }

    @Override
    public RemovedRecord.Page removedRecords(Optional<Sequence> before, int max) {
        return read("removed", HistoryJson::readRemoved, part(before, max));
    }

    /** Not offered by a master without the feature {@code attachments}. */
    @Override
    public SortedMap<String, AttachmentInfo> attachmentInfos(RecordId id) {
        if (!(read("attachmentInfos", text(id)) instanceof ObjectNode answer)) {
            throw unreadable("attachmentInfos");
        }
        SortedMap<String, AttachmentInfo> infos = new TreeMap<>();
        try {
            for (String name : answer.propertyNames()) {
                if (!(answer.get(name) instanceof ObjectNode info)) {
                    throw unreadable("attachmentInfos");
                }
                infos.put(name, AttachmentInfoJson.read("attachmentInfos", info));
            }
            return infos;
        } catch (StorageException.BadRequest malformed) {
            throw unreadable("attachmentInfos", malformed);
        }
    }

    /** As {@link Storage#apply}; a write without a key gets one, since it may be repeated on the way. */
    @Override
    public void apply(Write write, WriteKey key) {
        WriteKey sent =
                key instanceof WriteKey.Numbered ? key : new WriteKey.Numbered(writer, counter.incrementAndGet());
        calls.call(
                switch (write) {
                    case Write.Put(var id, var body, var expected) ->
                        new Call("put", list(text(id), body), sent, expected);
                    case Write.Remove(var id, var expected) -> new Call("remove", list(text(id)), sent, expected);
                    case Write.PutAttachment(var id, var name, var content, var expected) ->
                        new Call(
                                "putAttachment",
                                list(text(id), text(name), dataUrl(content)),
                                sent,
                                Expected.ANY,
                                expected);
                    case Write.AttachUploaded(var id, var name, var content, var expected) ->
                        new Call(
                                "endUpload",
                                list(text(id), text(name), AttachmentInfoJson.write(content)),
                                sent,
                                Expected.ANY,
                                expected);
                    case Write.RemoveAttachment(var id, var name, var expected) ->
                        new Call("removeAttachment", list(text(id), text(name)), sent, Expected.ANY, expected);
                    case Write.Restore(var id, var version, var expected) ->
                        new Call("restore", list(text(id), number(version)), sent, expected);
                });
    }

    @Override
    public void repair() {
        calls.call(new Call("repair", list()));
    }

    /**
     * The peer's changes; each of its methods makes a call.
     *
     * <p>They fail with {@link StorageException.Forbidden} for whoever does not see everything there.
     */
    @Override
    public ChangeFeed feed() {
        return new PeerFeed(options -> read("changes", options));
    }

    @Override
    public void close() {
        calls.close();
    }

    private JsonNode read(String method, JsonNode... arguments) {
        JsonNode answer = calls.call(new Call(method, list(arguments)));
        if (answer == null) {
            throw unreadable(method);
        }
        return answer;
    }

    private <T> T read(String method, Function<JsonNode, T> reader, JsonNode... arguments) {
        JsonNode answer = read(method, arguments);
        try {
            return reader.apply(answer);
        } catch (StorageException.BadRequest malformed) {
            throw unreadable(method, malformed);
        }
    }

    private static StorageException.Failed unreadable(String method) {
        return new StorageException.Failed("The peer's answer to '%s' cannot be read.".formatted(method));
    }

    private static StorageException.Failed unreadable(String method, StorageException cause) {
        return new StorageException.Failed(unreadable(method).getMessage(), cause);
    }

    private static ObjectNode options(ByteRange range) {
        ObjectNode options = JsonText.object().put("format", "data_url");
        if (range.start() > 0) {
            options.put("start", range.start());
        }
        if (range.end() < ByteRange.END) {
            options.put("end", range.end());
        }
        return options;
    }

    private static ObjectNode part(Optional<Sequence> before, int max) {
        ObjectNode options = JsonText.object().put("limit", max);
        before.ifPresent(sequence -> options.put("before", sequence.number()));
        return options;
    }

    private static JsonNode number(Sequence sequence) {
        return JsonText.nodes().numberNode(sequence.number());
    }

    private static ArrayNode list(JsonNode... arguments) {
        return JsonText.nodes().arrayNode().addAll(List.of(arguments));
    }

    private static JsonNode text(RecordId id) {
        return text(id.text());
    }

    private static JsonNode text(String text) {
        return JsonText.nodes().stringNode(text);
    }

    private static JsonNode dataUrl(Attachment content) {
        return JsonText.object().put("data_url", DataUrl.write(content));
    }
}
