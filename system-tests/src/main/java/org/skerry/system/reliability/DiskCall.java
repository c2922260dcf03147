package org.skerry.system.reliability;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A call to the system that {@code faults.c} has recorded, of those that succeeded and concern files. */
sealed interface DiskCall {

    record Open(int file, boolean creates, boolean truncates, Path path) implements DiskCall {}

    record Close(int file) implements DiskCall {}

    record Write(int file, long offset, byte[] bytes) implements DiskCall {}

    record Truncate(int file, long length) implements DiskCall {}

    record Sync(int file) implements DiskCall {}

    record Rename(Path from, Path to) implements DiskCall {}

    record Unlink(Path path) implements DiskCall {}

    record Link(Path from, Path to) implements DiskCall {}

    record MakeFolder(Path path) implements DiskCall {}

    record RemoveFolder(Path path) implements DiskCall {}

    private static int headBytes() {
        return 2 * Integer.BYTES + 2 * Long.BYTES + 4 * Integer.BYTES;
    }

    /** All of a recording, in their order. */
    static List<DiskCall> read(Path trace) throws IOException {
        List<DiskCall> calls = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(trace), 1 << 16))) {
            while (true) {
                ByteBuffer head = ByteBuffer.wrap(in.readNBytes(headBytes())).order(ByteOrder.nativeOrder());
                if (head.remaining() < headBytes()) {
                    return calls;
                }
                calls.add(read(head, in));
            }
        } catch (EOFException cut) {
            throw new IOException("The recording is cut.", cut);
        }
    }

    private static DiskCall read(ByteBuffer head, DataInputStream in) throws IOException {
        int kind = head.getInt();
        int file = head.getInt();
        long a = head.getLong();
        long b = head.getLong();
        String one = new String(in.readNBytes(head.getInt()), StandardCharsets.UTF_8);
        String two = new String(in.readNBytes(head.getInt()), StandardCharsets.UTF_8);
        byte[] bytes = in.readNBytes(head.getInt());
        return switch (kind) {
            case 1 -> new Open(file, a == 1, b == 1, Path.of(one));
            case 2 -> new Close(file);
            case 3 -> new Write(file, a, bytes);
            case 4 -> new Truncate(file, a);
            case 5 -> new Sync(file);
            case 6 -> new Rename(Path.of(one), Path.of(two));
            case 7 -> new Unlink(Path.of(one));
            case 8 -> new Link(Path.of(one), Path.of(two));
            case 9 -> new MakeFolder(Path.of(one));
            case 10 -> new RemoveFolder(Path.of(one));
            default -> throw new IOException("The recording has an unknown call " + kind + ".");
        };
    }
}
