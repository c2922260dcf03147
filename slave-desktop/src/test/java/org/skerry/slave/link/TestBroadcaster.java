package org.skerry.slave.link;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The master's end of the signalling WebSocket, as a script for one socket at a time. */
public final class TestBroadcaster implements AutoCloseable {

    /** What the broadcaster does with one socket; returning closes it. */
    public interface Script {
        void serve(Wire wire) throws Exception;
    }

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;

    public TestBroadcaster(Script script) throws IOException {
        this(0, script);
    }

    public TestBroadcaster(int port, Script script) throws IOException {
        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        acceptor = Thread.ofVirtual().start(() -> accept(script));
    }

    public MasterAddress address() {
        return new MasterAddress("127.0.0.1", server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            acceptor.join(); // only then is the port free
        } catch (InterruptedException stop) {
            throw new IOException(stop);
        }
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept(Script script) {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket, script));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void serve(Socket socket, Script script) {
        try (socket) {
            script.serve(new Wire(socket));
        } catch (Exception gone) {
            // the slave's side tells what happened
        }
    }

    /** Frames of one socket. */
    public static final class Wire {

        private final DataInputStream in;
        private final OutputStream out;
        private final InetAddress remote;

        private Wire(Socket socket) throws IOException {
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            remote = socket.getInetAddress();
        }

        public InetAddress remote() {
            return remote;
        }

        public void upgrade() throws IOException, NoSuchAlgorithmException {
            String key = header().lines()
                    .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
                    .findFirst()
                    .orElseThrow()
                    .substring(19);
            byte[] sha1 = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            raw(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "sec-websocket-accept: " + Base64.getEncoder().encodeToString(sha1) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }

        public String header() throws IOException {
            StringBuilder header = new StringBuilder();
            while (!header.toString().endsWith("\r\n\r\n")) {
                header.append((char) in.readUnsignedByte());
            }
            return header.toString();
        }

        public void raw(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        public void text(String text) throws IOException {
            frame(0x81, text.getBytes(StandardCharsets.UTF_8));
        }

        public void frame(int first, byte[] payload) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(first);
            if (payload.length < 126) {
                frame.write(payload.length);
            } else if (payload.length < 1 << 16) {
                frame.write(126);
                frame.write(payload.length >> 8);
                frame.write(payload.length);
            } else {
                frame.write(127);
                for (int shift = 56; shift >= 0; shift -= 8) {
                    frame.write((int) ((long) payload.length >> shift));
                }
            }
            frame.write(payload);
            raw(frame.toByteArray());
        }

        /** The next text frame; fails when the slave closes. */
        public String text() throws IOException {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            int length = second & 0x7F;
            if (length == 126) {
                length = in.readUnsignedShort();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i & 3];
            }
            if ((second & 0x80) == 0) {
                throw new IOException("a client masks its frames");
            }
            if (first != 0x81) {
                throw new EOFException("frame " + Integer.toHexString(first));
            }
            return new String(payload, StandardCharsets.UTF_8);
        }
    }
}
