package org.skerry.system.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The hello of a running master. */
@Tag("system")
@Timeout(60)
final class HelloTest {

    private static final String HELLO = "{\"type\":\"hello\",\"version\":1,\"features\":[%s]}";

    @TempDir
    static Path folder;

    private static MasterProcess master;

    private RawSlave slave;

    @BeforeAll
    static void startMaster() throws Exception {
        master = MasterProcess.start(folder);
    }

    @AfterAll
    static void stopMaster() {
        master.close();
    }

    @BeforeEach
    void join() throws Exception {
        slave = RawSlave.join(master.url());
    }

    @AfterEach
    void leave() {
        slave.close();
    }

    @Test
    void theMasterAnswersOnceWithTheFeaturesBothHaveItsNameAndItsFeed() throws Exception {
        slave.result("put", "\"a\",{}");
        JsonNode hello = Json.read(slave.ask(HELLO.formatted("\"fragments\",\"telepathy\",\"cancel\"")));

        assertEquals("hello", hello.path("type").asString(), hello::toString);
        assertEquals(1, hello.path("version").asInt());
        assertEquals(List.of("fragments", "cancel"), words(hello));
        assertEquals("Site A", hello.path("name").asString());
        assertFalse(hello.path("feed").path("id").asString("").isEmpty());
        assertTrue(hello.path("feed").path("sequence").asLong() >= 1, hello::toString);
        assertTrue(hello.path("open").asBoolean(), hello::toString);
        assertEquals(404, slave.status("get", "\"nobody\""));
        assertNull(slave.unread());
    }

    @Test
    void theFeedMovesWithEachWrite() throws Exception {
        JsonNode before = Json.read(slave.ask(HELLO.formatted(""))).path("feed");
        slave.result("put", "\"a\",{}");
        try (RawSlave other = RawSlave.join(master.url())) {
            JsonNode after = Json.read(other.ask(HELLO.formatted(""))).path("feed");

            assertEquals(before.path("id"), after.path("id"));
            assertEquals(
                    before.path("sequence").asLong() + 1, after.path("sequence").asLong());
        }
    }

    @Test
    void aHelloWithoutFeaturesGetsNone() throws Exception {
        assertEquals(List.of(), words(Json.read(slave.ask(HELLO.formatted("")))));
        slave.sendBinary(new byte[10]);
        assertEquals(400, RawSlave.status(Json.read(slave.receive())));
    }

    @Test
    void aSecondHelloIsAnErrorAndChangesNothing() throws Exception {
        slave.ask(HELLO.formatted(""));
        JsonNode second = Json.read(slave.ask(HELLO.formatted("\"fragments\",\"heartbeat\"")));

        assertEquals(400, RawSlave.status(second));
        assertFalse(second.has("id"), second::toString);
        assertEquals(400, RawSlave.status(Json.read(slave.ask("{\"type\":\"ping\"}"))));
        assertEquals(404, slave.status("get", "\"nobody\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"hello\"}",
                "{\"type\":\"hello\",\"version\":1}",
                "{\"type\":\"hello\",\"features\":[]}",
                "{\"type\":\"hello\",\"version\":\"1\",\"features\":[]}",
                "{\"type\":\"hello\",\"version\":1,\"features\":{}}",
                "{\"type\":\"hello\",\"version\":1,\"features\":\"fragments\"}",
                "{\"type\":\"hello\",\"version\":1,\"features\":[7]}",
                "{\"type\":\"hello\",\"version\":1,\"features\":[null]}",
                "{\"type\":\"hello\",\"version\":2,\"features\":[]}",
                "{\"type\":\"hello\",\"version\":1,\"version\":1,\"features\":[]}"
            })
    void anUnreadableHelloIsAnErrorAndChangesNothing(String frame) throws Exception {
        assertEquals(400, RawSlave.status(Json.read(slave.ask(frame))));
        assertEquals(404, slave.status("get", "\"nobody\""));
        assertEquals(
                "hello",
                Json.read(slave.ask(HELLO.formatted("\"fragments\"")))
                        .path("type")
                        .asString());
    }

    @Test
    void aHelloMayComeAfterCalls() throws Exception {
        assertEquals(404, slave.status("get", "\"nobody\""));
        assertEquals(List.of("cancel"), words(Json.read(slave.ask(HELLO.formatted("\"cancel\"")))));
    }

    @Test
    void aHelloMayCarryMore() throws Exception {
        JsonNode hello = Json.read(slave.ask("{\"type\":\"hello\",\"version\":1,\"features\":[\"cancel\",\"cancel\"],"
                + "\"name\":\"front desk\",\"id\":7,\"colour\":{\"a\":[1]}}"));

        assertEquals(List.of("cancel"), words(hello));
    }

    @Test
    void whoAnnouncedAHeartbeatIsAskedAndAnswered() throws Exception {
        slave.ask(HELLO.formatted("\"heartbeat\""));
        assertEquals("{\"type\":\"pong\"}", slave.ask("{\"type\":\"ping\"}"));
        assertEquals("{\"type\":\"ping\"}", slave.receive());
        slave.send("{\"type\":\"pong\"}");
        assertEquals(404, slave.status("get", "\"nobody\""));
    }

    @Test
    void featuresAreThoseOfTheProtocol() throws Exception {
        JsonNode hello =
                Json.read(slave.ask(HELLO.formatted("\"changed\",\"fragments\",\"heartbeat\",\"cancel\",\"notice\"")));

        assertEquals(Set.of("fragments", "heartbeat", "cancel", "notice", "changed"), Set.copyOf(words(hello)));
    }

    private static List<String> words(JsonNode hello) {
        List<String> words = new ArrayList<>();
        hello.path("features").forEach(word -> words.add(word.stringValue()));
        return words;
    }
}
