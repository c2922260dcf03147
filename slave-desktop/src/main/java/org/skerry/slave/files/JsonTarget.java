package org.skerry.slave.files;

import java.nio.file.Path;
import org.skerry.jio.JsonText;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.node.ObjectNode;

/** Records as JSON: a list of objects, or an object in each line. The id is the first key of each. */
final class JsonTarget implements RecordTarget {

    private final OutputFile file;
    private final String start;
    private final String between;
    private final String end;
    private boolean isFirst = true;

    private JsonTarget(Path path, String start, String between, String end) {
        this.file = new OutputFile(path);
        this.start = start;
        this.between = between;
        this.end = end;
    }

    static JsonTarget list(Path path) {
        return new JsonTarget(path, "[\n", ",\n", "\n]\n");
    }

    static JsonTarget lines(Path path) {
        return new JsonTarget(path, "", "\n", "\n");
    }

    @Override
    public void write(StoredRecord record) {
        file.append((isFirst ? start : between) + text(record));
        isFirst = false;
    }

    @Override
    public void finish() {
        if (!isFirst) {
            file.append(end);
        } else if (!start.isEmpty()) {
            file.append("[]\n");
        }
        file.finish();
    }

    @Override
    public void close() {
        file.close();
    }

    /** A record with its id as one line of JSON. */
    static String text(StoredRecord record) {
        if (record.body().has(RecordSource.ID_COLUMN)) {
            throw new FileFailure("Record %s has a key %s of its own, which is where an exported file keeps the id."
                    .formatted(record.id(), RecordSource.ID_COLUMN));
        }
        ObjectNode line =
                JsonText.object().put(RecordSource.ID_COLUMN, record.id().text());
        return JsonText.write(line.setAll(record.body()));
    }
}
