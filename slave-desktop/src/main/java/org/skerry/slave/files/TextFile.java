package org.skerry.slave.files;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A text file, packed by gzip or not, whose encoding was found by reading it once: a byte order mark decides, else it is
 * UTF-8, else GB18030, the encoding of Chinese spreadsheets. Used by one thread.
 */
final class TextFile {

    private static final int BUFFER_BYTES = 64 * 1024;

    private static final Charset GB18030 = Charset.forName("GB18030");

    private final Path path;
    private final long size;
    private final AtomicLong bytesRead = new AtomicLong();
    private final Charset charset;
    private final int markBytes;
    private final boolean guessed;

    /**
     * Finds out what the file is.
     *
     * @param named the encoding that the user names; empty to find it
     * @throws FileFailure if it cannot be read, or is no text in that encoding
     */
    TextFile(Path path, Optional<Charset> named) {
        this.path = path;
        try {
            this.size = checkedSize();
            byte[] start = start();
            checkKind(start);
            Optional<Charset> marked = ByteOrderMark.charset(start);
            this.markBytes = ByteOrderMark.length(start);
            Charset first = named.or(() -> marked).orElse(StandardCharsets.UTF_8);
            Optional<EncodingScan.Fault> fault = scan(first);
            this.guessed = fault.isPresent()
                    && !fault.get().isNul()
                    && named.isEmpty()
                    && marked.isEmpty()
                    && scan(GB18030).isEmpty()
                    && looksChinese();
            this.charset = guessed ? GB18030 : first;
            if (fault.isPresent() && !guessed) {
                throw new FileFailure(sentence(fault.get(), first));
            }
        } catch (IOException unreadable) {
            throw failure(unreadable);
        }
    }

    Path path() {
        return path;
    }

    String name() {
        return path.getFileName().toString();
    }

    /** The encoding, where nothing in the file said so: the user should be told. */
    Optional<Charset> guessedCharset() {
        return guessed ? Optional.of(charset) : Optional.empty();
    }

    /** The text from its beginning, without byte order mark; the fraction starts anew. */
    Reader reader() {
        bytesRead.set(0);
        try {
            InputStream in = unpacked();
            in.skipNBytes(markBytes);
            return new BufferedReader(
                    new InputStreamReader(
                            in,
                            charset.newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
                    BUFFER_BYTES);
        } catch (IOException unreadable) {
            throw failure(unreadable);
        }
    }

    /** How much of the file the last reader has read, 0 to 1. */
    double fraction() {
        return size == 0 ? 1 : Math.min(1, (double) bytesRead.get() / size);
    }

    /** What went wrong while reading, as a plain sentence. */
    FileFailure failure(IOException cause) {
        return new FileFailure(
                switch (cause) {
                    case NoSuchFileException missing -> "There is no file %s.".formatted(path);
                    case AccessDeniedException denied -> "%s cannot be read: permission denied.".formatted(path);
                    case ZipException damaged -> "%s is damaged: its gzip data cannot be unpacked.".formatted(path);
                    case EOFException cut -> "%s is damaged: its gzip data ends early.".formatted(path);
                    default -> "%s cannot be read: %s.".formatted(path, cause.getMessage());
                },
                cause);
    }

    private long checkedSize() throws IOException {
        if (Files.isDirectory(path)) {
            throw new FileFailure("%s is a folder, not a file.".formatted(path));
        }
        return Files.size(path);
    }

    private byte[] start() throws IOException {
        try (InputStream in = unpacked()) {
            return in.readNBytes(4);
        }
    }

    private void checkKind(byte[] start) {
        boolean isEmpty = start.length - ByteOrderMark.length(start) <= 0;
        if (isEmpty && Format.of(path).filter(Format.JSON_LINES::equals).isEmpty()) { // those may be no lines
            throw new FileFailure("%s is empty.".formatted(path));
        }
        if (start.length >= 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4) {
            throw new FileFailure("%s is a zip or spreadsheet file; save it as CSV first.".formatted(path));
        }
    }

    private Optional<EncodingScan.Fault> scan(Charset candidate) throws IOException {
        try (InputStream in = unpacked()) {
            in.skipNBytes(markBytes);
            return EncodingScan.firstFault(in, candidate);
        }
    }

    /** Accented letters are GB18030 by chance, but hardly ever characters that are common in Chinese. */
    private boolean looksChinese() throws IOException {
        try (InputStream in = unpacked()) {
            return ChineseLikelihood.isLikely(in);
        }
    }

    private String sentence(EncodingScan.Fault fault, Charset tried) {
        return fault.isNul()
                ? "Line %,d of %s holds NUL characters, so it is no %s text; name its encoding with --encoding, for instance UTF-16LE."
                        .formatted(fault.line(), path, tried)
                : "Line %,d of %s is not %s text; name its encoding with --encoding, for instance windows-1252."
                        .formatted(fault.line(), path, tried);
    }

    private InputStream unpacked() throws IOException {
        InputStream file = new BufferedInputStream(new Counted(Files.newInputStream(path)), BUFFER_BYTES);
        file.mark(2);
        boolean packed = file.read() == 0x1f && file.read() == 0x8b;
        file.reset();
        return packed ? new GZIPInputStream(file, BUFFER_BYTES) : file;
    }

    /** Counts what was read of the file itself, for the progress line. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            bytesRead.addAndGet(Math.max(0, count));
            return count;
        }
    }
}
