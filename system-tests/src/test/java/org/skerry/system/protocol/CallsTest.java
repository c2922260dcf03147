package org.skerry.system.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The envelope on the data channel of a running master: ids, errors, what is answered and what is not. */
@Tag("system")
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
final class CallsTest {

    private static final String MISSING =
            "{\"id\":%s,\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":[\"nobody\"]}";

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "0",
                "-0",
                "-1",
                "1.0",
                "1.10",
                "0.0",
                "-0.0",
                "1e3",
                "1E3",
                "1e+3",
                "1.5e-7",
                "9007199254740993",
                "-123456789012345678901234567890",
                "1e400",
                "1e9999",
                "0.1000000000000000055511151231257827"
            })
    void aNumberAsIdIsEchoedAsItCame(String id) throws Exception {
        String answer = slave.ask(MISSING.formatted(id));

        assertTrue(answer.matches(".*\"id\":" + id.replace(".", "\\.").replace("+", "\\+") + "[,}].*"), answer);
        assertEquals(404, RawSlave.status(Json.read(answer)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "7", "居里 🚀", "\" \\ / \b \f \n \r \t \u0000 \u007f", "__proto__", "\u2028"})
    void aTextAsIdIsEchoedAsItCame(String id) throws Exception {
        JsonNode answer = Json.read(slave.ask(MISSING.formatted(Json.quote(id))));

        assertTrue(answer.path("id").isString(), answer::toString);
        assertEquals(id, answer.path("id").stringValue());
        assertEquals(404, RawSlave.status(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "居", "🚀"})
    void anIdHasUpTo64Utf16Units(String piece) throws Exception {
        String longest = piece.repeat(64 / piece.length());
        JsonNode answer = Json.read(slave.ask(MISSING.formatted(Json.quote(longest))));
        JsonNode refused = Json.read(slave.ask(MISSING.formatted(Json.quote(longest + "x"))));

        assertEquals(longest, answer.path("id").stringValue());
        assertEquals(400, RawSlave.status(refused));
        assertFalse(refused.has("id"), refused::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "[]", "{}", "[7]", "{\"a\":7}"})
    void whatIsNoIdGetsAnErrorWithoutOne(String id) throws Exception {
        JsonNode refused = Json.read(slave.ask(MISSING.formatted(id)));

        assertEquals(400, RawSlave.status(refused));
        assertFalse(refused.has("id"), refused::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":7}",
                "{\"id\":7,\"type\":null}",
                "{\"id\":7,\"type\":\"dance\"}",
                "{\"id\":7,\"type\":[\"jio_query\"]}",
                "{\"id\":7,\"method_name\":\"get\",\"argument_list\":[\"nobody\"]}",
                "{\"id\":7,\"type\":\"jio_query\"}",
                "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"get\"}",
                "{\"id\":7,\"type\":\"jio_query\",\"argument_list\":[\"nobody\"]}",
                "{\"id\":7,\"type\":\"jio_query\",\"method_name\":7,\"argument_list\":[]}",
                "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":\"nobody\"}",
                "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":{\"0\":\"nobody\"}}",
                "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":null}",
                "{\"id\":6,\"id\":7,\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":[\"nobody\"]}",
                "{\"id\":7,\"type\":\"jio_query\",\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":[\"a\"]}",
                "{\"type\":\"jio_query\",\"method_name\":\"put\",\"argument_list\":[\"a\",{\"b\":1,\"b\":1}],\"id\":7}",
                "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"put\",\"argument_list\":[\"a\",{\"b\":{\"c\":1,\"c\":2}}]}"
            })
    void anErrorCarriesTheIdAlsoWhenTheRestIsWrong(String frame) throws Exception {
        JsonNode refused = Json.read(slave.ask(frame));

        assertEquals(400, RawSlave.status(refused));
        assertEquals("7", refused.path("id").asString(), refused::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "nonsense",
                "{",
                "{\"id\":7",
                "{\"id\":7,\"type\":\"jio_query\",}",
                "{'id':7}",
                "{\"id\":7} {\"id\":8}",
                "{\"id\":07,\"type\":\"jio_query\"}",
                "{\"id\":7}x",
                "[]",
                "[{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":[\"nobody\"]}]",
                "null",
                "7",
                "\"jio_query\"",
                "true",
                "NaN",
                "/* */ {}",
                "\uFEFF{}"
            })
    void aFrameThatIsNoJsonObjectGetsAnErrorWithoutId(String frame) throws Exception {
        JsonNode refused = Json.read(slave.ask(frame));

        assertEquals(400, RawSlave.status(refused));
        assertFalse(refused.has("id"), refused::toString);
        assertEquals(404, slave.status("get", "\"nobody\""));
    }

    @Test
    void aTextFrameThatIsNotUtf8GetsAnErrorWithoutId() throws Exception {
        for (byte[] bytes : List.of(
                new byte[] {(byte) 0xff},
                new byte[] {'{', (byte) 0xc3, '}'},
                "{\"id\":7,\"type\":\"jio_query\"}".getBytes(StandardCharsets.UTF_16BE))) {
            slave.sendText(bytes);
            JsonNode refused = Json.read(slave.receive());

            assertEquals(400, RawSlave.status(refused));
            assertFalse(refused.has("id"), refused::toString);
        }
    }

    @Test
    void aFrame100LevelsDeepGetsAnError() throws Exception {
        String deep = "[".repeat(100) + "]".repeat(100);
        JsonNode inside = Json.read(
                slave.ask("{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"post\",\"argument_list\":[{\"a\":%s}]}"
                        .formatted(deep)));
        JsonNode bare = Json.read(slave.ask(deep));

        assertEquals(400, RawSlave.status(inside));
        assertEquals("7", inside.path("id").asString(), inside::toString);
        assertEquals(400, RawSlave.status(bare));
    }

    @Test
    void aFrame100000LevelsDeepGetsAnErrorToo() throws Exception {
        String deep = "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000);
        JsonNode inside = Json.read(slave.ask(
                "{\"argument_list\":[%s],\"type\":\"jio_query\",\"method_name\":\"post\",\"id\":7}".formatted(deep)));
        JsonNode bare = Json.read(slave.ask("[".repeat(100_000)));

        assertEquals(400, RawSlave.status(inside));
        assertEquals("7", inside.path("id").asString(), inside::toString);
        assertEquals(400, RawSlave.status(bare));
        assertEquals(404, slave.status("get", "\"nobody\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get          |                                  | 400",
                "get          | 7                                | 400",
                "get          | null                             | 400",
                "get          | \"\"                             | 400",
                "get          | \"a\",\"b\"                      | 400",
                "get          | \"nobody\"                       | 404",
                "post         |                                  | 400",
                "post         | 7                                | 400",
                "post         | null                             | 400",
                "post         | []                               | 400",
                "post         | \"{}\"                           | 400",
                "put          | \"a\"                            | 400",
                "put          | {},{}                            | 400",
                "put          | \"a\",null                       | 400",
                "put          | \"a\",[]                         | 400",
                "put          | \"\",{}                          | 400",
                "put          | \"a\",{},{},{}                   | 400",
                "remove       |                                  | 400",
                "remove       | 7                                | 400",
                "remove       | \"\"                             | 400",
                "allDocs      | \"x\"                            | 400",
                "allDocs      | 7                                | 400",
                "allDocs      | []                               | 400",
                "allDocs      | {},{}                            | 400",
                "allDocs      | {\"query\":7}                    | 400",
                "allDocs      | {\"query\":[]}                   | 400",
                "allDocs      | {\"query\":\"(\"}                | 400",
                "allDocs      | {\"query\":\"a:\"}               | 400",
                "allDocs      | {\"query\":\"\\\"open\"}         | 400",
                "allDocs      | {\"query\":{\"type\":\"dance\"}} | 400",
                "allDocs      | {\"limit\":[\"a\"]}              | 400",
                "allDocs      | {\"limit\":7}                    | 400",
                "allDocs      | {\"limit\":[0,1,2]}              | 400",
                "allDocs      | {\"limit\":[-1,1]}               | 400",
                "allDocs      | {\"limit\":[0,1.5]}              | 400",
                "allDocs      | {\"sort_on\":\"a\"}              | 400",
                "allDocs      | {\"sort_on\":[\"a\"]}            | 400",
                "allDocs      | {\"sort_on\":[[\"a\",\"up\"]]}   | 400",
                "allDocs      | {\"select_list\":\"a\"}          | 400",
                "allDocs      | {\"select_list\":[7]}            | 400",
                "allDocs      | {\"include_docs\":7}             | 400",
                "putAttachment| \"nobody\",\"note\",\"text\"     | 404",
                "putAttachment| \"nobody\",\"\",\"text\"         | 400",
                "putAttachment| \"nobody\",7,\"text\"            | 400",
                "putAttachment| \"nobody\",\"note\"              | 400",
                "putAttachment| \"nobody\",\"note\",7            | 400",
                "putAttachment| \"nobody\",\"note\",{}           | 400",
                "getAttachment| \"nobody\",\"note\",{\"format\":\"text\"} | 404",
                "getAttachment| \"nobody\",\"\",{\"format\":\"text\"}     | 400",
                "getAttachment| \"\",\"note\",{\"format\":\"text\"}       | 400",
                "getAttachment| \"nobody\",\"note\",7            | 400",
                "removeAttachment | \"nobody\"                   | 400",
                "removeAttachment | \"nobody\",\"note\"          | 404",
                "allAttachments   | \"nobody\"                   | 404",
                "allAttachments   | \"\"                         | 400",
                "allAttachments   | \"a\",{}                     | 400",
                "repair       | 7                                | 400",
                "buildQuery   | {}                               | 501",
                "hasCapacity  | \"query\"                        | 501",
                "jio_get      | \"a\"                            | 501",
                "constructor  |                                  | 501",
                "toString     |                                  | 501",
                "''           |                                  | 501",
                "Get          | \"a\"                            | 501",
                "数据           |                                  | 501"
            })
    void whatCannotBeDoneGetsItsStatus(String method, String arguments, int status) throws Exception {
        assertEquals(status, slave.status(method, arguments == null ? "" : arguments.strip()));
    }

    @Test
    void aResultWithoutValueOmitsIt() throws Exception {
        String repaired =
                slave.ask("{\"id\":1,\"type\":\"jio_query\",\"method_name\":\"repair\",\"argument_list\":[]}");

        assertEquals(Set.of("id", "type"), Set.copyOf(Json.read(repaired).propertyNames()));
        assertEquals("jio_response", Json.read(repaired).path("type").asString());
    }

    @Test
    void anErrorHasTheFormOfThePrototype() throws Exception {
        JsonNode error = slave.answer("get", "\"x\"");

        assertEquals(Set.of("id", "type", "result"), Set.copyOf(error.propertyNames()));
        assertEquals(
                Set.of("message", "status_code"),
                Set.copyOf(error.path("result").propertyNames()));
        assertEquals(
                "Cannot find document: x", error.path("result").path("message").asString());
        assertEquals(404, error.path("result").path("status_code").asInt());
    }

    @Test
    void keysThatNobodyKnowsAreIgnored() throws Exception {
        JsonNode answer = Json.read(
                slave.ask(
                        "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"get\",\"extra\":{\"a\":[]},"
                                + "\"argument_list\":[\"nobody\"],\"result\":1,\"write_key\":\"not announced\",\"timeout_ms\":\"-\"}"));

        assertEquals(404, RawSlave.status(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":7,\"type\":\"jio_response\",\"result\":1}",
                "{\"id\":7,\"type\":\"jio_response\"}",
                "{\"type\":\"jio_response\"}",
                "{\"id\":[],\"type\":\"jio_response\"}",
                "{\"id\":7,\"type\":\"error\",\"result\":{\"message\":\"no\",\"status_code\":404}}",
                "{\"id\":7,\"type\":\"error\",\"result\":{}}",
                "{\"type\":\"error\"}",
                "{\"type\":\"error\",\"type\":\"error\"}",
                "{\"type\":\"notice\",\"event\":\"closing\",\"message\":\"bye\"}",
                "{\"type\":\"notice\"}",
                "{\"id\":7,\"type\":\"notice\",\"event\":7}",
                "{\"type\":\"notice\",\"a\":{\"b\":1,\"b\":2}}"
            })
    void aResponseAnErrorOrANoticeIsNeverAnswered(String frame) throws Exception {
        slave.send(frame);

        JsonNode next = Json.read(slave.ask(MISSING.formatted("\"marker\"")));
        assertEquals("marker", next.path("id").asString(), next::toString);
        assertNull(slave.unread());
    }

    @Test
    void everyCallIsAnsweredOnceInAnyOrder() throws Exception {
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 256; i++) {
            slave.call(i, i % 3 == 0 ? "allDocs" : i % 3 == 1 ? "post" : "get", i % 3 == 2 ? "\"nobody\"" : "{}");
            expected.add(Integer.toString(i));
        }
        Set<String> answered = new HashSet<>();
        for (int i = 0; i < 256; i++) {
            JsonNode answer = Json.read(slave.receive());
            assertTrue(answered.add(answer.path("id").asString()), answer::toString);
            assertFalse(answer.path("result").path("status_code").asInt() == 429, answer::toString);
        }

        assertEquals(expected, answered);
        assertNull(slave.unread());
    }

    @Test
    void callsWithTheSameIdAreEachAnswered() throws Exception {
        for (int i = 0; i < 3; i++) {
            slave.call(7, "get", "\"nobody\"");
        }

        for (int i = 0; i < 3; i++) {
            assertEquals(404, RawSlave.status(Json.read(slave.receive())));
        }
    }

    @Test
    void moreThan256OutstandingCallsGetTooMany() throws Exception {
        int calls = 4_000;
        for (int i = 0; i < calls; i++) {
            slave.call(i, "put", "\"burst %d\",{\"text\":\"%s\"}".formatted(i % 10, "x".repeat(500)));
        }
        Set<String> answered = new HashSet<>();
        int done = 0;
        int tooMany = 0;
        for (int i = 0; i < calls; i++) {
            JsonNode answer = Json.read(slave.receive());
            assertTrue(answered.add(answer.path("id").asString()), answer::toString);
            if (answer.path("type").asString().equals("jio_response")) {
                done++;
            } else {
                assertEquals(429, RawSlave.status(answer));
                tooMany++;
            }
        }

        assertTrue(done >= 256 && tooMany > 0, "%d done, %d too many".formatted(done, tooMany));
        assertEquals(404, slave.status("get", "\"nobody\""));
    }
}
