package org.skerry.master.service;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The service manager's end: a Unix domain socket that receives datagrams. */
public final class DatagramReceiver implements AutoCloseable {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final short POLLIN = 1;
    private static final int MAX_BYTES = 4 * 1024;

    private final int descriptor;

    /** @param address a path, or {@code @} and a name */
    public DatagramReceiver(String address) {
        descriptor =
                call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), AF_UNIX, SOCK_DGRAM, 0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = NotifySocket.address(address.getBytes(StandardCharsets.UTF_8), arena);
            int bound =
                    call("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT), descriptor, bytes, (int)
                            bytes.byteSize());
            if (descriptor < 0 || bound != 0) {
                throw new IllegalStateException("cannot receive at " + address);
            }
        }
    }

    /** The next datagram, if one comes in time. */
    public Optional<String> next(Duration patience) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment poll = arena.allocate(MemoryLayout.structLayout(JAVA_INT, JAVA_SHORT, JAVA_SHORT));
            poll.set(JAVA_INT, 0, descriptor);
            poll.set(JAVA_SHORT, Integer.BYTES, POLLIN);
            int ready = call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), poll, 1L, (int)
                    patience.toMillis());
            if (ready <= 0) {
                return Optional.empty();
            }
            MemorySegment buffer = arena.allocate(MAX_BYTES);
            long length = call(
                    "recv",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT),
                    descriptor,
                    buffer,
                    (long) MAX_BYTES,
                    0);
            return Optional.of(new String(buffer.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        int _ = DatagramReceiver.<Integer>call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), descriptor);
    }

    @SuppressWarnings({"unchecked", "restricted"}) // T is what the descriptor says; native access is what this is for
    private static <T> T call(String function, FunctionDescriptor descriptor, Object... arguments) {
        Linker linker = Linker.nativeLinker();
        MethodHandle handle = linker.downcallHandle(linker.defaultLookup().findOrThrow(function), descriptor);
        try {
            return (T) handle.invokeWithArguments(arguments);
        } catch (Throwable failed) { // what invoking declares
            throw new IllegalStateException(failed);
        }
    }
}
