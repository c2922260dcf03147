package org.skerry.master.broadcaster;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.skerry.jio.StorageException;

/**
 * The broadcaster: an HTTP server whose WebSocket at {@code /} carries signalling, one {@link SignalSocket} each.
 *
 * <p>Its name is the prototype's; unlike that one it sends nothing to anybody but the slave that asked.
 */
public final class BroadcasterServer implements AutoCloseable {

    /** How long a slave has from our description to an open channel. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A WebSocket without any frame for this long is closed; a slave needs it for a second. */
    private static final int IDLE_MILLIS = 60_000;

    /** How long a client may take to send its HTTP request. */
    private static final int HANDSHAKE_MILLIS = 10_000;

    /** A WebSocket handshake has some hundred bytes of headers. */
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    /** An address, a name without dots, or one of the endings that only local networks have; perhaps with a port. */
    private static final Pattern LOCAL_HOST = Pattern.compile(
            "(?i)(?:[0-9.]+|\\[[0-9a-f:.]+]|[a-z0-9_-]+(?:(?:\\.[a-z0-9_-]+)*\\.(?:local|lan|localdomain|home\\.arpa|internal))?\\.?)(?::[0-9]+)?");

    private static final byte[] QUESTION =
            "HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Undertow server;
    private final AtomicLong requests;
    private final ScheduledExecutorService timer;
    private final List<InetSocketAddress> addresses;

    private BroadcasterServer(
            Undertow server, AtomicLong requests, ScheduledExecutorService timer, List<InetSocketAddress> addresses) {
        this.server = server;
        this.requests = requests;
        this.timer = timer;
        this.addresses = List.copyOf(addresses);
    }

