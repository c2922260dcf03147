package org.skerry.jio.local.index;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.query.LikePattern;

/**
 * A pattern without _ as bytes, to be compared with the folded text in an index without turning that into a text:
 * where the bytes of a piece stand, there stands the piece, since no character's bytes begin inside another's.
 */
final class TermPattern {

    private final boolean hasPercent;
    private final byte[] head;
    private final byte[][] middle;
    private final byte[] tail;

    /** Empty for a pattern with a _, or with U+0000 or U+0001, whose bytes could begin inside another's. */
    static Optional<TermPattern> of(LikePattern pattern) {
        return pattern.pieces()
                .filter(pieces ->
                        pieces.stream().allMatch(piece -> piece.chars().allMatch(c -> c > 1)))
                .map(TermPattern::new);
    }

    /** @param pieces folded: one, or what lies between % */
    private TermPattern(List<String> pieces) {
        hasPercent = pieces.size() > 1;
        byte[][] all = pieces.stream()
                .map(piece -> new Utf16Bytes().add(piece).toByteArray())
                .toArray(byte[][]::new);
        head = all[0];
        middle = hasPercent ? Arrays.copyOfRange(all, 1, all.length - 1) : new byte[0][];
        tail = hasPercent ? all[all.length - 1] : new byte[0];
    }

    /** Whether a folded text matches: the bytes between two places. */
    boolean matches(byte[] bytes, int from, int to) {
        int at = from;
        int end = to;
        if (!hasPercent) {
            return end - at == head.length && isAt(bytes, at, head);
        }
        if (end - at < head.length + tail.length || !isAt(bytes, at, head) || !isAt(bytes, end - tail.length, tail)) {
            return false;
        }
        at += head.length;
        end -= tail.length;
        for (byte[] piece : middle) {
            at = find(bytes, at, end, piece);
            if (at < 0) {
                return false;
            }
            at += piece.length;
        }
        return true;
    }

    private static boolean isAt(byte[] bytes, int at, byte[] piece) {
        return Arrays.equals(bytes, at, at + piece.length, piece, 0, piece.length);
    }

    private static int find(byte[] bytes, int from, int end, byte[] piece) {
        byte first = piece[0];
        for (int at = from; at <= end - piece.length; at++) {
            if (bytes[at] == first && isAt(bytes, at, piece)) {
                return at;
            }
        }
        return -1;
    }
}
