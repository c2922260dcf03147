package org.skerry.jio.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Looks at what a killed program has left of SQLite's write-ahead log, before SQLite does: that one takes it up to the first
 * damage and forgets what follows, without a word. What follows were acknowledged writes, unless it is the one group that was
 * being written when the power failed.
 *
 * <p>The format of the log is SQLite's: <a href="https://www.sqlite.org/fileformat2.html#walformat">the WAL file format</a>.
 */
final class WalCheck {

    /** What {@link Damages} call it. */
    static final String SUBJECT = "the write-ahead log";

    private static final Logger LOG = System.getLogger(WalCheck.class.getName());

    private static final int HEADER_BYTES = 32;
    private static final int FRAME_BYTES = 24;

    /** The last bit says in which order of bytes the sums are computed. */
    private static final int MAGIC = 0x377f0682;

    private static final int MIN_PAGE = 512;
    private static final int MAX_PAGE = 65_536;

    /** Marks of frames are random numbers: those that differ in so few bits are the same, damaged. */
    private static final int FLIPPED_BITS = 2;

    private static final int LOOKS = 3;

    private final FileChannel log;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    private int sum0;
    private int sum1;

    private WalCheck(FileChannel log) {
        this.log = log;
    }

    /** What is lost, in a plain sentence; then there is a copy of the log beside it. */
    static Optional<String> of(Path database) {
        long groups = lostGroups(database);
        if (groups == 0) {
            return Optional.empty();
        }
        Path copy = Path.of(database + "-wal.damaged");
        try {
            Files.copy(log(database), copy, StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(sentence(groups) + " A copy is in %s.".formatted(copy));
        } catch (IOException uncopied) {
            LOG.log(Level.WARNING, "The damaged write-ahead log could not be copied", uncopied);
            return Optional.of(sentence(groups));
        }
    }

    /**
     * The same, and nothing is copied; also where somebody writes the log: what was only half written is whole when looked at
     * again.
     */
    static Optional<String> now(Path database) {
        long groups = lostGroups(database);
        for (int again = 0; again < LOOKS && groups > 0; again++) {
            groups = lostGroups(database);
        }
        return groups == 0 ? Optional.empty() : Optional.of(sentence(groups));
    }

    private static Path log(Path database) {
        return Path.of(database + "-wal");
    }

    private static long lostGroups(Path database) {
        try (FileChannel log = FileChannel.open(log(database), StandardOpenOption.READ)) {
            return log.size() < HEADER_BYTES ? 0 : new WalCheck(log).lostGroups();
        } catch (NoSuchFileException none) {
            return 0;
        } catch (IOException unreadable) {
            LOG.log(Level.WARNING, "The write-ahead log could not be looked at", unreadable);
            return 0;
        }
    }

    private static String sentence(long groups) {
        return groups == 1
                ? "The last changes before the end are damaged in the write-ahead log and left out. Did the power fail, they were never acknowledged; else look for them on the PCs, and check the disk."
                : "The write-ahead log is damaged: the last %,d groups of acknowledged changes are left out. Check the disk, and look on the PCs or in a backup for what is missing."
                        .formatted(groups);
    }

    /** How many commits there are behind the first damage. */
    private long lostGroups() throws IOException {
        read(header, 0);
        int page = header.getInt(8);
        if (page < MIN_PAGE || page > MAX_PAGE || Integer.bitCount(page) != 1) {
            page = 4_096; // damaged, or as SQLite has it by default
        }
        ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES + page);
        boolean isWell = isHeaderWell();
        long marks = header.getLong(16);
        long lost = 0;
        long place = HEADER_BYTES;
        for (; place + frame.capacity() <= log.size(); place += frame.capacity()) {
            read(frame, place);
            if (place == HEADER_BYTES && !isWell) {
                marks = frame.getLong(8); // those of the header may be what is damaged
            }
            boolean isOfThisLog = Long.bitCount(frame.getLong(8) ^ marks) <= FLIPPED_BITS;
            if (isWell && frame.getLong(8) == marks && isSummed(frame)) {
                continue;
            }
            isWell = false;
            if (isOfThisLog && frame.getInt(4) != 0) {
                lost++;
            }
        }
        return lost;
    }

    private boolean isHeaderWell() {
        if ((header.getInt(0) & ~1) != MAGIC) {
            return false;
        }
        add(header, 0, FRAME_BYTES);
        return sum0 == header.getInt(24) && sum1 == header.getInt(28);
    }

    private boolean isSummed(ByteBuffer frame) {
        add(frame, 0, 8);
        add(frame, FRAME_BYTES, frame.capacity());
        return sum0 == frame.getInt(16) && sum1 == frame.getInt(20);
    }

    private void add(ByteBuffer bytes, int from, int end) {
        ByteBuffer words =
                bytes.duplicate().order((header.getInt(0) & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        for (int i = from; i < end; i += 8) {
            sum0 += words.getInt(i) + sum1;
            sum1 += words.getInt(i + 4) + sum0;
        }
    }

    private void read(ByteBuffer buffer, long place) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining()) {
            if (log.read(buffer, place + buffer.position()) < 0) {
                throw new IOException("the write-ahead log ends early");
            }
        }
    }
}
