package org.skerry.slave;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.PlainText;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.QueryParser;
import org.skerry.slave.SlaveMain.Streams;
import org.skerry.slave.files.RecordFiles;
import org.skerry.slave.files.RecordSource;
import org.skerry.slave.files.RecordTarget;
import org.skerry.slave.transfer.Exporter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code skerry export}: records of the master into a file. */
@Command(
        name = "export",
        sortOptions = false,
        description =
                "Writes records of the master into a file: .csv, .json, .jsonl or .ndjson, with .gz behind it to pack it.",
        footer = {
            "",
            "Each record brings its id along, as " + RecordSource.ID_COLUMN
                    + "; skerry import makes the same records of the file.",
            "Records that are damaged on the disk of the master are named, and the status is 1 then.",
            "The file appears when it is complete. With - as FILE, JSON lines go to standard output."
        })
final class ExportCommand implements Callable<Integer> {

    /** Where there are more, nobody reads them. */
    private static final int MAX_NAMED = 10;

    private final Streams streams;

    @Mixin
    private final MasterOptions options = new MasterOptions();

    @Parameters(index = "1", paramLabel = "FILE", description = "where to write; replaced if it exists")
    private String file = "";

    @Option(names = "--query", paramLabel = "QUERY", description = "only the records that this jIO query selects")
    private String query = "";

    @Option(names = "--type", paramLabel = "TYPE", description = "only the records of this type: portal_type")
    private @Nullable String type;

    ExportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        boolean toStandardOutput = file.equals("-");
        Query wanted = wanted();
        try (RecordTarget target =
                        toStandardOutput ? RecordFiles.lines(streams.out()) : RecordFiles.create(Path.of(file));
                Slave slave = options.connect(streams);
                Storage storage = slave.storage(options.callPatience());
                Progress progress = new Progress(streams.err());
                Interruption ctrlC = new Interruption()) {
            long start = System.nanoTime();
            Exporter exporter = new Exporter(storage, wanted, records -> progress.show(records, 0));
            Exporter.Exported exported = exporter.run(target, ctrlC::happened);
            progress.clear();
            if (ctrlC.happened()) {
                throw new StorageException.Unreachable("The export was interrupted; no file was written.");
            }
            if (!toStandardOutput) {
                streams.out().println(summary(exported.records(), (System.nanoTime() - start) / 1e9));
                streams.out().flush();
            }
            return exported.unread().isEmpty() ? SlaveMain.DONE : tell(exported.unread());
        }
    }

    private int tell(List<String> unread) {
        streams.err().println(options.json() ? json(unread) : sentence(unread));
        streams.err().flush();
        return SlaveMain.FAILED;
    }

    private static String json(List<String> unread) {
        ObjectNode json = JsonText.object();
        ArrayNode ids = json.putArray("unread");
        unread.forEach(ids::add);
        return JsonText.write(json);
    }

    private static String sentence(List<String> unread) {
        String first = unread.stream()
                .limit(MAX_NAMED)
                .map(id -> id.isEmpty() ? "(without a readable name)" : PlainText.line(id))
                .collect(Collectors.joining(", "));
        return "%,d record%s of the master cannot be read, being damaged on its disk, and %s not in the file: %s%s. skerry verify on the master says more."
                .formatted(
                        unread.size(),
                        unread.size() == 1 ? "" : "s",
                        unread.size() == 1 ? "is" : "are",
                        first,
                        unread.size() > MAX_NAMED ? ", ..." : "");
    }

    private Query wanted() {
        List<Query> parts = new ArrayList<>();
        try {
            parts.add(QueryParser.parse(query));
        } catch (StorageException.BadRequest unreadable) {
            throw options.wrong("The query cannot be read: " + unreadable.getMessage());
        }
        if (type != null) {
            parts.add(new Query.Compare("portal_type", Query.Operator.EQUAL, type));
        }
        return parts.size() == 1 ? parts.getFirst() : new Query.And(parts);
    }

    private String summary(long records, double seconds) {
        return options.json()
                ? JsonText.write(
                        JsonText.object().put("exported", records).put("seconds", Math.round(seconds * 1000) / 1000.0))
                : "%,d records exported to %s, in %.1f s".formatted(records, file, seconds);
    }
}
