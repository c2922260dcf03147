package org.skerry.protocol.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AnswerJson;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.PeerSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers a peer's queries from a storage, with the results that jIO's methods have. Any thread; each request runs on the
 * thread that hands it over.
 */
public final class StorageService implements PeerSession.RequestHandler {

    private final Storage storage;
    private final RequestGate gate;

    /** @param storage not closed by this service */
    public StorageService(Storage storage, RequestGate gate) {
        this.storage = Objects.requireNonNull(storage);
        this.gate = Objects.requireNonNull(gate);
    }

    @Override
    public @Nullable JsonNode handle(Message.JioQuery query) {
        StorageRequest request = StorageRequest.read(query);
        gate.check(request);
        return answer(request);
    }

    private @Nullable JsonNode answer(StorageRequest request) {
        return switch (request) {
            case StorageRequest.Post(var body, var key) -> text(post(body, key));
            case StorageRequest.Put(var id, var body, var expected, var key) ->
                applied(new Write.Put(id, body, expected), key);
            case StorageRequest.Get(var id) -> storage.get(id);
            case StorageRequest.Remove(var id, var expected, var key) -> applied(new Write.Remove(id, expected), key);
            case StorageRequest.ListDocs(var options) -> AnswerJson.write(storage.allDocs(options));
            case StorageRequest.PutAttachment(var id, var name, var content, var expected, var key) -> {
                storage.apply(new Write.PutAttachment(id, name, content, expected), key);
                yield null;
            }
            case StorageRequest.GetAttachment(var id, var name, var format, var range) ->
                content(storage.getAttachment(id, name, range), format);
            case StorageRequest.RemoveAttachment(var id, var name, var expected, var key) -> {
                storage.apply(new Write.RemoveAttachment(id, name, expected), key);
                yield null;
            }
            case StorageRequest.AllAttachments(var id) -> names(storage.allAttachments(id));
            case StorageRequest.ListVersions(var id, var before, var max) ->
                HistoryJson.write(storage.history(id, before, max));
            case StorageRequest.GetVersion(var id, var version) -> HistoryJson.write(storage.version(id, version));
            case StorageRequest.ListRemoved(var before, var max) ->
                HistoryJson.write(storage.removedRecords(before, max));
            case StorageRequest.Restore(var id, var version, var expected, var key) ->
                applied(new Write.Restore(id, version, expected), key);
            case StorageRequest.AttachmentInfos(var id) -> infos(storage.attachmentInfos(id));
            case StorageRequest.EndUpload(var id, var name, var content, var expected, var key) -> {
                storage.apply(new Write.AttachUploaded(id, name, content, expected), key);
                yield null;
            }
            case StorageRequest.Changes changes -> ChangePages.page(storage, changes);
            case StorageRequest.Repair() -> {
                storage.repair();
                yield null;
            }
        };
    }

    private RecordId post(ObjectNode body, WriteKey key) {
        return switch (key) {
            case WriteKey.None() -> storage.post(body);
            case WriteKey.Numbered numbered -> {
                RecordId id = idFor(numbered);
                storage.apply(new Write.Put(id, body, Expected.ABSENT), numbered);
                yield id;
            }
        };
    }

    private JsonNode applied(Write write, WriteKey key) {
        storage.apply(write, key);
        return text(write.id());
    }

    /** The same for the same key, so that a repeated post names the record that the first one made. */
    private static RecordId idFor(WriteKey.Numbered key) {
        String digest = Signature.of((key.counter() + " " + key.writer()).getBytes(StandardCharsets.UTF_8));
        ByteBuffer bits = ByteBuffer.wrap(HexFormat.of().parseHex(digest));
        return new RecordId(new UUID(bits.getLong(), bits.getLong()).toString());
    }

    private static JsonNode text(RecordId id) {
        return JsonText.nodes().stringNode(id.text());
    }

    private static ObjectNode names(List<String> names) {
        ObjectNode object = JsonText.object();
        names.forEach(name -> object.set(name, JsonText.object()));
        return object;
    }

    private static ObjectNode infos(Map<String, AttachmentInfo> infos) {
        ObjectNode object = JsonText.object();
        infos.forEach((name, info) -> object.set(name, AttachmentInfoJson.write(info)));
        return object;
    }

    private static JsonNode content(Attachment content, StorageRequest.Format format) {
        return switch (format) {
            case TEXT -> JsonText.nodes().stringNode(utf8(content));
            case JSON -> json(content);
            case DATA_URL -> JsonText.nodes().stringNode(DataUrl.write(content));
        };
    }

    private static JsonNode json(Attachment content) {
        try {
            return JsonText.read(content.bytes());
        } catch (StorageException.BadRequest notJson) {
            throw new StorageException.BadRequest(
                    "This attachment cannot be read as JSON. " + notJson.getMessage(), notJson);
        }
    }

    /** As a browser reads it: what is not UTF-8, such as a character that a range cut, becomes U+FFFD. */
    private static String utf8(Attachment content) {
        return new String(content.bytes(), StandardCharsets.UTF_8);
    }
}
