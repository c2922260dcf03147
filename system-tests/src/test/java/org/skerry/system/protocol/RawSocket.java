package org.skerry.system.protocol;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A TCP connection to a master, for what no WebSocket library would send. */
final class RawSocket implements AutoCloseable {

    /** The first half of a WebSocket handshake; the other half is an empty line. */
    static final String HALF_A_HANDSHAKE =
            "GET / HTTP/1.1\r\nHost: master\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

    private final Socket socket = new Socket();

    private RawSocket() {}

    static RawSocket connect(String url) throws IOException {
        URI address = URI.create(url);
        RawSocket connected = new RawSocket();
        connected.socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 10_000);
        return connected;
    }

    /** Connects and goes through the handshake of the WebSocket. */
    static RawSocket upgrade(String url) throws IOException {
        RawSocket connected = connect(url);
        connected.send((HALF_A_HANDSHAKE + "\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int next = connected.socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("no handshake: " + answer);
            }
            answer.append((char) next);
        }
        return connected;
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends to somebody who may have closed already. */
    void sendToTheEnd(byte[] bytes) {
        try {
            send(bytes);
        } catch (IOException closed) {
            // which is what the caller waits for
        }
    }

    /** Reads until the other side closes; false if it has not in time. */
    boolean isClosedWithin(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        byte[] sink = new byte[65_536];
        try {
            while (System.nanoTime() < deadline) {
                socket.setSoTimeout((int) Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
                if (socket.getInputStream().read(sink) < 0) {
                    return true;
                }
            }
            return false;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Cuts the connection without a word. */
    @Override
    public void close() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
