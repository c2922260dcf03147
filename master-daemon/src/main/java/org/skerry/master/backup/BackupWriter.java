package org.skerry.master.backup;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.Snapshot;
import org.skerry.jio.local.SnapshotFacts;
import org.skerry.jio.local.Stopping;
import org.skerry.master.recovery.RecoveryKey;
import org.skerry.protocol.about.Release;

/** Writes one backup, from its first byte to its last. One thread. */
final class BackupWriter {

    private static final int BUFFER_BYTES = 256 * 1024;

    private static final String READ_ME = """
            This is a backup of the Skerry master "%s", made %s.

            skerry verify FILE     says whether it is whole
            skerry restore FILE    makes a master of it on another PC; asks for the recovery code

            records.sqlite holds the records (SQLite), blobs the files of attachments, identity.sealed the key of the master and
            what it knows of PCs and people: it is opened with the recovery code only. Whoever has this file can read the
            records, unless they are in records.sealed: then they are encrypted to the recovery code, too.
            """;

    /**
     * What there is now.
     *
     * @param bytes of the file
     * @param damages what was damaged already of what there is now, a plain sentence each
     * @param older what was damaged of older versions only
     */
    record Written(BackupHead head, long bytes, List<String> damages, List<String> older) {
        Written {
            damages = List.copyOf(damages);
            older = List.copyOf(older);
        }
    }

    private final Path data;
    private final Optional<Path> settings;
    private final String master;
    private final Optional<RecoveryKey> key;
    private final boolean isEncrypted;
    private final SecureRandom random;
    private final Stopping stopping;
    private final Damages damages = new Damages();
    private final Damages older = new Damages();

    /** The contents that a record has now: read when the first is damaged, for all of them may be. */
    private @Nullable List<String> present;

    private long expected;
    private long done;

    /**
     * @param settings the file with the settings of the master, if there is one
     * @param master its name
     * @param key what its identity is sealed to; without one, the identity is left out
     * @param isEncrypted whether the records are sealed to it, too
     */
    BackupWriter(
            Path data,
            Optional<Path> settings,
            String master,
            Optional<RecoveryKey> key,
            boolean isEncrypted,
            SecureRandom random,
            Stopping stopping) {
        if (isEncrypted && key.isEmpty()) {
            throw new StorageException.Conflict(
                    "There is no recovery code to encrypt the records to; skerry recovery --new makes one.");
        }
        this.data = data;
        this.settings = settings;
        this.master = master;
        this.key = key;
        this.isEncrypted = isEncrypted;
        this.random = random;
        this.stopping = stopping;
    }

    /** How large the file will be, about. */
    static long expectedBytes(Snapshot snapshot) {
        return snapshot.database().toFile().length() / 2 + contentBytes(snapshot);
    }

    private static long contentBytes(Snapshot snapshot) {
        return snapshot.facts().contents().stream()
                .mapToLong(content -> snapshot.content(content).toFile().length())
                .sum();
    }

    /** @param out is not closed */
    Written write(Snapshot snapshot, Instant now, OutputStream out) throws IOException {
        expected = snapshot.database().toFile().length() + contentBytes(snapshot);
        byte[] recordsKey = new byte[SealedPieces.KEY_BYTES];
        random.nextBytes(recordsKey);
        SnapshotFacts facts = snapshot.facts();
        BackupHead head = new BackupHead(
                now,
                master,
                Release.here().version(),
                facts.feed(),
                facts.sequence(),
                facts.records(),
                facts.contents().size(),
                key,
                isEncrypted ? key.map(there -> BackupHead.text(there.seal(recordsKey, random))) : Optional.empty());
        TailOutput tail = new TailOutput(new BufferedOutputStream(out, BUFFER_BYTES));
        ZipOutputStream zip = new ZipOutputStream(tail);
        zip.setComment(TailOutput.emptyComment());
        try (Sums sums = new Sums(zip, now, snapshot.scratch("sums"))) {
            write(snapshot, now, head, recordsKey, sums);
        }
        zip.finish();
        tail.end();
        return new Written(head, tail.written(), damages.all(), older.all());
    }

