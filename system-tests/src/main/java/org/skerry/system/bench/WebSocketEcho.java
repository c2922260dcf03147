package org.skerry.system.bench;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Returns every text message of a WebSocket. Prints its address as a line; lives until standard input ends. */
final class WebSocketEcho {

    private WebSocketEcho() {}

    static void main(String[] arguments) throws IOException {
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(Handlers.websocket((_, channel) -> {
                    channel.getReceiveSetter().set(new Returning());
                    channel.resumeReceives();
                }))
                .build();
        server.start();
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
        System.out.println("ws://127.0.0.1:" + address.getPort() + "/");
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        server.stop();
    }

    private static final class Returning extends AbstractReceiveListener {
        @Override
        protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
            WebSockets.sendText(message.getData(), channel, null);
        }
    }
}
