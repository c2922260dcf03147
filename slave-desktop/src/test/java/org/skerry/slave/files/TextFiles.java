package org.skerry.slave.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.skerry.jio.JsonText;

/** Makes files for tests, and prints what is read from them. */
final class TextFiles {

    private TextFiles() {}

    static Path file(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /** Each row as {@code number[=id] body} or {@code number column! reason}. */
    static List<String> rows(Path file, ReadOptions options) {
        List<String> printed = new ArrayList<>();
        try (RecordSource source = RecordFiles.open(file, options)) {
            Optional<SourceRow> row;
            while ((row = source.next()).isPresent()) {
                printed.add(
                        switch (row.get()) {
                            case SourceRow.Read(var number, var id, var body) ->
                                number + id.map(name -> "=" + name).orElse("") + " " + JsonText.write(body);
                            case SourceRow.Broken(var number, var column, var reason) ->
                                number + " " + column + "! " + reason;
                        });
            }
        }
        return printed;
    }

    static List<String> rows(Path file) {
        return rows(file, ReadOptions.DEFAULT);
    }
}
