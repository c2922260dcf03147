package org.skerry.system.bench;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.skerry.protocol.signal.SignalCodec;
import org.skerry.protocol.signal.SignalCodec.Side;
import org.skerry.protocol.signal.SignalMessage;
import org.skerry.slave.link.MasterAddress;

/** A signalling WebSocket of somebody who comes from an address of his choice, as cheap as he can make it. One thread. */
public final class Stranger implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int SMALL = 126;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    /** Any number of loopback addresses of this PC, which the master takes for so many PCs. */
    public static InetAddress address(int number) {
        return InetAddress.ofLiteral(
                "127.%d.%d.%d".formatted(1 + number / 62_500 % 250, number / 250 % 250, 1 + number % 250));
    }

    public Stranger(MasterAddress master, InetAddress from) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setReuseAddress(true);
        socket.setSoLinger(true, 0);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(master.host(), master.port()), PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream()
                .write(("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) in.readUnsignedByte());
        }
    }

    public void say(SignalMessage message) throws IOException {
        byte[] text = SignalCodec.write(message, Side.SLAVE).getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(text.length + 8).put((byte) 0x81);
        if (text.length < SMALL) {
            frame.put((byte) (0x80 | text.length));
        } else {
            frame.put((byte) (0x80 | SMALL)).putShort((short) text.length);
        }
        frame.putInt(0).put(text); // masked with nothing
        socket.getOutputStream().write(frame.array(), 0, frame.position());
    }

    /** The next word of the master; empty if it closed. */
    public Optional<SignalMessage> hear() throws IOException {
        try {
            int kind = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            byte[] text = in.readNBytes(length == SMALL ? in.readUnsignedShort() : length);
            return kind == 0x81
                    ? Optional.of(SignalCodec.read(new String(text, StandardCharsets.UTF_8), Side.MASTER))
                    : Optional.empty();
        } catch (EOFException | SocketException closed) {
            return Optional.empty();
        } catch (SignalCodec.Malformed broken) {
            throw new IOException(broken);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
