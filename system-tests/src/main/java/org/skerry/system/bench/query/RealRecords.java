package org.skerry.system.bench.query;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.skerry.jio.RecordId;
import org.skerry.jio.StoredRecord;
import org.skerry.slave.files.ReadOptions;
import org.skerry.slave.files.RecordFiles;
import org.skerry.slave.files.RecordSource;
import org.skerry.slave.files.SourceRow;

/** The records of one CSV file that comes packed. */
final class RealRecords {

    private final Path file;
    private final String type;
    private final String idColumn;
    private final ReadOptions.Numbers numbers;
    private final int there;

    private RealRecords(Path file, String type, String idColumn, ReadOptions.Numbers numbers) throws IOException {
        this.file = file;
        this.type = type;
        this.idColumn = idColumn;
        this.numbers = numbers;
        this.there = lines(file) - 1;
    }

    static RealRecords cities(Path file) throws IOException {
        return new RealRecords(file, "City", "city_id", ReadOptions.Numbers.DETECT);
    }

    /** Their codes stay text, as people would have it: they are no quantities. */
    static RealRecords villages(Path file) throws IOException {
        return new RealRecords(file, "Village", "code", ReadOptions.Numbers.KEEP_TEXT);
    }

    int there() {
        return there;
    }

    /** Hands out so many of them, taken evenly from the whole file. */
    void forEach(int share, Consumer<StoredRecord> taker) {
        ReadOptions options =
                new ReadOptions(Optional.of(StandardCharsets.UTF_8), Optional.of(idColumn), Optional.empty(), numbers);
        try (RecordSource source = RecordFiles.open(file, options)) {
            for (long i = 0; i < there; i++) {
                SourceRow row = source.next().orElseThrow();
                boolean isTaken = (i + 1) * share / there > i * share / there;
                if (isTaken && row instanceof SourceRow.Read read) {
                    read.body().put("portal_type", type);
                    taker.accept(new StoredRecord(
                            new RecordId(type + "/" + read.id().orElseThrow().text()), read.body()));
                }
            }
        }
    }

    private static int lines(Path file) throws IOException {
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return (int) reader.lines().count();
        }
    }
}
