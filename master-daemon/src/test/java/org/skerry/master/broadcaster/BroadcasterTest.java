package org.skerry.master.broadcaster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.signal.PeerId;
import tools.jackson.databind.JsonNode;

/** The signalling of PROTOCOL, section 2, over real WebSockets with a fake door behind them. */
@Timeout(60)
class BroadcasterTest {

    private static final String ID = "3F1c9a20-5b7e-04d1-9c3e-8a17d20f66b4";
    private static final String OTHER = "00000000-5b7e-04d1-9c3e-8a17d20f66b4";

    private final FakeDoor door = new FakeDoor();
    private final Set<PeerId> connected = ConcurrentHashMap.newKeySet();
    private final Admission admission = new Admission(true, connected::contains, Clock.systemUTC());
    private final HttpClient http = HttpClient.newHttpClient();
    private final BroadcasterServer server = start(admission, true);
    private final List<Client> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        clients.forEach(client -> client.socket.abort());
        server.close();
        http.close();
    }

    @Test
    void aRequestIsOfferedAndItsAnswerConnects() {
        Client slave = client();

        slave.send("{\"action\":\"request\",\"from\":\"%s\",\"version\":1,\"name\":\"front desk\"}");
        JsonNode offer = slave.next();

        assertEquals("offer", offer.get("action").stringValue());
        assertEquals(ID, offer.get("to").stringValue());
        assertEquals(
                JsonText.read("{\"type\":\"offer\",\"sdp\":\"offer for " + ID + "\"}"),
                JsonText.read(offer.get("data").stringValue()));

        slave.send(answer(FakeDoor.OPENS));

        await(() -> connected.contains(new PeerId(ID)));
        assertFalse(door.knocks.getFirst().closed);
        await(() -> admission.counters().pending() == 0 && admission.counters().sockets() == 0);
    }

    @Test
    void itAnswersItselfUntilItIsClosed() throws IOException {
        server.awaitAnswer(Duration.ofSeconds(10));

        server.close();

        assertThrows(IOException.class, () -> server.awaitAnswer(Duration.ofSeconds(10)));
    }

    @Test
    void aSlaveOf2016OffersAndIsAnswered() {
        Client slave = client();

        slave.send(
                "{\"action\":\"offer\",\"from\":\"%s\",\"data\":\"{\\\"type\\\":\\\"offer\\\",\\\"sdp\\\":\\\"opens\\\"}\"}");

        assertEquals("answer", slave.next().get("action").stringValue());
        await(() -> connected.contains(new PeerId(ID)));
    }

    @Test
    void framesGoToTheSocketThatAskedOnly() {
        Client one = client();
        Client two = client();

        one.send("{\"action\":\"request\",\"from\":\"%s\"}");
        two.send("{\"action\":\"request\",\"from\":\"" + OTHER + "\"}");

        assertEquals(ID, one.next().get("to").stringValue());
        assertEquals(OTHER, two.next().get("to").stringValue());
        assertTrue(one.frames.isEmpty());
    }

    @Test
    void anIdentifierOfAnotherSocketOrOfALivePeerIsADuplicate() {
        Client one = client();
        Client two = client();
        one.send("{\"action\":\"request\",\"from\":\"%s\"}");
        one.next();

        two.send("{\"action\":\"request\",\"from\":\"%s\"}");
        assertRefused("duplicate", ID, two.next());

        one.send(answer(FakeDoor.OPENS));
        await(() -> connected.contains(new PeerId(ID)));
        one.socket.abort();
        two.send("{\"action\":\"request\",\"from\":\"%s\"}");
        assertRefused("duplicate", ID, two.next());

        two.send("{\"action\":\"request\",\"from\":\"" + ID.toLowerCase() + "\"}");
        assertEquals(ID.toLowerCase(), two.next().get("to").stringValue(), "identifiers are compared as they came");
    }

    @Test
    void anIdentifierStaysTakenWhileItsChannelOpensThoughTheSocketIsClosed() {
        Client one = client();
        Client two = client();
        one.send("{\"action\":\"request\",\"from\":\"%s\"}");
        one.next();
        one.send(answer("opens later"));
        one.send("{\"action\":\"dance\",\"from\":\"%s\"}");
        assertRefused("malformed", ID, one.next()); // so the answer was taken

        one.socket.abort();
        await(() -> admission.counters().sockets() == 1);
        two.send("{\"action\":\"request\",\"from\":\"%s\"}");

        assertRefused("duplicate", ID, two.next());
    }

    @Test
    void anotherVersionIsRefusedAndOursIsNamed() {
        Client slave = client();

        slave.send("{\"action\":\"request\",\"from\":\"%s\",\"version\":2}");

        JsonNode refused = slave.next();
        assertRefused("version", ID, refused);
        assertTrue(refused.get("message").stringValue().contains("version 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"dance\",\"from\":\"%s\"}",
                "{\"action\":\"answer\",\"from\":\"%s\",\"data\":\"{\\\"type\\\":\\\"answer\\\",\\\"sdp\\\":\\\"opens\\\"}\"}",
                "{\"action\":\"offer\",\"from\":\"%s\",\"data\":\"\"}",
                "{\"action\":\"offer\",\"from\":\"%s\",\"data\":\"{\\\"type\\\":\\\"offer\\\",\\\"sdp\\\":\\\"unusable\\\"}\"}"
            })
    void whatCannotBeUsedIsMalformed(String frame) {
        Client slave = client();

        slave.send(frame);

        assertRefused("malformed", ID, slave.next());
        await(() -> admission.counters().pending() == 0);
    }

    @Test
    void theTenthMalformedFrameIsTheLast() throws Exception {
        Client slave = client();
        for (int i = 0; i < 9; i++) {
            slave.send(List.of("x", "[]", "{}").get(i % 3));
            assertRefused("malformed", null, slave.next());
        }

        slave.socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).join();

        assertRefused("malformed", null, slave.next());
        assertEquals(1008, slave.closed.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aFrameOver64KibibytesClosesTheSocket() throws Exception {
        Client slave = client();
        slave.send("{\"action\":\"dance\",\"from\":\"%s\",\"x\":\"" + "x".repeat(65_000) + "\"}");
        assertRefused("malformed", ID, slave.next());

        slave.send("\"" + "x".repeat(65_536) + "\"");

        assertEquals(1009, slave.closed.get(10, TimeUnit.SECONDS));
    }

    @Test
    void anUnusableAnswerMayBeRepairedAndASecondOneIsMalformed() {
        Client slave = client();
        slave.send("{\"action\":\"request\",\"from\":\"%s\"}");
        slave.next();

        slave.send(answer(FakeDoor.UNUSABLE));
        assertRefused("malformed", ID, slave.next());
        slave.send(answer("does not open"));
        slave.send(answer(FakeDoor.OPENS));
        assertRefused("malformed", ID, slave.next());
        assertFalse(connected.contains(new PeerId(ID)));
    }

    @Test
    void aSlaveThatDeclinesFreesItsPlace() {
        Client slave = client();
        slave.send("{\"action\":\"request\",\"from\":\"%s\"}");
        slave.next();

        slave.send("{\"action\":\"refused\",\"from\":\"%s\",\"reason\":\"version\",\"message\":\"No.\"}");

        await(() -> door.knocks.getFirst().closed && admission.counters().pending() == 0);
    }

    @Test
    void aSocketThatCloses_InTheMiddle_FreesItsPlace() {
        Client slave = client();
        slave.send("{\"action\":\"request\",\"from\":\"%s\"}");
        slave.next();

        slave.socket.abort();

        await(() -> door.knocks.getFirst().closed);
        await(() -> admission.counters().pending() == 0 && admission.counters().sockets() == 0);
    }

    @Test
    void aSlaveThatDoesNotAnswerIsGivenUpAfterTenSeconds() {
        Client slave = client();
        slave.send("{\"action\":\"request\",\"from\":\"%s\"}");
        slave.next();

        assertRefused("expired", ID, slave.next());

        assertTrue(door.knocks.getFirst().closed);
        slave.send(answer(FakeDoor.OPENS));
        assertRefused("expired", ID, slave.next());
        slave.send("{\"action\":\"request\",\"from\":\"%s\"}");
        assertEquals("offer", slave.next().get("action").stringValue(), "it may start over");
    }

    @Test
    void tooManyConnectionsInTheMakingAreBusy() {
        Client slave = client();
        for (int i = 0; i < Admission.MAX_PENDING; i++) {
            slave.send("{\"action\":\"request\",\"from\":\"" + PeerId.random() + "\"}");
            assertEquals("offer", slave.next().get("action").stringValue());
        }

        Client late = client();
        late.send("{\"action\":\"request\",\"from\":\"%s\"}");

        JsonNode refused = late.next();
        assertRefused("busy", ID, refused);
        assertTrue(refused.get("retry_after_ms").asLong() > 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"request\",\"from\":\"%s\"}",
                "{\"action\":\"offer\",\"from\":\"%s\",\"data\":\"{\\\"type\\\":\\\"offer\\\",\\\"sdp\\\":\\\"x\\\"}\"}"
            })
    void aMasterThatCannotConnectIsBusy(String frame) {
        door.isStuck = true;
        Client slave = client();

        slave.send(frame);

        assertUnavailable(slave.next());
        door.isStuck = false;
        slave.send("{\"action\":\"request\",\"from\":\"%s\"}");
        assertEquals("offer", slave.next().get("action").stringValue());
    }

    @Test
    void anAnswerThatTheNativeLibraryRefusesEndsTheAttempt() {
        Client slave = client();
        slave.send("{\"action\":\"request\",\"from\":\"%s\"}");
        slave.next();

        slave.send(answer(FakeDoor.FAILS));

        assertUnavailable(slave.next());
        assertTrue(door.knocks.getFirst().closed);
        await(() -> admission.counters().pending() == 0);
    }

    private static void assertUnavailable(JsonNode refused) {
        assertRefused("busy", ID, refused);
        assertTrue(refused.get("retry_after_ms").asLong() > 0);
        assertEquals(
                "This master cannot make a connection just now; try again later.",
                refused.get("message").stringValue());
    }

    @Test
    void twoHundredSilentSocketsDoNotKeepASlaveOut() throws Exception {
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            silent.add(new Socket(InetAddress.getLoopbackAddress(), port()));
        }
        Client slave = client();

        slave.send("{\"action\":\"request\",\"from\":\"%s\"}");

        assertEquals("offer", slave.next().get("action").stringValue());
        for (Socket socket : silent) {
            socket.setSoTimeout(20_000);
            assertEquals(-1, socket.getInputStream().read(), "a silent socket is closed");
            socket.close();
        }
    }

    @Test
    void aWebSocketThatSaysNothingIsClosed() throws Exception {
        Client silent = client();

        assertEquals(1008, silent.closed.get(20, TimeUnit.SECONDS));
        await(() -> admission.counters().sockets() == 0);
    }

    @Test
    void withoutOpenASlaveIsRefused() {
        BroadcasterServer closed = start(new Admission(false, connected::contains, Clock.systemUTC()), false);
        try {
            Client slave = client(closed.addresses().getFirst().getPort());

            slave.send("{\"action\":\"request\",\"from\":\"%s\"}");
            assertRefused("not_open", ID, slave.next());
            slave.send(
                    "{\"action\":\"offer\",\"from\":\"%s\",\"data\":\"{\\\"type\\\":\\\"offer\\\",\\\"sdp\\\":\\\"opens\\\"}\"}");
            assertRefused("not_open", ID, slave.next());
        } finally {
            closed.close();
        }
    }

    @Test
    void aPortInUseIsOnePlainSentence() {
        var failed = assertThrows(
                StorageException.Failed.class,
                () -> BroadcasterServer.start(
                        List.of(), port(), admission, TestGate.of(true), door, slaves(connected)));

        assertTrue(failed.getMessage().startsWith("Port " + port() + " cannot be used"), failed.getMessage());
    }

    @Test
    void aBrowserIsToldWhatThisIs() throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().startsWith("This is a Skerry master."));
    }

    @Test
    void garbageInsteadOfHttpIsDropped() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("\u0001\u0002garbage\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();

            assertTrue(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 400")
                    || in.read() == -1);
        }
    }

    @Test
    void pagesAndForeignNamesAreNotUpgraded() throws Exception {
        BroadcasterServer closed = start(new Admission(false, connected::contains, Clock.systemUTC()), false);
        try {
            int there = closed.addresses().getFirst().getPort();
            List<String> origins = List.of(
                    "null", "http://127.0.0.1", "http://localhost:9999", "https://evil.example", "file://", "", " ");
            List<String> foreign = List.of(
                    "evil.example",
                    "evil.example:9999",
                    "127.0.0.1.evil.example",
                    "master.local.evil.example",
                    "[::1].evil.example",
                    "evil.example#.local",
                    "a@master.local",
                    "127.0.0.1/x",
                    "");
            List<String> own = List.of(
                    "127.0.0.1",
                    "127.0.0.1:9999",
                    "[::1]:9999",
                    "front-desk",
                    "FRONT-DESK.local:9999",
                    "master.office.lan");
            for (String host : own) {
                assertEquals(101, handshake(there, "/", "Host: " + host), host);
                for (String origin : origins) {
                    assertEquals(403, handshake(there, "/", "Host: " + host, "Origin: " + origin), origin);
                }
                assertEquals(403, handshake(there, "/other", "Host: " + host));
                assertEquals(400, handshake(there, "/", "Host: " + host, "Host: evil.example"), "two hosts");
            }
            for (String host : foreign) {
                int status = handshake(there, "/", "Host: " + host);
                assertTrue(status == 403 || status == 400, host + ": " + status); // 400: no name at all
            }
            assertEquals(101, handshake(port(), "/", "Host: evil.example", "Origin: null"), "with --open");
        } finally {
            closed.close();
        }
    }

    /** The status that a handshake with these headers is answered with. */
    private static int handshake(int port, String path, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            String request = "GET " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 101".length());
            return Integer.parseInt(new String(status, StandardCharsets.ISO_8859_1).substring("HTTP/1.1 ".length()));
        }
    }

    private int port() {
        return server.addresses().getFirst().getPort();
    }

    private BroadcasterServer start(Admission rules, boolean isOpen) {
        return BroadcasterServer.start(List.of(), 0, rules, TestGate.of(isOpen), door, slaves(connected));
    }

    private static ConnectedSlaves slaves(Set<PeerId> connected) {
        return new ConnectedSlaves() {
            @Override
            public void connected(Arrival slave, MessageChannel channel) {
                connected.add(slave.peer());
            }

            @Override
            public boolean isConnected(PeerId peer) {
                return connected.contains(peer);
            }
        };
    }

    private static String answer(String sdp) {
        return "{\"action\":\"answer\",\"from\":\"%s\",\"data\":\"{\\\"type\\\":\\\"answer\\\",\\\"sdp\\\":\\\"" + sdp
                + "\\\"}\"}";
    }

    private static void assertRefused(String reason, @Nullable String to, JsonNode frame) {
        assertEquals("refused", frame.get("action").stringValue(), frame::toString);
        assertEquals(reason, frame.get("reason").stringValue(), frame::toString);
        assertTrue(frame.get("message").stringValue().endsWith("."), frame::toString);
        if (to == null) {
            assertNull(frame.get("to"));
        } else {
            assertEquals(to, frame.get("to").stringValue());
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "the condition did not come true in time");
            Thread.onSpinWait();
        }
    }

    private Client client() {
        return client(port());
    }

    private Client client(int port) {
        Client client = new Client(http, port);
        clients.add(client);
        return client;
    }

    /** A WebSocket client that keeps what it hears; {@code %s} in a frame stands for the usual identifier. */
    private static final class Client implements WebSocket.Listener {
        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder part = new StringBuilder();
        private final WebSocket socket;

        private Client(HttpClient http, int port) {
            socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/"), this)
                    .join();
        }

        private void send(String frame) {
            socket.sendText(frame.replace("%s", ID), true).join();
        }

        private JsonNode next() {
            try {
                String frame = frames.poll(20, TimeUnit.SECONDS);
                assertTrue(frame != null, "no frame came in time");
                return JsonText.read(frame);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                frames.add(part.toString());
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }
    }
}
