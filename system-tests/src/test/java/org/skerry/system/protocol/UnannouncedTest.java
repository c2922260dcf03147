package org.skerry.system.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a running master owes a client that announces nothing, such as the pages of 2016. */
@Tag("system")
@Timeout(90)
@Execution(ExecutionMode.CONCURRENT)
final class UnannouncedTest {

    private static final int MAX_FRAME_BYTES = 262_144;

    @TempDir
    static Path folder;

    private static MasterProcess master;

    @BeforeAll
    static void startMaster() throws Exception {
        master = MasterProcess.start(folder);
    }

    @AfterAll
    static void stopMaster() {
        master.close();
    }

    @Test
    void aFrameOf262144BytesIsTaken() throws Exception {
        try (RawSlave slave = RawSlave.join(master.url())) {
            assertEquals(MAX_FRAME_BYTES, slave.maxFrameBytes());
            String put =
                    "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"put\",\"argument_list\":[\"large\",{\"t\":\"\"}]}";
            String text = "x".repeat(MAX_FRAME_BYTES - put.length());
            String answer = slave.ask(put.replace("\"\"", "\"" + text + "\""));
            assertEquals("large", Json.read(answer).path("result").asString(), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {262_144, 65_536, 16_384, 1_200})
    void anAnswerFillsTheFrameTheDescriptionAllowsAndNoMore(int limit) throws Exception {
        UnaryOperator<String> says = sdp -> sdp.replaceAll("a=max-message-size:\\d+", "a=max-message-size:" + limit);
        checkLimit(limit, says);
    }

    @Test
    void a65536ByteFrameIsTheLimitWhereTheDescriptionSaysNothing() throws Exception {
        checkLimit(65_536, sdp -> sdp.replaceAll("a=max-message-size:\\d+\r\n", ""));
    }

    private static void checkLimit(int limit, UnaryOperator<String> description) throws Exception {
        String tag = RawSlave.newId();
        String query = "{\"query\":\"tag:\\\"%s\\\"\",\"include_docs\":true}".formatted(tag);
        try (RawSlave writer = RawSlave.join(master.url());
                RawSignalling first = RawSignalling.connect(master.url());
                RawSignalling second = RawSignalling.connect(master.url());
                RawSlave asked = RawSlave.join(first, RawSlave.newId(), description);
                RawSlave offered = RawSlave.joinAsIn2016(second, RawSlave.newId(), description)) {
            putTwo(writer, tag, 200);
            int around = answerLength(writer, "allDocs", query) - 200;
            putTwo(writer, tag, limit - around);
            assertEquals(limit, answerLength(asked, "allDocs", query));
            assertEquals(limit, answerLength(offered, "allDocs", query));
            putTwo(writer, tag, limit - around + 1);
            assertEquals(413, asked.status("allDocs", query));
            assertEquals(413, offered.status("allDocs", query));
            assertEquals(404, asked.status("get", "\"nobody\""));
        }
    }

    /** Two records, since one that fills the answer would not fit the frame of its own put. */
    private static void putTwo(RawSlave writer, String tag, int characters) throws InterruptedException {
        String put = "\"%s %d\",{\"tag\":\"%s\",\"t\":\"%s\"}";
        writer.result("put", put.formatted(tag, 1, tag, "z".repeat(characters / 2)));
        writer.result("put", put.formatted(tag, 2, tag, "z".repeat(characters - characters / 2)));
    }

    private static int answerLength(RawSlave slave, String method, String arguments) throws InterruptedException {
        slave.call(7, method, arguments);
        return slave.receive().getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void inVeryShortFramesEverythingIsAnsweredAllTheSame() throws Exception {
        try (RawSignalling signalling = RawSignalling.connect(master.url());
                RawSlave slave = RawSlave.join(
                        signalling,
                        RawSlave.newId(),
                        sdp -> sdp.replaceAll("a=max-message-size:\\d+", "a=max-message-size:700"))) {
            for (int i = 0; i < 10; i++) { // more than there are workers
                String id = "7".repeat(990);
                String call = "{\"id\":%s,\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":[%s]}";
                assertEquals(413, RawSlave.status(Json.read(slave.ask(call.formatted(id, "\"nobody\"")))));
                assertEquals(400, RawSlave.status(Json.read(slave.ask("{\"id\":%s}".formatted(id)))));
                assertEquals(413, slave.status("get", "\"%s\"".formatted("n".repeat(1_000))));
            }
            assertEquals(404, slave.status("get", "\"nobody\""));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 1_000, MAX_FRAME_BYTES})
    void aBinaryFrameIsAnsweredByAnErrorWithoutId(int bytes) throws Exception {
        try (RawSlave slave = RawSlave.join(master.url())) {
            slave.sendBinary(new byte[bytes]);
            JsonNode refused = Json.read(slave.receive());

            assertEquals(400, RawSlave.status(refused));
            assertFalse(refused.has("id"), refused::toString);
            assertEquals(404, slave.status("get", "\"nobody\""));
        }
    }

    @Test
    void aCallInABinaryFrameIsNotDone() throws Exception {
        try (RawSlave slave = RawSlave.join(master.url())) {
            slave.sendBinary(
                    "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"put\",\"argument_list\":[\"binary\",{}]}"
                            .getBytes(StandardCharsets.UTF_8));
            JsonNode refused = Json.read(slave.receive());

            assertEquals(400, RawSlave.status(refused));
            assertEquals(404, slave.status("get", "\"binary\""));
        }
    }

    @Test
    void aRecordOf1MiBCannotComeInOneFrameButAnAnswerTooLargeIsTold() throws Exception {
        try (RawSlave slave = RawSlave.join(master.url())) {
            for (int i = 0; i < 3; i++) {
                slave.result("put", "\"part %d\",{\"tag\":\"parts\",\"t\":\"%s\"}".formatted(i, "x".repeat(100_000)));
            }
            String parts = "{\"query\":\"tag:parts\",\"include_docs\":true,\"limit\":[0,%d]}";

            assertEquals(413, slave.status("allDocs", parts.formatted(3)));
            assertEquals(
                    2,
                    slave.result("allDocs", parts.formatted(2))
                            .path("data")
                            .path("rows")
                            .size());
        }
    }

    @Test
    void messagesOfFeaturesThatNobodyAnnouncedAreErrors() throws Exception {
        try (RawSlave slave = RawSlave.join(master.url())) {
            for (String type : new String[] {"ping", "pong", "cancel"}) {
                JsonNode refused = Json.read(slave.ask("{\"id\":7,\"type\":\"%s\"}".formatted(type)));
                assertTrue(RawSlave.status(refused) >= 400, refused::toString);
                assertEquals("7", refused.path("id").asString(), refused::toString);
            }
        }
    }

    @Test
    void onlyThoseWhoAnnouncedItAreToldOfChanges() throws Exception {
        try (RawSlave silent = RawSlave.join(master.url());
                RawSlave page = RawSlave.joinAsIn2016(master.url());
                RawSlave older = RawSlave.join(master.url());
                RawSlave told = RawSlave.join(master.url())) {
            greet(older, "\"notice\"");
            String feed = greet(told, "\"changed\"").path("id").stringValue();

            // Told of the second change, it is sure that the round of the first one is over.
            for (String id : new String[] {"first", "second"}) {
                silent.result("put", "\"%s\",{}".formatted(id));
                awaitTold(told, feed, sequence());
            }

            assertEquals(404, silent.status("get", "\"nobody\""));
            assertEquals(404, page.status("get", "\"nobody\""));
            assertEquals(404, older.status("get", "\"nobody\""));
        }
    }

    /** Says hello, and returns the master's feed. */
    private static JsonNode greet(RawSlave slave, String features) throws InterruptedException {
        return Json.read(slave.ask("{\"type\":\"hello\",\"version\":1,\"features\":[%s]}".formatted(features)))
                .path("feed");
    }

    private static long sequence() throws InterruptedException {
        try (RawSlave other = RawSlave.join(master.url())) {
            return greet(other, "").path("sequence").asLong();
        }
    }

    private static void awaitTold(RawSlave slave, String feed, long sequence) throws InterruptedException {
        long told = 0;
        while (told < sequence) {
            String notice = slave.receive();
            told = Json.read(notice).path("feed").path("sequence").asLong();
            assertEquals(
                    "{\"type\":\"notice\",\"event\":\"changed\",\"feed\":{\"id\":\"%s\",\"sequence\":%d}}"
                            .formatted(feed, told),
                    notice);
        }
    }
}
