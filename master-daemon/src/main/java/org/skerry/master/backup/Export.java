package org.skerry.master.backup;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.local.Snapshot;
import org.skerry.jio.local.SnapshotReader;
import org.skerry.jio.local.Stopping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Everything that a master keeps, in forms that other programs read, in one ZIP file. One thread. */
final class Export {

    /** The explanation in a language, which is its first file in English. */
    static final String READ_ME = "READ-ME_%s.txt";

    private static final String ID = "__id";
    private static final int MAX_COLUMNS = 2_000;
    private static final int BUFFER_BYTES = 256 * 1024;

    /** What a spreadsheet would take for a formula when it begins a cell. */
    private static final String FORMULAS = "=+-@\t\r";

    /** What nobody else needs to know. */
    private static final Set<String> SECRETS = Set.of("secret", "certificate");

    private final Snapshot snapshot;
    private final SnapshotReader reader;
    private final Path data;
    private final Stopping stopping;
    private final ZipOutputStream zip;
    private final Damages damages = new Damages();
    private long records;
    private long attachments;

    private Export(Snapshot snapshot, SnapshotReader reader, Path data, OutputStream out, Stopping stopping) {
        this.snapshot = snapshot;
        this.reader = reader;
        this.data = data;
        this.stopping = stopping;
        this.zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER_BYTES), StandardCharsets.UTF_8);
    }

    /**
     * Writes it.
     *
     * @param data where people and PCs stand
     * @param out is not closed
     * @return how much it is
     */
    static ObjectNode write(Snapshot snapshot, Path data, OutputStream out, Stopping stopping) throws IOException {
        try (SnapshotReader reader = SnapshotReader.of(snapshot)) {
            return new Export(snapshot, reader, data, out, stopping).run();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private ObjectNode run() throws IOException {
        for (String language : List.of("en", "fr", "zh")) {
            String name = READ_ME.formatted(language);
            try (var text = Export.class.getResourceAsStream(name)) {
                entry(name, file -> file.write(Objects.requireNonNull(text).readAllBytes()));
            }
        }
        SafeNames names = new SafeNames();
        for (Map.Entry<String, LongStream.Builder> type : reader.byType().entrySet()) {
            String name = names.of(type.getKey(), "without a type");
            long[] sequences = type.getValue().build().toArray();
            Set<String> columns = writeLines("records/%s.jsonl".formatted(name), sequences);
            if (columns.size() <= MAX_COLUMNS) {
                writeCsv("records/%s.csv".formatted(name), sequences, columns);
            }
        }
        writeAttachments();
        writeAudit();
        writeList("people", "people.json");
        writeList("peers", "peers.json");
        for (String table : reader.otherTables()) {
            lines("more/%s.jsonl".formatted(table), lines -> reader.table(table, row -> line(lines, row)));
        }
        damages.addAll(reader.damages());
        List<String> told = damages.all();
        if (!told.isEmpty()) {
            entry("DAMAGES.txt", file -> file.write(String.join("\n", told).getBytes(StandardCharsets.UTF_8)));
        }
        zip.finish();
        zip.flush();
        ObjectNode made = JsonText.object().put("records", records).put("attachments", attachments);
        var list = made.putArray("damages");
        told.forEach(list::add);
        return made;
    }

    private Set<String> writeLines(String name, long[] sequences) throws IOException {
        Set<String> columns = new LinkedHashSet<>(List.of(ID));
        lines(
                name,
                lines -> reader.records(LongStream.of(sequences), record -> {
                    stopping.check(
                            "writing the records", ++records, snapshot.facts().records());
                    columns.addAll(record.body().propertyNames());
                    line(lines, withId(record));
                }));
        return columns;
    }

    private static ObjectNode withId(StoredRecord record) {
        ObjectNode line = JsonText.object().put(ID, record.id().text());
        return line.setAll(record.body());
    }

    private void writeCsv(String name, long[] sequences, Set<String> columns) throws IOException {
        lines(name, lines -> {
            CsvWriter csv = csv(lines);
            csv.writeRecord(columns.stream().map(Export::cell).toList());
            reader.records(LongStream.of(sequences), record -> {
                stopping.check("writing the records");
                ObjectNode all = withId(record);
                csv.writeRecord(
                        columns.stream().map(column -> cell(all.path(column))).toList());
            });
            csv.flush();
        });
    }

    /** With the mark by which spreadsheets know that the text is UTF-8. */
    private static CsvWriter csv(Writer lines) throws IOException {
        lines.write('\uFEFF');
        return CsvWriter.builder().build(lines);
    }

    private static String cell(JsonNode value) {
        return value.isMissingNode() ? "" : value.isString() ? cell(value.stringValue()) : JsonText.write(value);
    }

    /** As text, whatever it begins with. */
    private static String cell(String text) {
        return !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private void writeAttachments() throws IOException {
        Path manifest = DurableFiles.createForOwner(snapshot.scratch("attachments"));
        try {
            try (Writer lines = Files.newBufferedWriter(manifest)) {
                AttachmentNames names = new AttachmentNames();
                reader.attachments(one -> line(lines, written(one, names.of(one))));
            }
            entry("attachments.jsonl", out -> Files.copy(manifest, out));
        } finally {
            Files.deleteIfExists(manifest);
        }
    }

    /** How the files of attachments are called; those of one record come after each other. */
    private static final class AttachmentNames {
        private final SafeNames folders = new SafeNames();
        private String record = "";
        private String folder = "";
        private SafeNames names = new SafeNames();

        String of(SnapshotReader.Attached one) {
            if (folder.isEmpty() || !record.equals(one.record())) {
                record = one.record();
                folder = folders.of(record, "record");
                names = new SafeNames();
            }
            return "attachments/%s/%s".formatted(folder, names.of(one.name(), "attachment"));
        }
    }

    /** Writes the content, if it is there, and returns the line that tells of it. */
    private ObjectNode written(SnapshotReader.Attached one, String file) {
        stopping.check("writing the attachments");
        ObjectNode line = JsonText.object()
                .put("record", one.record())
                .put("name", one.name())
                .put("type", one.type())
                .put("size", one.size())
                .put("sha256", one.sha256());
        Path content = snapshot.content(one.sha256());
        if (!Files.isReadable(content)) {
            damages.add("The attachment %s of the record %s is missing.".formatted(one.name(), one.record()));
            return line;
        }
        MessageDigest digest = Digests.sha256();
        try {
            entry(file, out -> copy(content, new DigestOutputStream(out, digest)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(one.sha256())) {
            damages.add("The attachment %s of the record %s is damaged; %s is not what it was."
                    .formatted(one.name(), one.record(), file));
            line.put("damaged", true);
        }
        attachments++;
        return line.put("file", file);
    }

    private void copy(Path content, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (var input = ContentInput.of(content)) {
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                out.write(buffer, 0, read);
                stopping.check("writing the attachments");
            }
        }
    }

    private void writeAudit() throws IOException {
        lines("audit.csv", lines -> {
            CsvWriter csv = csv(lines);
            csv.writeRecord("number", "time", "action", "person", "pc", "key", "record", "detail", "before", "after");
            reader.audit(entry -> {
                stopping.check("writing the audit");
                csv.writeRecord(
                        Long.toString(entry.number()),
                        entry.time().toString(),
                        entry.action(),
                        cell(entry.person()),
                        cell(entry.pc()),
                        entry.key(),
                        cell(entry.record()),
                        cell(entry.detail()),
                        Long.toString(entry.before()),
                        Long.toString(entry.after()));
            });
            csv.flush();
        });
    }

    /** Who may do what, without what proves that it is he. */
    private void writeList(String key, String file) throws IOException {
        Path list = data.resolve(file);
        if (Files.notExists(list)) {
            return;
        }
        try {
            JsonNode read = JsonText.read(Files.readAllBytes(list));
            for (JsonNode one : read.path(key)) {
                if (one instanceof ObjectNode person) {
                    SECRETS.forEach(person::remove);
                }
            }
            entry(file, out -> out.write(read.toPrettyString().getBytes(StandardCharsets.UTF_8)));
        } catch (StorageException.BadRequest damaged) {
            damages.add("%s is damaged.".formatted(file));
        }
    }

    private static void line(Writer lines, ObjectNode line) {
        try {
            lines.write(JsonText.write(line));
            lines.write('\n');
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private interface Lines {
        void write(Writer lines) throws IOException;
    }

    private void lines(String name, Lines lines) throws IOException {
        entry(name, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            lines.write(writer);
            writer.flush();
        });
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private void entry(String name, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        content.write(zip);
        zip.closeEntry();
    }
}
