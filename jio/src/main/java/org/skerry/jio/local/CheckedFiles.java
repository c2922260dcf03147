package org.skerry.jio.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Signature;
import org.skerry.jio.StorageException;

/**
 * Reads parts of files that are named by their SHA-256, and never tells a byte that is not as it was written. Before the first
 * part of a file it reads the whole, which takes a second for some hundred megabytes, and keeps a CRC of each block; from then
 * on it reads the blocks that are asked for. Any thread.
 */
final class CheckedFiles {

    private static final int BLOCK_BYTES = 64 * 1024;

    /** Of all files together, four bytes each: those of 64 GiB. */
    private static final int MAX_BLOCKS = 1_000_000;

    /** By SHA-256; those longest not asked for go first. Guarded by this. */
    private final Map<String, int[]> sums = new LinkedHashMap<>(16, 0.75F, true);

    private int blocks;

    /**
     * The bytes of a range.
     *
     * @throws StorageException.Failed if the file is not as its name says
     */
    byte[] read(Path path, String sha256, ByteRange range) throws IOException {
        // RandomAccessFile, because an interrupt would close a channel in the middle of the read
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long length = file.length();
            long start = Math.min(range.start(), length);
            long end = Math.min(range.end(), length);
            if (start == 0 && end == length) {
                byte[] whole = new byte[Math.toIntExact(length)];
                file.readFully(whole);
                require(Signature.of(whole).equals(sha256));
                return whole;
            }
            return part(file, start, end, sums(file, sha256));
        }
    }

    private static byte[] part(RandomAccessFile file, long start, long end, int[] sums) throws IOException {
        byte[] part = new byte[Math.toIntExact(end - start)];
        byte[] block = new byte[BLOCK_BYTES];
        long number = start / BLOCK_BYTES;
        file.seek(number * BLOCK_BYTES);
        for (long place = number * BLOCK_BYTES; place < end; place += BLOCK_BYTES, number++) {
            int read = fill(file, block);
            require(number < sums.length
                    && sum(block, read) == sums[(int) number]
                    && place + read >= Math.min(end, place + BLOCK_BYTES));
            int from = (int) Math.max(start - place, 0);
            int until = (int) Math.min(end - place, read);
            System.arraycopy(block, from, part, (int) (place + from - start), until - from);
        }
        return part;
    }

    private int[] sums(RandomAccessFile file, String sha256) throws IOException {
        int[] known = known(sha256);
        if (known != null) {
            return known;
        }
        int[] made = new int[Math.toIntExact((file.length() + BLOCK_BYTES - 1) / BLOCK_BYTES)];
        MessageDigest digest = sha256();
        byte[] block = new byte[BLOCK_BYTES];
        file.seek(0);
        for (int i = 0; i < made.length; i++) {
            int read = fill(file, block);
            digest.update(block, 0, read);
            made[i] = sum(block, read);
        }
        require(HexFormat.of().formatHex(digest.digest()).equals(sha256));
        keep(sha256, made);
        return made;
    }

    private synchronized int @Nullable [] known(String sha256) {
        return sums.get(sha256);
    }

    private synchronized void keep(String sha256, int[] made) {
        int[] before = sums.put(sha256, made);
        blocks += made.length - (before == null ? 0 : before.length);
        var oldest = sums.values().iterator();
        while (blocks > MAX_BLOCKS && sums.size() > 1) {
            blocks -= oldest.next().length;
            oldest.remove();
        }
    }

    private static int fill(RandomAccessFile file, byte[] block) throws IOException {
        int filled = 0;
        int read = 0;
        while (filled < block.length && read >= 0) {
            read = file.read(block, filled, block.length - filled);
            filled += Math.max(read, 0);
        }
        return filled;
    }

    private static int sum(byte[] block, int length) {
        CRC32C crc = new CRC32C();
        crc.update(block, 0, length);
        return (int) crc.getValue();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    private static void require(boolean isWell) {
        if (!isWell) {
            throw new StorageException.Failed("The attachment's file is damaged; restore it from a backup.");
        }
    }
}
