package org.skerry.jio.local;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.RandomAccess;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of contents, ascending, each once, in 32 bytes: as a text in a set each takes 150 or more, and a master may keep
 * half a million. Immutable.
 */
final class ContentNames extends AbstractList<String> implements RandomAccess {

    private static final int BYTES = 32;
    private static final int FIRST_ROOM = 1_000 * BYTES;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final byte[] digests;

    /** What should be one, in a damaged row; behind the others. */
    private final List<String> damaged;

    private ContentNames(byte[] digests, List<String> damaged) {
        this.digests = digests;
        this.damaged = damaged;
    }

    /** Those in the first column of all rows, ascending or not; rows with nothing there are passed over. */
    static ContentNames of(ResultSet rows) throws SQLException {
        byte[] digests = new byte[FIRST_ROOM];
        int length = 0;
        TreeSet<String> damaged = new TreeSet<>();
        TreeSet<String> late = new TreeSet<>(); // of a damaged index
        while (rows.next()) {
            String name = rows.getString(1);
            if (name == null) {
                continue;
            }
            if (!SHA_256.matcher(name).matches()) {
                damaged.add(name);
                continue;
            }
            byte[] digest = HexFormat.of().parseHex(name);
            int order = length == 0 ? 1 : Arrays.compareUnsigned(digest, 0, BYTES, digests, length - BYTES, length);
            if (order > 0) {
                if (length == digests.length) {
                    digests = Arrays.copyOf(digests, Math.multiplyExact(length, 2));
                }
                System.arraycopy(digest, 0, digests, length, BYTES);
                length += BYTES;
            } else if (order < 0) {
                late.add(name);
            }
        }
        ContentNames names = new ContentNames(Arrays.copyOf(digests, length), List.copyOf(damaged));
        return late.isEmpty() ? names : names.with(late);
    }

    private ContentNames with(Collection<String> more) {
        TreeSet<String> all = new TreeSet<>(more);
        all.addAll(subList(0, size() - damaged.size()));
        byte[] sorted = new byte[all.size() * BYTES];
        int place = 0;
        for (String name : all) {
            System.arraycopy(HexFormat.of().parseHex(name), 0, sorted, place, BYTES);
            place += BYTES;
        }
        return new ContentNames(sorted, damaged);
    }

    @Override
    public String get(int index) {
        int whole = digests.length / BYTES;
        return index < whole
                ? HexFormat.of().formatHex(digests, index * BYTES, (index + 1) * BYTES)
                : damaged.get(index - whole);
    }

    @Override
    public int size() {
        return digests.length / BYTES + damaged.size();
    }

    @Override
    public boolean contains(@Nullable Object wanted) {
        if (!(wanted instanceof String name)) {
            return false;
        }
        if (!SHA_256.matcher(name).matches()) {
            return damaged.contains(name);
        }
        byte[] digest = HexFormat.of().parseHex(name);
        int low = 0;
        int high = digests.length / BYTES;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = Arrays.compareUnsigned(digests, middle * BYTES, (middle + 1) * BYTES, digest, 0, BYTES);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return false;
    }
}
