package org.skerry.master.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.master.broadcaster.Arrival;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.pairing.NodeCertificate;
import org.skerry.protocol.session.Call;
import org.skerry.protocol.session.ChannelPair;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.signal.PeerId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An admin and his master, each with its end of a session. */
@Timeout(60)
class AdminSessionTest {

    private static final Path PAGE = Path.of("..", "docs", "protocol.md");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private PeopleDesk people;
    private AdminDesk desk;
    private final List<PeerSession> sessions = new ArrayList<>();

    @BeforeEach
    void open() {
        people = new PeopleDesk(folder);
        desk = new AdminDesk(people, folder);
    }

    @AfterEach
    void close() {
        sessions.forEach(PeerSession::close);
        desk.close();
    }

    private PeerSession connect(KnownSlave pc) {
        ChannelPair channels = new ChannelPair();
        PeerSession slave = new PeerSession(
                channels.first(),
                SessionSettings.defaults(),
                query -> {
                    throw new StorageException.NotOffered("nothing");
                },
                Message.Hello::client);
        sessions.add(slave);
        desk.connected.connected(
                new Arrival(PeerId.random(), pc.name(), Optional.of(pc.key()), InetAddress.getLoopbackAddress()),
                channels.second());
        slave.greet(Message.Hello.client(), PATIENCE);
        return slave;
    }

    private static JsonNode call(PeerSession session, String method, JsonNode... arguments) {
        ArrayNode list = JsonText.nodes().arrayNode();
        List.of(arguments).forEach(list::add);
        JsonNode answer = session.call(new Call(method, list), PATIENCE);
        return answer == null ? JsonText.nodes().nullNode() : answer;
    }

    @Test
    void theExamplesOfTheProtocolGoAsWritten() throws IOException {
        String page = Files.readString(PAGE);
        KnownSlave office = desk.pair(certificate(page, "slave"), "front desk", Grant.of(Role.ADMIN));
        desk.pair(certificate(page, "master"), "kitchen", Grant.of(Role.WRITER));
        PeerSession session = connect(office);
        assertTrue(session.features().contains(Feature.ADMIN));
        List<String> lines = page.substring(page.indexOf("\n### `admin`"), page.indexOf("\n### `history`"))
                .lines()
                .filter(line -> line.startsWith("{\"id\""))
                .toList();

        assertEquals(22, lines.size());
        for (int i = 0; i < lines.size(); i += 2) {
            assertEquals(JsonText.read(lines.get(i + 1)), answer(session, JsonText.read(lines.get(i))));
        }
    }

    private static NodeCertificate certificate(String page, String of) {
        Matcher pem = Pattern.compile(
                        "```pem pairing=%s\n.*?-----BEGIN CERTIFICATE-----\n(.*?)-----END".formatted(of),
                        Pattern.DOTALL)
                .matcher(page);
        assertTrue(pem.find());
        return new NodeCertificate(pem.group(1)
                .replace("\n", "")
                .replace("=", "")
                .replace('+', '-')
                .replace('/', '_'));
    }

    private static ObjectNode answer(PeerSession session, JsonNode query) {
        ObjectNode answer = JsonText.object().put("id", query.get("id").asInt());
        try {
            JsonNode result = call(
                    session,
                    query.get("method_name").stringValue(),
                    query.get("argument_list").valueStream().toArray(JsonNode[]::new));
            if (result instanceof ObjectNode made && made.has("code")) {
                assertTrue(made.path("code").stringValue().matches("\\d{6}"));
                made.put("code", "271828");
            }
            answer.put("type", "jio_response").set("result", result);
        } catch (StorageException refused) {
            answer.put("type", "error")
                    .putObject("result")
                    .put("message", refused.getMessage())
                    .put("status_code", refused.statusCode());
        }
        return answer;
    }

    @Test
    void aPcWhoseRightIsTakenAwayIsCutOffAtOnce() {
        PeerSession office = connect(desk.pair("office", Grant.of(Role.ADMIN)));
        KnownSlave kitchen = desk.pair("kitchen", Grant.of(Role.ADMIN));
        PeerSession cut = connect(kitchen);
        call(cut, "allPeers");

        call(office, "revokePeer", JsonText.nodes().stringNode(kitchen.key().groups()));

        assertThrows(StorageException.class, () -> call(cut, "allPeers"));
        assertFalse(cut.isOpen());
        assertEquals(List.of(kitchen.key().groups()), desk.forgotten, "what it has uploaded");
    }

    @Test
    void anAdminMayTakeHisOwnPcAwayAndTheAuditTellsIt() {
        KnownSlave own = desk.pair("office", Grant.of(Role.ADMIN));
        desk.pair("kitchen", Grant.of(Role.ADMIN));
        PeerSession office = connect(own);

        assertThrows(
                StorageException.Unreachable.class,
                () -> call(
                        office,
                        "revokePeer",
                        JsonText.nodes().stringNode(own.key().groups())));

        assertEquals(Optional.empty(), desk.known.admitted(own.key()));
        assertEquals(List.of("revoked @office " + own.owner()), people.notes);
    }
}