    private void write(Snapshot snapshot, Instant now, BackupHead head, byte[] recordsKey, Sums sums)
            throws IOException {
        sums.add(Parts.READ_ME, READ_ME.formatted(master, now).getBytes(StandardCharsets.UTF_8));
        sums.add(Parts.HEAD, head.json().toPrettyString().getBytes(StandardCharsets.UTF_8));
        if (key.isPresent()) {
            sums.add(Parts.IDENTITY, key.get().seal(IdentityFiles.read(data, settings, damages), random));
        }
        if (isEncrypted) {
            sums.begin(Parts.SEALED_RECORDS, Deflater.NO_COMPRESSION);
            SealedOutput sealed = new SealedOutput(sums, recordsKey);
            ZipOutputStream inner = new ZipOutputStream(sealed);
            try (Sums within = new Sums(inner, now, snapshot.scratch("sealed-sums"))) {
                records(snapshot, within);
            }
            inner.finish();
            sealed.close();
            sums.end();
            sums.addList();
        } else {
            records(snapshot, sums);
        }
    }

    private void records(Snapshot snapshot, Sums sums) throws IOException {
        damages.addAll(snapshot.facts().damages());
        older.addAll(snapshot.facts().older());
        sums.begin(Parts.RECORDS, Deflater.BEST_SPEED);
        try (InputStream records = Files.newInputStream(snapshot.database())) {
            copy(records, sums);
        }
        sums.end();
        for (String content : snapshot.facts().contents()) {
            write(snapshot, content, sums);
        }
        List<String> told = new ArrayList<>(damages.all());
        told.addAll(older.all());
        if (!told.isEmpty()) {
            sums.add(Parts.DAMAGES, (String.join("\n", told) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        sums.addList();
    }

    private void write(Snapshot snapshot, String content, Sums sums) throws IOException {
        stopping.check("writing the backup", done, expected);
        Path file = snapshot.content(content);
        if (!Files.isReadable(file)) {
            tell(snapshot, content, Parts.missing(content));
            return;
        }
        sums.begin(Parts.content(content), Deflater.NO_COMPRESSION);
        try (InputStream input = ContentInput.of(file)) {
            copy(input, sums);
        }
        if (!sums.end().equals(content)) {
            tell(snapshot, content, "The content %s of an attachment is damaged.".formatted(content));
        }
    }

    private void tell(Snapshot snapshot, String content, String sentence) {
        List<String> read = present;
        if (read == null) {
            present = read = snapshot.present();
        }
        (read.contains(content) ? damages : older).add(sentence);
    }

    private void copy(InputStream input, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
            to.write(buffer, 0, read);
            done += read;
            stopping.check("writing the backup", done, expected);
        }
    }

    /**
     * The files in a ZIP file, with a list of them in the end as {@code sha256sum} makes it; until then it is in a file, for
     * there may be half a million. Closing it deletes that file, and leaves the ZIP file open.
     */
    private static final class Sums extends FilterOutputStream {
        private final ZipOutputStream zip;
        private final Instant now;
        private final MessageDigest digest = Digests.sha256();
        private final Path file;
        private final Writer list;
        private String name = "";

        Sums(ZipOutputStream zip, Instant now, Path file) throws IOException {
            super(zip);
            this.file = DurableFiles.createForOwner(file);
            this.list = Files.newBufferedWriter(file);
            this.zip = zip;
            this.now = now;
        }

        void begin(String part, int level) throws IOException {
            name = part;
            ZipEntry entry = new ZipEntry(part);
            entry.setTime(now.toEpochMilli());
            zip.setLevel(level);
            zip.putNextEntry(entry);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            digest.update(bytes, from, length);
            zip.write(bytes, from, length);
        }

        /** Returns its SHA-256. */
        String end() throws IOException {
            zip.closeEntry();
            String sha256 = HexFormat.of().formatHex(digest.digest());
            list.write("%s  %s\n".formatted(sha256, name));
            return sha256;
        }

        void add(String part, byte[] content) throws IOException {
            begin(part, Deflater.BEST_SPEED);
            write(content, 0, content.length);
            end();
        }

        void addList() throws IOException {
            list.close();
            begin(Parts.SUMS, Deflater.BEST_SPEED);
            Files.copy(file, zip);
            zip.closeEntry();
        }

        @Override
        public void close() throws IOException {
            list.close();
            Files.deleteIfExists(file);
        }
    }
}
