package org.skerry.slave.transfer;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skerry.slave.files.FileFailure;

/** A CSV file of the rows that failed, for those who want it. Rows come from one thread at a time. */
public final class ErrorFile implements AutoCloseable {

    private final @Nullable CsvWriter csv;
    private final String name;

    /** @param path empty: nothing is written */
    public ErrorFile(Optional<Path> path) {
        name = path.map(Path::toString).orElse("");
        try {
            csv = path.isEmpty() ? null : CsvWriter.builder().build(path.get());
        } catch (IOException unwritable) {
            throw failure(unwritable);
        }
        write("row", "column", "reason");
    }

    public void add(RowError error) {
        write(Long.toString(error.number()), error.column(), error.reason());
    }

    @Override
    public void close() {
        if (csv != null) {
            try {
                csv.close();
            } catch (IOException unwritable) {
                throw failure(unwritable);
            }
        }
    }

    private void write(String... cells) {
        if (csv != null) {
            try {
                csv.writeRecord(cells);
            } catch (UncheckedIOException unwritable) {
                throw failure(unwritable.getCause());
            }
        }
    }

    private FileFailure failure(IOException cause) {
        return new FileFailure("%s cannot be written: %s.".formatted(name, cause.getMessage()), cause);
    }
}