    /**
     * Starts listening.
     *
     * @param binds the addresses to listen on; none means all
     * @param port 0 picks a free one, the same for all addresses
     * @throws StorageException.Failed with one plain sentence if an address cannot be listened on
     */
    public static BroadcasterServer start(
            List<InetAddress> binds,
            int port,
            Admission admission,
            Doorkeeper keeper,
            PeerDoor door,
            ConnectedSlaves slaves) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("signal-timer").daemon().factory());
        timer.setRemoveOnCancelPolicy(true); // in a flood, what is cancelled would stay for its time
        Signalling shared = new Signalling(admission, keeper, door, slaves, timer, PATIENCE);
        List<InetAddress> wanted = binds.isEmpty() ? List.of(new InetSocketAddress(0).getAddress()) : binds;
        int chosen = port;
        AtomicLong requests = new AtomicLong();
        Undertow.Builder builder = builder(counting(requests, handler(shared)));
        if (chosen == 0) {
            chosen = freePort(wanted.getFirst());
        }
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (InetAddress bind : wanted) {
            addresses.add(new InetSocketAddress(bind, chosen));
            builder.addHttpListener(chosen, bind.getHostAddress());
        }
        Undertow server = builder.build();
        try {
            server.start();
        } catch (RuntimeException failed) {
            timer.shutdownNow();
            server.stop();
            throw new StorageException.Failed(bindSentence(failed, wanted, chosen), failed);
        }
        return new BroadcasterServer(server, requests, timer, addresses);
    }

    /** Where it listens; the wildcard address where it listens everywhere. */
    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    /**
     * Asks itself over the network, as anybody could; returns once there is an answer. In a flood of strangers it need not be
     * to this question: then it is enough that others are heard.
     *
     * @throws IOException if there was none
     */
    public void awaitAnswer(Duration patience) throws IOException {
        Optional<InetSocketAddress> way = addresses.stream()
                .map(BroadcasterServer::fromHere)
                .filter(BroadcasterServer::isHere)
                .findFirst();
        if (way.isEmpty()) {
            return; // the cable was pulled and its address is gone: nobody can ask, and starting anew changes nothing
        }
        long before = requests.get();
        try (Socket socket = new Socket()) {
            socket.connect(way.get(), (int) patience.toMillis());
            socket.setSoTimeout((int) patience.toMillis());
            socket.getOutputStream().write(QUESTION);
            if (socket.getInputStream().read() < 0) {
                throw new EOFException("no answer");
            }
        } catch (IOException none) {
            if (requests.get() == before) {
                throw none;
            }
        }
    }

    private static InetSocketAddress fromHere(InetSocketAddress listening) {
        return listening.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getPort())
                : listening;
    }

    private static boolean isHere(InetSocketAddress address) {
        try {
            NetworkInterface network = NetworkInterface.getByInetAddress(
                    address.getAddress().isLoopbackAddress() ? InetAddress.getLoopbackAddress() : address.getAddress());
            return network != null && network.isUp();
        } catch (SocketException unknown) {
            return false;
        }
    }

    @Override
    public void close() {
        server.stop();
        timer.shutdownNow();
    }

    private static Undertow.Builder builder(HttpHandler handler) {
        return Undertow.builder()
                .setIoThreads(1) // a flood of strangers has one processor at most for itself
                .setWorkerThreads(2) // signalling is handled on virtual threads
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
                .setServerOption(UndertowOptions.MAX_HEADERS, 64)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, (long) MAX_HEADER_BYTES)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, HANDSHAKE_MILLIS)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, HANDSHAKE_MILLIS)
                .setHandler(handler);
    }

    /** Asks the system; another program can take the port in between, which then is told like any taken port. */
    private static int freePort(InetAddress address) {
        try (var socket = new java.net.ServerSocket(0, 1, address)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new StorageException.Failed(
                    "%s cannot be listened on: it is no address of this PC, or has no free port."
                            .formatted(address.getHostAddress()),
                    none);
        }
    }

    private static String bindSentence(Throwable failed, List<InetAddress> wanted, int port) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("assign requested address")) {
                return "This PC has no address %s now; look whether its network is up, or choose another with --bind."
                        .formatted(wanted.stream()
                                .map(InetAddress::getHostAddress)
                                .collect(Collectors.joining(" or no address ")));
            }
            if (cause instanceof BindException || cause instanceof java.net.SocketException) {
                return "Port %d cannot be used (%s); is another master running? Stop it, or choose another with --port."
                        .formatted(port, cause.getMessage());
            }
        }
        return "The broadcaster did not start: " + failed.getMessage();
    }

    private static HttpHandler counting(AtomicLong requests, HttpHandler handler) {
        return exchange -> {
            requests.incrementAndGet();
            handler.handleRequest(exchange);
        };
    }

    private static HttpHandler handler(Signalling shared) {
        HttpHandler upgrade = new WebSocketProtocolHandshakeHandler(
                (WebSocketConnectionCallback) (exchange, channel) -> attach(shared, exchange, channel));
        return exchange -> {
            if (!"websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst(Headers.UPGRADE))) {
                explain(exchange);
            } else if (shared.keeper().takesPages() || mayUpgrade(exchange)) {
                upgrade.handleRequest(exchange);
            } else {
                exchange.setStatusCode(StatusCodes.FORBIDDEN).endExchange();
            }
        };
    }

    /**
     * A web page on any PC of the site could open a WebSocket. Browsers always name its origin, which programs do not; and a
     * page that had its own name point here would ask for that name, not for an address or a name of this network.
     */
    private static boolean mayUpgrade(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        HeaderValues hosts = headers.get(Headers.HOST);
        return !headers.contains(Headers.ORIGIN)
                && exchange.getRequestPath().equals("/")
                && hosts != null
                && hosts.size() == 1
                && LOCAL_HOST.matcher(hosts.getFirst()).matches();
    }

    /** For somebody who opens the address in a browser. */
    private static void explain(HttpServerExchange exchange) {
        boolean reading = exchange.getRequestMethod().equals(Methods.GET)
                || exchange.getRequestMethod().equals(Methods.HEAD);
        exchange.setStatusCode(reading ? StatusCodes.OK : StatusCodes.METHOD_NOT_ALLOWED);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        exchange.getResponseSender()
                .send("This is a Skerry master. Open the Skerry application and enter this address there.\n");
    }

    private static void attach(Signalling shared, WebSocketHttpExchange exchange, WebSocketChannel channel) {
        channel.setIdleTimeout(IDLE_MILLIS);
        SignalSocket socket = shared.socket(channel.getSourceAddress().getAddress(), new UndertowWire(channel));
        channel.getReceiveSetter().set(new UndertowReceiver(socket));
        channel.addCloseTask(_ -> socket.closed());
        channel.resumeReceives();
    }
}
