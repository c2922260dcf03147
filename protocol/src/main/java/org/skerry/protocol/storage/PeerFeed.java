package org.skerry.protocol.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.skerry.jio.Change;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The change feed of a peer, asked for page by page. */
final class PeerFeed implements ChangeFeed {

    private final Function<ObjectNode, JsonNode> changes;

    /** Of the first answer; volatile for any thread may ask. */
    private volatile String id = "";

    /** @param changes calls the method of that name with options */
    PeerFeed(Function<ObjectNode, JsonNode> changes) {
        this.changes = changes;
    }

    /** As it was when this was asked first. */
    @Override
    public String id() {
        if (id.isEmpty()) {
            id = changes.apply(JsonText.object()).path("feed").path("id").asString("");
        }
        return id;
    }

    @Override
    public Sequence last() {
        return new Sequence(
                changes.apply(JsonText.object()).path("feed").path("sequence").asLong(0));
    }

    /** @throws StorageException.Conflict if the peer has another feed by now, whose changes are others */
    @Override
    public List<Change> after(Sequence checkpoint, int max) {
        ObjectNode options = JsonText.object().put("include_docs", true).put("limit", max);
        options.putObject("since").put("id", id()).put("sequence", checkpoint.number());
        JsonNode answer = changes.apply(options);
        if (answer.path("reset").asBoolean(false)) {
            throw new StorageException.Conflict("The changes there are others by now; all has to be read anew.");
        }
        List<Change> read = new ArrayList<>();
        for (JsonNode row : answer.path("rows")) {
            Sequence sequence = new Sequence(row.path("sequence").asLong(0));
            RecordId record = new RecordId(row.path("id").asString(""));
            read.add(
                    row.get("doc") instanceof ObjectNode doc
                            ? new Change.Stored(sequence, new StoredRecord(record, doc))
                            : new Change.Removed(sequence, record));
        }
        return read;
    }
}
