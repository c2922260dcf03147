package org.skerry.system.reliability;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How far each writer of a run has come.
 *
 * @param begun how many steps each has asked for
 * @param acknowledged how many of them were acknowledged; as many, or one fewer
 */
record Progress(int[] begun, int[] acknowledged) {

    /** How a mark says that a writer begins a step, or has the answer to one. */
    static final char BEGIN = 'b';

    static final char ACKNOWLEDGED = 'a';

    /** @param marks lines as {@link #mark} makes them; the last may be cut */
    static Progress of(byte[] marks, int writers) {
        int[] begun = new int[writers];
        int[] acknowledged = new int[writers];
        String text = new String(marks, StandardCharsets.US_ASCII);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        whole.lines().forEach(line -> {
            String[] parts = line.split(" ");
            int writer = Integer.parseInt(parts[1]);
            int step = Integer.parseInt(parts[2]);
            if (parts[0].charAt(0) == BEGIN) {
                begun[writer] = Math.max(begun[writer], step);
            } else {
                acknowledged[writer] = Math.max(acknowledged[writer], step);
            }
        });
        return new Progress(begun, acknowledged);
    }

    static byte[] mark(char what, int writer, int step) {
        return "%c %d %d\n".formatted(what, writer, step).getBytes(StandardCharsets.US_ASCII);
    }

    int writers() {
        return begun.length;
    }

    /** Steps that were acknowledged, of all writers together. */
    int total() {
        return Arrays.stream(acknowledged).sum();
    }
}
