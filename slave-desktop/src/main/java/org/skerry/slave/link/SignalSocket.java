package org.skerry.slave.link;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.signal.SignalCodec;

/**
 * The client's end of a WebSocket (RFC 6455) for a few small text frames, as blocking calls with deadlines.
 *
 * <p>The JDK's own client takes 0.2 s of a program's start before the first frame, this one 0.02 s. It speaks
 * {@code ws://} only, has no extensions, and bounds what it reads. One thread reads; {@link #close} may come from any.
 */
final class SignalSocket implements AutoCloseable {

    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_CONTROL_BYTES = 125; // RFC 6455, 5.5

    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    private final SecureRandom random = new SecureRandom();
    private final Socket socket;
    private final DataInputStream in;
    private boolean closeSent; // guarded by this, as all writing is

    private SignalSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** Connects and upgrades, within the patience. */
    static SignalSocket open(InetSocketAddress address, String host, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, millisLeft(deadline));
            SignalSocket opened = new SignalSocket(socket);
            opened.upgrade(host, deadline);
            return opened;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Sends one text frame. */
    void send(String text) throws IOException {
        write(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The next text message; pings are answered on the way, binary messages skipped.
     *
     * @return empty when the other side has closed
     * @throws SocketTimeoutException if none came in time
     */
    Optional<String> receive(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        boolean isText = false;
        while (true) {
            int first = readByte(deadline);
            int opcode = first & 0x0F;
            byte[] payload = payload(opcode, message.size(), deadline);
            if (opcode == CLOSE) {
                return Optional.empty();
            } else if (opcode == PING) {
                write(PONG, payload);
            } else if (opcode != PONG) {
                isText = opcode == TEXT || opcode == CONTINUATION && isText;
                message.write(payload);
                if ((first & 0x80) != 0) {
                    if (isText) {
                        return Optional.of(text(message.toByteArray()));
                    }
                    message.reset();
                }
            }
        }
    }

    /** Says goodbye and closes; idempotent. */
    @Override
    public void close() {
        try (socket) {
            write(CLOSE, new byte[] {0x03, (byte) 0xE8}); // 1000, normal closure
        } catch (IOException alreadyGone) {
            // closed is what it should be
        }
    }

    private void upgrade(String host, long deadline) throws IOException {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        String request = "GET / HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n".formatted(host)
                + "Sec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n\r\n".formatted(key);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String[] lines = header(deadline).split("\r\n");
        if (!lines[0].matches("HTTP/1\\.1 101( .*)?")) {
            throw new IOException("it answered \"%s\", so it is no master of Skerry"
                    .formatted(lines[0].substring(0, Math.min(60, lines[0].length()))));
        }
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0
                    && line.substring(0, colon).toLowerCase(Locale.ROOT).equals("sec-websocket-accept")
                    && line.substring(colon + 1).strip().equals(accept(key))) {
                return;
            }
        }
        throw new IOException("its answer to the WebSocket handshake is wrong, so it is no master of Skerry");
    }

    private String header(long deadline) throws IOException {
        StringBuilder header = new StringBuilder();
        while (!header.toString().endsWith("\r\n\r\n")) {
            if (header.length() == MAX_HEADER_BYTES) {
                throw new IOException("its answer to the WebSocket handshake is too long");
            }
            header.append((char) readByte(deadline));
        }
        return header.toString();
    }

    private static String accept(String key) {
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1")
                    .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(sha1);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-1", missing);
        }
    }

    private byte[] payload(int opcode, int before, long deadline) throws IOException {
        int second = readByte(deadline);
        long length = second & 0x7F;
        int lengthBytes = length == 126 ? 2 : length == 127 ? 8 : 0;
        if (lengthBytes > 0) {
            length = 0;
            for (int i = 0; i < lengthBytes; i++) {
                length = length << 8 | readByte(deadline);
            }
        }
        int limit = opcode >= CLOSE ? MAX_CONTROL_BYTES : SignalCodec.MAX_FRAME_BYTES - before;
        if ((second & 0x80) != 0 || length < 0 || length > limit) {
            throw new IOException("it sent a frame that no master sends");
        }
        byte[] payload = new byte[(int) length];
        int count = 0;
        while (count < payload.length) {
            awaitUntil(deadline);
            int read = in.read(payload, count, payload.length - count);
            if (read < 0) {
                throw new EOFException("it closed the connection");
            }
            count += read;
        }
        return payload;
    }

    private int readByte(long deadline) throws IOException {
        awaitUntil(deadline);
        int read = in.read();
        if (read < 0) {
            throw new EOFException("it closed the connection");
        }
        return read;
    }

    private void awaitUntil(long deadline) throws IOException {
        int left = millisLeft(deadline);
        if (in.available() == 0) {
            socket.setSoTimeout(left);
        }
    }

    private static int millisLeft(long deadline) throws SocketTimeoutException {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("it did not answer in time");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    private synchronized void write(int opcode, byte[] payload) throws IOException {
        if (closeSent) {
            return;
        }
        closeSent = opcode == CLOSE;
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(0x80 | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            throw new IOException("a frame of %,d bytes is too long".formatted(payload.length));
        }
        byte[] mask = new byte[4];
        random.nextBytes(mask);
        frame.write(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i & 3]);
        }
        socket.getOutputStream().write(frame.toByteArray());
    }

    private static String text(byte[] utf8) throws IOException {
        try {
            return JsonText.utf8Text(utf8);
        } catch (StorageException.BadRequest noText) {
            throw new IOException("it sent a text frame that is no UTF-8", noText);
        }
    }
}
