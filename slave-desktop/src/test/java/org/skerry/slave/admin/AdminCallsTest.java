package org.skerry.slave.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.ChannelPair;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.session.SessionSettings;
import tools.jackson.databind.JsonNode;

/** The examples of the protocol, as this PC says and reads them. */
@Timeout(60)
class AdminCallsTest {

    private static final Instant BEGIN = Instant.parse("2026-11-28T08:00:00Z");

    private final List<String> asked = new ArrayList<>();
    private final Deque<JsonNode> answers = new ArrayDeque<>();
    private final ChannelPair channels = new ChannelPair();
    private final PeerSession master = new PeerSession(
            channels.second(),
            SessionSettings.defaults(),
            query -> {
                asked.add(query.method() + " " + query.arguments());
                return answers.remove();
            },
            () -> Message.Hello.master("Site A", new Message.Feed("f", 1), false));
    private final PeerSession slave = new PeerSession(
            channels.first(),
            SessionSettings.defaults(),
            query -> {
                throw new StorageException.NotOffered("nothing");
            },
            Message.Hello::client);
    private final Administration calls = new AdminCalls(patience -> slave, Duration.ofSeconds(10));
    private List<JsonNode> examples;

    @BeforeEach
    void read() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "protocol.md"));
        examples = page.substring(page.indexOf("\n### `admin`"), page.indexOf("\n## Rights"))
                .lines()
                .filter(line -> line.startsWith("{\"id\""))
                .map(JsonText::read)
                .toList();
    }

    @AfterEach
    void close() {
        slave.close();
        master.close();
    }

    /** The master says what the page says to a method. */
    private void answer(String method) {
        for (int i = 0; i < examples.size(); i += 2) {
            if (examples.get(i).path("method_name").stringValue("").equals(method)) {
                answers.add(examples.get(i + 1).path("result"));
                return;
            }
        }
        throw new AssertionError("no example of " + method);
    }

    private String wanted(String method) {
        return examples.stream()
                .filter(example -> example.path("method_name").stringValue("").equals(method))
                .map(example -> method + " " + example.get("argument_list"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void pcsAreReadWithAllThereIsToKnow() {
        answer("allPeers");

        Administration.Pcs pcs = calls.pcs();

        assertEquals(List.of(wanted("allPeers")), asked);
        assertEquals(
                new Administration.Pcs(
                        List.of(
                                new KnownPc(
                                        "front desk",
                                        "CGOVZSN-7V7WEQN-UO5RFCH-AJHAWVH-JG4SO4N-3OOF5FQ-P54EZCL-H5FBRAR",
                                        Grant.of(Role.ADMIN),
                                        BEGIN,
                                        Optional.of(BEGIN),
                                        Optional.empty(),
                                        true),
                                new KnownPc(
                                        "kitchen",
                                        "MRPY5K6-JVQMWZI-6ISGJD5-2S76S4D-72WADWX-SYGBXHP-W7TJT4A-GIK3FQ5",
                                        Grant.of(Role.WRITER),
                                        BEGIN,
                                        Optional.empty(),
                                        Optional.empty(),
                                        false)),
                        false),
                pcs);
    }

    @Test
    void aCodeIsAskedForWithItsRights() {
        answer("pairPeer");

        NewCode code = calls.pair(new Grant(Role.WRITER, Optional.empty(), true, List.of()));

        assertEquals(List.of(wanted("pairPeer")), asked);
        assertEquals(new NewCode("271828", Duration.ofMinutes(10), List.of("ws://192.168.1.20:9999/")), code);
    }

    @Test
    void rightsAreSaidAsTheProtocolSaysThem() {
        answer("grantPeer");
        Map<String, Role> types = new LinkedHashMap<>();
        types.put("Ship", Role.WRITER);
        types.put("Crew", Role.READER);

        calls.grantPc(
                "MRPY5K6-JVQMWZI-6ISGJD5-2S76S4D-72WADWX-SYGBXHP-W7TJT4A-GIK3FQ5",
                new Grant(Role.WRITER, Optional.of(types), false, List.of("wage")));

        assertEquals(List.of(wanted("grantPeer")), asked);
    }

    @Test
    void somebodyIsAddedWithAPasswordOrAPin() {
        answer("addPerson");
        answers.add(JsonText.object().put("name", "Li").put("role", "reader").put("pin", "314159"));

        Administration.Added ana = calls.addPerson("Ana", Optional.of("red mullet 12"), Grant.of(Role.ADMIN));
        Administration.Added li = calls.addPerson("Li", Optional.empty(), Grant.of(Role.READER));

        assertEquals(List.of(wanted("addPerson"), "addPerson [\"Li\",null,{\"role\":\"reader\"}]"), asked);
        assertEquals(
                new Administration.Added(
                        new KnownPerson("Ana", Grant.of(Role.ADMIN), BEGIN, false, false), Optional.empty()),
                ana);
        assertEquals(Optional.of("314159"), li.pin());
    }

    @Test
    void whetherSomebodyHasToMakeABackupIsRead() {
        answer("backupState");

        assertEquals(
                new Administration.Backup(true, Optional.of(Instant.parse("2026-11-20T02:30:00Z"))), calls.backup());
        assertEquals(List.of(wanted("backupState")), asked);
    }

    @Test
    void whatAnOlderMasterDoesNotKnowFails() {
        PeerSession.RequestHandler none = query -> {
            throw new StorageException.NotOffered("The method is not offered here.");
        };
        ChannelPair other = new ChannelPair();
        try (PeerSession old =
                        new PeerSession(other.second(), SessionSettings.defaults(), none, Message.Hello::client);
                PeerSession here =
                        new PeerSession(other.first(), SessionSettings.defaults(), none, Message.Hello::client)) {
            Administration away = new AdminCalls(patience -> here, Duration.ofSeconds(10));

            assertThrows(StorageException.NotOffered.class, away::pcs);
            assertThrows(StorageException.NotOffered.class, () -> away.removePerson("Ana"));
            old.isOpen();
        }
    }
}
