package org.skerry.master.service;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to a Unix domain socket of Linux, which Java cannot: it has them as streams only. Any thread.
 *
 * <p>A socket is made for each message, as sd_notify(3) does: there is one a minute.
 */
final class NotifySocket {

    // of Linux on x86_64 and aarch64
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;

    /** struct sockaddr_un: a short for the family, then the path. */
    private static final int PATH_OFFSET = 2;

    private static final int PATH_BYTES = 108;

    /** How long a receiver whose queue is full is waited for: systemd that is busy, or restarting itself. */
    private static final int ATTEMPTS = 100;

    private static final int BETWEEN_ATTEMPTS_MILLIS = 50;

    private final byte[] path;
    private final MethodHandle socket;
    private final MethodHandle sendTo;
    private final MethodHandle close;

    /**
     * @param address a path, or {@code @} and a name that is not in the file system
     * @throws IllegalArgumentException if it is something else
     */
    @SuppressWarnings("restricted") // native access is what this class is for
    NotifySocket(String address) {
        path = address.getBytes(StandardCharsets.UTF_8);
        if (!address.startsWith("/") && !address.startsWith("@") || path.length < 2 || path.length >= PATH_BYTES) {
            throw new IllegalArgumentException("no Unix domain socket: " + address);
        }
        Linker linker = Linker.nativeLinker();
        socket = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("socket"),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        sendTo = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("sendto"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT),
                Linker.Option.captureCallState("errno"));
        close = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    }

    /**
     * Sends one datagram, within five seconds.
     *
     * @return whether the receiver has it; not if nobody listens there, or takes nothing
     */
    boolean send(String text) throws InterruptedException {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) socket.invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            if (descriptor < 0) {
                return false;
            }
            try {
                return send(descriptor, text.getBytes(StandardCharsets.UTF_8), arena);
            } finally {
                int _ = (int) close.invokeExact(descriptor);
            }
        } catch (RuntimeException | Error | InterruptedException thrown) {
            throw thrown;
        } catch (Throwable impossible) { // what invokeExact declares; C throws nothing
            throw new IllegalStateException(impossible);
        }
    }

    private boolean send(int descriptor, byte[] text, Arena arena) throws Throwable {
        MemorySegment message = arena.allocateFrom(JAVA_BYTE, text);
        MemorySegment address = address(path, arena);
        StructLayout state = Linker.Option.captureStateLayout();
        MemorySegment captured = arena.allocate(state);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long sent = (long) sendTo.invokeExact(
                    captured, descriptor, message, (long) text.length, MSG_DONTWAIT | MSG_NOSIGNAL, address, (int)
                            address.byteSize());
            if (sent == text.length) {
                return true;
            }
            int error = captured.get(JAVA_INT, state.byteOffset(PathElement.groupElement("errno")));
            if (error != EAGAIN && error != EINTR) {
                return false;
            }
            Thread.sleep(BETWEEN_ATTEMPTS_MILLIS);
        }
        return false;
    }

    /**
     * The bytes of a struct sockaddr_un; where the name is not in the file system, it begins with 0 and has no end but its
     * length.
     */
    static MemorySegment address(byte[] path, Arena arena) {
        boolean isAbstract = path[0] == '@';
        MemorySegment address = arena.allocate(PATH_OFFSET + path.length + (isAbstract ? 0 : 1), Short.BYTES);
        address.set(JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(path, 0, address, JAVA_BYTE, PATH_OFFSET, path.length);
        if (isAbstract) {
            address.set(JAVA_BYTE, PATH_OFFSET, (byte) 0);
        }
        return address;
    }
}
