package org.skerry.slave;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.Storage;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.slave.SlaveMain.Streams;
import org.skerry.slave.files.ReadOptions;
import org.skerry.slave.files.ReadOptions.Numbers;
import org.skerry.slave.files.RecordFiles;
import org.skerry.slave.files.RecordSource;
import org.skerry.slave.transfer.ErrorFile;
import org.skerry.slave.transfer.ImportReport;
import org.skerry.slave.transfer.Importer;
import org.skerry.slave.transfer.RowError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code skerry import}: the records of a file into the master. */
@Command(
        name = "import",
        sortOptions = false,
        description =
                "Puts the records of a file into the master: CSV with a header, JSON or JSON lines, packed by gzip or not.",
        footer = {
            "",
            "With --id, importing the same file again replaces its records; without, it creates them once more.",
            "A file that skerry export has written brings the ids of its records along (" + RecordSource.ID_COLUMN
                    + ").",
            "Columns of a CSV file that hold nothing but numbers become numbers."
        })
final class ImportCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private final MasterOptions options = new MasterOptions();

    @Parameters(index = "1", paramLabel = "FILE", description = "its extension tells what it is: .csv, .json, .jsonl")
    private @Nullable Path file;

    @Option(names = "--id", paramLabel = "COLUMN", description = "the column whose value is the record's id")
    private @Nullable String id;

    @Option(names = "--type", paramLabel = "TYPE", description = "the record type: portal_type in every record")
    private @Nullable String type;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description = "of the text; otherwise found: UTF-8, UTF-16, GB18030")
    private @Nullable String encoding;

    @Option(
            names = "--separator",
            paramLabel = "C",
            description = "between CSV cells; otherwise found: comma, semicolon, tab")
    private @Nullable Character separator;

    @Option(names = "--text", description = "keep numbers in CSV as texts")
    private boolean keepText;

    @Option(names = "--errors", paramLabel = "FILE", description = "write all rows that failed to this CSV file")
    private @Nullable Path errors;

    ImportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        ReadOptions reading = new ReadOptions(
                charset(),
                Optional.ofNullable(id),
                Optional.ofNullable(separator),
                keepText ? Numbers.KEEP_TEXT : Numbers.DETECT);
        try (RecordSource source = RecordFiles.open(Objects.requireNonNull(file), reading);
                ErrorFile errorFile = new ErrorFile(Optional.ofNullable(errors));
                Slave slave = options.connect(streams);
                Storage storage = slave.storage(options.callPatience());
                Progress progress = new Progress(streams.err())) {
            source.guessedCharset()
                    .ifPresent(guess -> options.warn(
                            streams,
                            "%s is not UTF-8; it is read as %s. Another encoding is named with --encoding."
                                    .formatted(file, guess)));
            Importer importer = new Importer(
                    storage,
                    Optional.ofNullable(type),
                    PeerStorage.randomWriter(),
                    errorFile::add,
                    rows -> progress.show(rows, source.fraction()));
            ImportReport report;
            try (Interruption ctrlC = new Interruption()) {
                ctrlC.stops(() -> importer.stop("It was interrupted."));
                report = importer.run(source);
                progress.clear();
                tell(report, source.rowWord());
            }
            return report.failed() == 0 && report.stopped().isEmpty() ? SlaveMain.DONE : SlaveMain.FAILED;
        }
    }

    private Optional<Charset> charset() {
        try {
            return Optional.ofNullable(encoding).map(Charset::forName);
        } catch (IllegalArgumentException unknown) {
            throw options.wrong("%s is no encoding known here; try UTF-8, GB18030, windows-1252 or ISO-8859-1."
                    .formatted(encoding));
        }
    }

    private void tell(ImportReport report, String rowWord) {
        if (options.json()) {
            tellPrograms(report);
        } else {
            tellPeople(report, rowWord);
        }
        streams.err().flush();
        streams.out().flush();
    }

    private void tellPrograms(ImportReport report) {
        Failures failures = new Failures(streams, true);
        if (report.stopped().isPresent()) {
            failures.tell("The import stopped early: " + report.stopped().get(), 504);
        } else if (report.failed() > 0) {
            failures.tell("Not all rows were imported, %,d failed.".formatted(report.failed()), 400);
        }
        streams.out().println(JsonText.write(json(report)));
    }

    private void tellPeople(ImportReport report, String rowWord) {
        for (RowError error : report.errors()) {
            streams.err().println(sentence(error, rowWord));
        }
        if (report.failed() > report.errors().size()) {
            streams.err()
                    .println("... and %,d more%s."
                            .formatted(
                                    report.failed() - report.errors().size(),
                                    errors == null ? "; --errors FILE writes them all down" : ", all in " + errors));
        }
        report.stopped().ifPresent(reason -> streams.err().println("The import stopped early: " + reason));
        streams.out().println(summary(report));
    }

    private static String sentence(RowError error, String rowWord) {
        String where =
                "%s%s %,d".formatted(Character.toUpperCase(rowWord.charAt(0)), rowWord.substring(1), error.number());
        return error.column().isEmpty()
                ? "%s: %s".formatted(where, error.reason())
                : "%s, column %s: %s".formatted(where, error.column(), error.reason());
    }

    private static String summary(ImportReport report) {
        double seconds = seconds(report.took());
        return "%,d records imported, %,d failed, in %.1f s (%,.0f a second)"
                .formatted(report.imported(), report.failed(), seconds, report.imported() / Math.max(0.001, seconds));
    }

    private static ObjectNode json(ImportReport report) {
        ObjectNode json = JsonText.object()
                .put("imported", report.imported())
                .put("failed", report.failed())
                .put("seconds", seconds(report.took()));
        report.stopped().ifPresent(reason -> json.put("stopped", reason));
        var list = json.putArray("errors");
        report.errors()
                .forEach(error -> list.addObject()
                        .put("row", error.number())
                        .put("column", error.column())
                        .put("reason", error.reason()));
        return json;
    }

    private static double seconds(Duration took) {
        return took.toMillis() / 1000.0;
    }
}
