package org.skerry.master.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.Stopping;
import org.skerry.master.recovery.RecoveryKey;
import org.skerry.master.recovery.RecoverySecret;

/** A backup, to be read. One thread. */
final class BackupFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 256 * 1024;

    /** What a backup says of itself has some hundred bytes, and the identity in it some thousand. */
    private static final int MAX_SMALL_BYTES = 80 * 1024 * 1024;

    private static final String DAMAGED_IDENTITY =
            "The identity in the backup is damaged; take another backup, or bring the records of this one to a new master with --records-only --damaged-too.";

    private final Path file;
    private final ZipFile zip;
    private final BackupHead head;

    private BackupFile(Path file, ZipFile zip, BackupHead head) {
        this.file = file;
        this.zip = zip;
        this.head = head;
    }

    /** Takes the files of a backup, one after the other. */
    interface Receiver {
        /** Where the bytes of a file go; closed afterwards. */
        OutputStream begin(String name) throws IOException;
    }

    /**
     * @throws StorageException with a plain sentence, if it cannot be opened; {@link #soundness} tells more
     */
    static BackupFile open(Path file) {
        try {
            ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
            try {
                return new BackupFile(file, zip, BackupHead.read(small(zip, Parts.HEAD)));
            } catch (IOException | RuntimeException damaged) {
                zip.close();
                throw damaged;
            }
        } catch (NoSuchFileException none) {
            throw new StorageException.NotFound("There is no file %s.".formatted(file));
        } catch (IOException damaged) {
            throw new StorageException.BadRequest(
                    Files.isReadable(file)
                            ? Foreign.unreadable(file)
                            : "%s cannot be read; check the name and its rights.".formatted(file),
                    damaged);
        }
    }

    BackupHead head() {
        return head;
    }

    /**
     * Whether the file is as it was written, from its first byte to its last.
     *
     * @return what is wrong, in a plain sentence
     */
    static Optional<String> soundness(Path file, Stopping stopping) throws IOException {
        long size = Files.size(file);
        MessageDigest digest = Digests.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        long rest = Math.max(0, size - TailOutput.DIGITS);
        try (InputStream input = Files.newInputStream(file)) {
            while (rest > 0) {
                int read = input.read(buffer, 0, (int) Math.min(buffer.length, rest));
                if (read < 0) {
                    return Optional.of("The file ends early.");
                }
                digest.update(buffer, 0, read);
                rest -= read;
                stopping.check("reading the backup", size - rest, size);
            }
            byte[] tail = input.readNBytes(TailOutput.DIGITS);
            byte[] expected = HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
            return MessageDigest.isEqual(tail, expected)
                    ? Optional.empty()
                    : Optional.of(
                            "The file is not as it was written: something in it was changed, or its end is missing.");
        }
    }

    /**
     * The names of the files that are whole at the beginning of a file that cannot be opened, because its end is missing; for a
     * person.
     */
    static String wholeUntil(Path file) {
        String last = "nothing";
        long count = 0;
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                in.transferTo(OutputStream.nullOutputStream());
                last = entry.getName();
                count++;
            }
        } catch (IOException | IllegalArgumentException end) {
            // as expected
        }
        return "%,d files at its beginning are whole, the last of them %s.".formatted(count, last);
    }

    /**
     * The files of the identity.
     *
     * @throws StorageException with a plain sentence, if there is none, it is another secret, or it is damaged
     */
    Map<String, byte[]> identity(RecoverySecret secret) {
        try {
            return IdentityFiles.of(key().open(small(zip, Parts.IDENTITY), secret));
        } catch (IOException | IllegalArgumentException wrong) {
            throw new StorageException.BadRequest(
                    key().isOf(secret) ? DAMAGED_IDENTITY : String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** Opens what the records are encrypted with. */
    byte[] recordsKey(RecoverySecret secret) {
        try {
            return key().open(BackupHead.bytes(head.recordsKey().orElseThrow()), secret);
        } catch (IllegalArgumentException wrong) {
            throw new StorageException.BadRequest(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** What its secrets are sealed to. */
    RecoveryKey key() {
        return head.key()
                .orElseThrow(
                        () -> new StorageException.NotFound(
                                "There is no identity in this backup, because the master had no recovery code; skerry restore --records-only makes a new master with its records."));
    }

    /**
     * Hands out all files whose names are those of a backup.
     *
     * @param recordsKey to open encrypted records with; without it they stay closed
     * @param damages are told what is wrong, a plain sentence each
     * @throws IOException what the receiver throws, which says nothing of the backup
     */
    void read(Optional<byte[]> recordsKey, Receiver receiver, List<String> damages, Stopping stopping)
            throws IOException {
        try {
            readAll(recordsKey, receiver, damages, stopping);
        } catch (UncheckedIOException notTaken) {
            throw notTaken.getCause();
        }
    }

    private void readAll(Optional<byte[]> recordsKey, Receiver receiver, List<String> damages, Stopping stopping) {
        Walk outer = new Walk(receiver, damages, stopping);
        for (ZipEntry entry : Collections.list(zip.entries())) {
            try (InputStream in = zip.getInputStream(entry)) {
                if (entry.getName().equals(Parts.SEALED_RECORDS) && recordsKey.isPresent()) {
                    readSealed(new SealedInput(in, recordsKey.get()), new Walk(receiver, damages, stopping));
                    outer.passed(entry.getName());
                } else {
                    outer.take(entry.getName(), in, Parts.isKnown(entry.getName()));
                }
            } catch (IOException | IllegalArgumentException damaged) {
                damages.add("%s is damaged: %s.".formatted(entry.getName(), damaged.getMessage()));
            }
        }
        outer.end();
    }

    private static void readSealed(InputStream opened, Walk inner) throws IOException {
        ZipInputStream in = new ZipInputStream(opened);
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            inner.take(entry.getName(), in, Parts.isInner(entry.getName()));
        }
        opened.transferTo(
                OutputStream.nullOutputStream()); // to its last piece, so that an end that is cut off is found
        inner.end();
    }

    private static byte[] small(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("there is no %s in it".formatted(name));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MAX_SMALL_BYTES + 1);
            if (bytes.length > MAX_SMALL_BYTES) {
                throw new IOException("%s in it is too large".formatted(name));
            }
            return bytes;
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException readEnough) {
            throw new StorageException.Failed("%s cannot be closed.".formatted(file), readEnough);
        }
    }

    /** Where the bytes of a file go; its failures are unchecked, and so no damages of what is read. */
    private static final class Taken extends OutputStream {
        private final OutputStream to;

        Taken(Receiver receiver, String name) {
            try {
                to = receiver.begin(name);
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            try {
                to.write(bytes, from, length);
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }

        @Override
        public void close() {
            try {
                to.close();
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }
    }

    /**
     * The files of one ZIP file, compared with the list that stands in its end. What was damaged before they were written is as
     * it was written, and {@link Parts#DAMAGES} tells of it.
     */
    private static final class Walk {
        private final Receiver receiver;
        private final List<String> damages;
        private final Stopping stopping;
        private final Set<String> passed = new HashSet<>();

        /** SHA-256 of those that were not found in the list yet, by their names. */
        private final Map<String, String> sums = new HashMap<>();

        private boolean isListed;

        Walk(Receiver receiver, List<String> damages, Stopping stopping) {
            this.receiver = receiver;
            this.damages = damages;
            this.stopping = stopping;
        }

        void take(String name, InputStream in, boolean isKnown) throws IOException {
            if (!isKnown || sums.containsKey(name) || isListed) {
                damages.add("%s is no file of a backup, or is in it twice.".formatted(name));
                return;
            }
            if (name.equals(Parts.SUMS)) {
                isListed = true;
                compare(in);
                return;
            }
            MessageDigest digest = Digests.sha256();
            sums.put(name, "");
            try (OutputStream to = new Taken(receiver, name)) {
                byte[] buffer = new byte[BUFFER_BYTES];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                    to.write(buffer, 0, read);
                    stopping.check("reading " + (Parts.isContent(name) ? "attachments" : name));
                }
            }
            sums.put(name, HexFormat.of().formatHex(digest.digest()));
        }

        private void compare(InputStream list) throws IOException {
            BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split("  ", 2);
                String name = parts.length == 2 ? parts[1] : "";
                if (!passed.remove(name) && !parts[0].equals(sums.remove(name))) {
                    damages.add("%s is damaged or missing.".formatted(name.isEmpty() ? Parts.SUMS : name));
                }
            }
        }

        /** Of a file whose content was taken by somebody else. */
        void passed(String name) {
            passed.add(name);
        }

        void end() {
            if (!isListed) {
                damages.add("The list of the files, %s, is missing.".formatted(Parts.SUMS));
                sums.keySet().removeIf(name -> !Parts.isContent(name));
                sums.entrySet().removeIf(content -> content.getValue().equals(Parts.sha256(content.getKey())));
            }
            sums.keySet()
                    .forEach(name -> damages.add("%s is damaged, or is not in the list of the files.".formatted(name)));
        }
    }
}
