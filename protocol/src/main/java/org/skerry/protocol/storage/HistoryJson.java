package org.skerry.protocol.storage;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.skerry.jio.HistoryPage;
import org.skerry.jio.JsonText;
import org.skerry.jio.PastRecord;
import org.skerry.jio.PastRecord.PastAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.RemovedRecord;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What records were, as it travels. What comes from a peer and cannot be read is a {@link StorageException.BadRequest}. */
public final class HistoryJson {

    private HistoryJson() {}

    /** The result of {@code history}. */
    public static ObjectNode write(HistoryPage page) {
        ObjectNode json = JsonText.object();
        var versions = json.putArray("versions");
        page.versions().forEach(version -> versions.add(write(version)));
        page.next().ifPresent(next -> json.put("next", next.number()));
        return json;
    }

    /** One step: {@code version} is its sequence; what is empty or false is left out. */
    public static ObjectNode write(RecordVersion version) {
        ObjectNode json = JsonText.object().put("version", version.sequence().number());
        version.time().ifPresent(time -> json.put("time", time.toString()));
        putIfAny(json, "person", version.person());
        putIfAny(json, "pc", version.pc());
        json.put("action", version.action());
        putIfAny(json, "detail", version.detail());
        if (version.isKept()) {
            json.put("kept", true);
        }
        return json;
    }

    static ObjectNode write(PastRecord past) {
        ObjectNode json =
                JsonText.object().put("version", past.sequence().number()).set("doc", past.body());
        ObjectNode attachments = json.putObject("attachments");
        past.attachments()
                .forEach(each -> attachments
                        .putObject(each.name())
                        .put("type", each.type())
                        .put("size", each.size())
                        .put("sha256", each.sha256()));
        return json;
    }

    static ObjectNode write(RemovedRecord.Page page) {
        ObjectNode json = JsonText.object();
        var records = json.putArray("records");
        page.records()
                .forEach(record -> records.addObject()
                        .put("id", record.id().text())
                        .put("last", record.last().number())
                        .<ObjectNode>set("removal", write(record.removal()))
                        .set("doc", record.body()));
        page.next().ifPresent(next -> json.put("next", next.number()));
        return json;
    }

    static HistoryPage readPage(JsonNode json) {
        return new HistoryPage(list(json.path("versions"), HistoryJson::readVersion), next(json));
    }

    private static RecordVersion readVersion(JsonNode json) {
        return new RecordVersion(
                sequence(json.path("version")),
                time(json.path("time")),
                json.path("person").stringValue(""),
                json.path("pc").stringValue(""),
                json.path("action").stringValue(""),
                json.path("detail").stringValue(""),
                json.path("kept").booleanValue(false));
    }

    static PastRecord readPast(JsonNode json) {
        List<PastAttachment> attachments = new ArrayList<>();
        json.path("attachments")
                .properties()
                .forEach(each -> attachments.add(new PastAttachment(
                        each.getKey(),
                        each.getValue().path("type").stringValue(""),
                        each.getValue().path("size").longValue(0),
                        each.getValue().path("sha256").stringValue(""))));
        return new PastRecord(sequence(json.path("version")), doc(json), attachments);
    }

    static RemovedRecord.Page readRemoved(JsonNode json) {
        return new RemovedRecord.Page(list(json.path("records"), HistoryJson::readRecord), next(json));
    }

    private static RemovedRecord readRecord(JsonNode json) {
        return new RemovedRecord(
                new RecordId(json.path("id").stringValue("")),
                readVersion(json.path("removal")),
                sequence(json.path("last")),
                doc(json));
    }

    private static void putIfAny(ObjectNode json, String key, String text) {
        if (!text.isEmpty()) {
            json.put(key, text);
        }
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> reader) {
        if (!array.isArray()) {
            throw unreadable();
        }
        return array.valueStream().map(reader).toList();
    }

    private static Optional<Sequence> next(JsonNode json) {
        return json.has("next") ? Optional.of(sequence(json.path("next"))) : Optional.empty();
    }

    private static Sequence sequence(JsonNode number) {
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 1) {
            throw unreadable();
        }
        return new Sequence(number.longValue());
    }

    private static Optional<Instant> time(JsonNode text) {
        if (text.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text.stringValue("")));
        } catch (DateTimeException noTime) {
            throw unreadable();
        }
    }

    private static ObjectNode doc(JsonNode json) {
        if (json.get("doc") instanceof ObjectNode doc) {
            return doc;
        }
        throw unreadable();
    }

    private static StorageException unreadable() {
        return new StorageException.BadRequest("This is no history.");
    }
}
