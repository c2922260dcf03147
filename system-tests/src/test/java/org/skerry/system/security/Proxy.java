package org.skerry.system.security;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.TestBroadcaster;

/** Somebody between a slave and a master who may change each frame of the signalling. */
final class Proxy implements AutoCloseable {

    private final InetAddress origin = anyLoopback();
    private final HttpClient http;
    private final TestBroadcaster server;

    /**
     * @param port where slaves believe the master, 0 for any
     * @param toMaster changes what slaves say
     * @param toSlave changes what the master says
     */
    Proxy(int port, MasterAddress master, UnaryOperator<String> toMaster, UnaryOperator<String> toSlave)
            throws IOException {
        http = HttpClient.newBuilder().localAddress(origin).build();
        server = new TestBroadcaster(port, wire -> {
            wire.upgrade();
            WebSocket behind = http.newWebSocketBuilder()
                    .buildAsync(URI.create(master.toString()), new Listener(wire, toSlave))
                    .join();
            try {
                while (true) {
                    behind.sendText(toMaster.apply(wire.text()), true).join();
                }
            } finally {
                behind.abort();
            }
        });
    }

    /** Each from another address: the master looks no longer at one that has failed too often. */
    private static InetAddress anyLoopback() throws IOException {
        Random random = new Random();
        byte[] address = {
            127, (byte) (1 + random.nextInt(200)), (byte) random.nextInt(256), (byte) (1 + random.nextInt(254))
        };
        return InetAddress.getByAddress(address);
    }

    /** From where the master sees it come. */
    InetAddress origin() {
        return origin;
    }

    MasterAddress address() {
        return server.address();
    }

    /** Passes the master's frames on. */
    private static final class Listener implements WebSocket.Listener {

        private final TestBroadcaster.Wire wire;
        private final UnaryOperator<String> toSlave;
        private final StringBuilder frame = new StringBuilder();

        Listener(TestBroadcaster.Wire wire, UnaryOperator<String> toSlave) {
            this.wire = wire;
            this.toSlave = toSlave;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
            frame.append(text);
            if (isLast) {
                try {
                    wire.text(toSlave.apply(frame.toString()));
                } catch (IOException slaveIsGone) {
                    socket.abort();
                }
                frame.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        http.close();
    }
}
