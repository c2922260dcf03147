package org.skerry.master.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.Attachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.index.LuceneWords;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.QueryParser;
import org.skerry.jio.query.RecordView;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.message.MessageCodec;
import org.skerry.protocol.session.Call;
import org.skerry.protocol.session.PeerSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The thread that tells is not started: the tests say when it looks. */
@Timeout(60)
class LiveQueriesTest {

    private final MemoryStorage storage = new MemoryStorage(new LuceneWords());
    private final LiveDesk desk = new LiveDesk(storage);
    private final PeerSession slave = desk.connect();
    private final BlockingQueue<String> told = listening(slave);

    @AfterEach
    void close() {
        slave.close();
        desk.close();
    }

    private static BlockingQueue<String> listening(PeerSession session) {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        session.onLive(new PeerSession.LiveListener() {
            @Override
            public void told(Message.Live notice) {
                heard.add(new String(MessageCodec.writeUtf8(notice), StandardCharsets.UTF_8));
            }

            @Override
            public void ended() {
                heard.add("ended");
            }
        });
        return heard;
    }

    private static JsonNode call(PeerSession session, String method, String arguments) {
        JsonNode answer =
                session.call(new Call(method, (ArrayNode) JsonText.read("[" + arguments + "]")), LiveDesk.PATIENCE);
        return answer == null ? JsonText.object() : answer;
    }

    private String feed(long sequence) {
        return "{\"id\":\"%s\",\"sequence\":%d}".formatted(storage.feed().id(), sequence);
    }

    private String notice(long subscription, long sequence, String rest) {
        return "{\"type\":\"notice\",\"event\":\"live\",\"subscription\":%d,\"feed\":%s%s}"
                .formatted(subscription, feed(sequence), rest);
    }

    private void put(String id, String body) {
        storage.put(new RecordId(id), (ObjectNode) JsonText.read(body));
    }

    /** All that was told by now. */
    private List<String> heard() throws InterruptedException {
        desk.queries.round();
        call(slave, "nothing", "");
        List<String> all = new ArrayList<>();
        told.drainTo(all);
        return all;
    }

    private static RecordView view(String visible, String... hidden) {
        Query query = visible.isEmpty() ? Query.ALL : QueryParser.parse(visible);
        return new RecordView(query, query, Set.of(hidden), Optional.empty());
    }

    @Test
    void whatComesInGoesOutAndChangesIsToldInTheOrderOfTheFeed() throws Exception {
        put("a", "{\"n\":1}");
        put("b", "{\"n\":2}");
        assertEquals(
                "{\"feed\":%s}".formatted(feed(2)),
                call(slave, "subscribe", "7,{\"query\":\"n:>=2\",\"select_list\":[\"n\"]}")
                        .toString());

        put("c", "{\"n\":3,\"m\":1}");
        put("a", "{\"n\":5}");
        put("b", "{\"n\":0}");
        put("c", "{\"n\":3,\"m\":2}");
        put("d", "{\"n\":1}");
        assertEquals(
                List.of(notice(
                        7,
                        7,
                        ",\"rows\":[{\"id\":\"a\",\"went\":\"in\",\"value\":{\"n\":5}},{\"id\":\"b\",\"went\":\"out\"},"
                                + "{\"id\":\"c\",\"went\":\"in\",\"value\":{\"n\":3}}]")),
                heard());

        put("c", "{\"n\":3,\"m\":3}");
        storage.remove(new RecordId("a"));
        assertEquals(
                List.of(
                        notice(
                                7,
                                9,
                                ",\"rows\":[{\"id\":\"c\",\"went\":\"changed\",\"value\":{\"n\":3}},{\"id\":\"a\",\"went\":\"out\"}]")),
                heard());
    }

    /** Who asks for the answer in between has it. */
    @Test
    void whatComesAndGoesBetweenTwoNoticesGoesOut() throws Exception {
        call(slave, "subscribe", "1");
        put("a", "{}");
        storage.remove(new RecordId("a"));
        put("b", "{}");

        assertEquals(
                List.of(notice(
                        1,
                        3,
                        ",\"rows\":[{\"id\":\"a\",\"went\":\"out\"},{\"id\":\"b\",\"went\":\"in\",\"value\":{}}]")),
                heard());
    }

    @Test
    void whatIsWrittenAsItWasIsNoChangeButAnAttachmentIs() throws Exception {
        put("a", "{\"n\":1}");
        call(slave, "subscribe", "1,{\"include_docs\":true}");
        put("a", "{\"n\":1}");
        assertEquals(List.of(), heard());

        storage.putAttachment(new RecordId("a"), "x", new Attachment("text/plain", new byte[1]));

        assertEquals(
                List.of(notice(1, 3, ",\"rows\":[{\"id\":\"a\",\"went\":\"changed\",\"value\":{},\"doc\":{\"n\":1}}]")),
                heard());
    }

    @Test
    void wordsAreFollowedAsTheyAreSearched() throws Exception {
        call(slave, "subscribe", "1,{\"query\":\"SearchableText:lobsters\"}");
        put("a", "{\"catch\":\"Two Lobster\"}");
        put("b", "{\"catch\":\"cod\"}");

        assertEquals(List.of(notice(1, 2, ",\"rows\":[{\"id\":\"a\",\"went\":\"in\",\"value\":{}}]")), heard());
    }

    @Test
    void nothingIsToldOfAnEndedSubscription() throws Exception {
        call(slave, "subscribe", "1");
        call(slave, "subscribe", "2");
        call(slave, "unsubscribe", "1");
        call(slave, "unsubscribe", "1");
        assertEquals(1, desk.queries.count());
        put("a", "{}");
        assertEquals(List.of(notice(2, 1, ",\"rows\":[{\"id\":\"a\",\"went\":\"in\",\"value\":{}}]")), heard());

        slave.close();
        while (desk.queries.count() > 0) {
            Thread.onSpinWait();
        }
        assertEquals("ended", told.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void whoComesBackIsToldWhatHeMissed() throws Exception {
        put("a", "{\"n\":1}");
        put("b", "{\"n\":1}");
        put("a", "{\"n\":2}");
        storage.remove(new RecordId("b"));

        assertEquals(
                "{\"feed\":%s}".formatted(feed(2)),
                call(slave, "subscribe", "1,{\"query\":\"n:1\",\"since\":%s}".formatted(feed(2)))
                        .toString());
        assertEquals(
                List.of(notice(1, 4, ",\"rows\":[{\"id\":\"a\",\"went\":\"out\"},{\"id\":\"b\",\"went\":\"out\"}]")),
                heard());
    }

    @Test
    void whoComesWithAPlaceThatNobodyKnowsStartsAnew() throws Exception {
        put("a", "{}");
        String reset = "{\"feed\":%s,\"reset\":true}".formatted(feed(1));

        assertEquals(
                reset,
                call(slave, "subscribe", "1,{\"since\":{\"id\":\"other\",\"sequence\":1}}")
                        .toString());
        assertEquals(
                reset,
                call(slave, "subscribe", "2,{\"since\":%s}".formatted(feed(2))).toString());
        desk.see(view("", "wage"));
        JsonNode narrowed = call(slave, "subscribe", "3,{\"since\":%s}".formatted(feed(1)));
        assertTrue(narrowed.path("reset").asBoolean());
        assertFalse(narrowed.toString().contains(storage.feed().id()));
    }

    @Test
    void whoDoesNotSeeEverythingIsToldOfWhatHeSees() throws Exception {
        desk.see(view("type:Ship", "wage"));
        call(slave, "subscribe", "1,{\"query\":\"%\",\"include_docs\":true}");
        put("a", "{\"type\":\"Crew\",\"name\":\"Ana\"}");
        assertEquals(List.of(), heard());
        put("b", "{\"type\":\"Ship\",\"wage\":1}");
        List<String> in = heard();
        assertEquals(1, in.size());
        assertTrue(
                in.getFirst()
                        .endsWith(
                                "\"rows\":[{\"id\":\"b\",\"went\":\"in\",\"value\":{},\"doc\":{\"type\":\"Ship\"}}]}"),
                in.getFirst());

        put("b", "{\"type\":\"Ship\",\"wage\":2}");
        assertEquals(List.of(), heard());
        put("b", "{\"type\":\"Crew\",\"wage\":2}");
        List<String> out = heard();
        assertTrue(out.getFirst().endsWith("\"rows\":[{\"id\":\"b\",\"went\":\"out\"}]}"), out.getFirst());
        put("b", "{\"type\":\"Crew\",\"wage\":3}");
        storage.remove(new RecordId("b"));
        assertEquals(List.of(), heard());
    }

    /** By nothing: not by a query for it, nor by the numbers of the notices. */
    @Test
    void whatIsHiddenDoesNotShow() throws Exception {
        desk.see(view("", "wage"));
        call(slave, "subscribe", "1,{\"query\":\"wage:7\"}");
        call(slave, "subscribe", "2,{\"query\":\"SearchableText:secret\"}");
        put("a", "{\"wage\":7,\"x\":\"secret\"}");
        put("b", "{\"wage\":\"secret\"}");

        List<String> heard = heard();
        assertEquals(1, heard.size());
        assertTrue(heard.getFirst().contains("\"subscription\":2"));
        assertTrue(heard.getFirst().endsWith("\"rows\":[{\"id\":\"a\",\"went\":\"in\",\"value\":{}}]}"));
    }

    @Test
    void whenRightsChangeAllIsToBeAskedAnew() throws Exception {
        put("a", "{\"type\":\"Crew\"}");
        call(slave, "subscribe", "1,{\"query\":\"type:Crew\"}");
        desk.see(view("type:Ship"));

        List<String> heard = heard();

        assertEquals(1, heard.size());
        assertTrue(heard.getFirst().endsWith(",\"reset\":true}"), heard.getFirst());
        put("a", "{\"type\":\"Crew\",\"n\":2}");
        storage.remove(new RecordId("a"));
        assertEquals(List.of(), heard());
        desk.see(RecordView.WHOLE);
        put("b", "{\"type\":\"Crew\"}");
        assertEquals(List.of(notice(1, 4, ",\"reset\":true")), heard());
    }

    /** Whoever asked in between has what was seen then. */
    @Test
    void rightsThatAreAsTheyWereAgainHaveChanged() throws Exception {
        call(slave, "subscribe", "1");
        desk.see(view("type:Ship"));
        desk.see(RecordView.WHOLE);

        assertEquals(List.of(notice(1, 0, ",\"reset\":true")), heard());
    }

    @Test
    void aLargeRecordIsNamedAndALargeStretchIsCut() throws Exception {
        call(slave, "subscribe", "1,{\"include_docs\":true}");
        put("large", "{\"text\":\"%s\"}".formatted("x".repeat(100_000)));
        assertEquals(List.of(notice(1, 1, ",\"rows\":[{\"id\":\"large\",\"went\":\"in\",\"large\":true}]")), heard());

        for (int i = 0; i < 10; i++) {
            put("r" + i, "{\"text\":\"%s\"}".formatted("y".repeat(20_000)));
        }
        List<String> parts = heard();
        assertEquals(5, parts.size());
        parts.forEach(part -> assertTrue(part.length() < 48 * 1024));
        for (int i = 0; i < 5; i++) {
            JsonNode part = JsonText.read(parts.get(i));
            assertEquals(i < 4 ? 1 : 11, part.path("feed").path("sequence").asLong());
            assertEquals(2, part.path("rows").size());
        }
    }

    @Test
    void onlySoManyAreFollowed() {
        for (int i = 1; i <= Subscriber.MAX_SUBSCRIPTIONS; i++) {
            call(slave, "subscribe", i + ",{\"query\":\"n:%d\"}".formatted(i));
        }
        assertThrows(StorageException.TooMany.class, () -> call(slave, "subscribe", "1000"));
        call(slave, "subscribe", "1,{\"query\":\"n:0\"}");
        assertEquals(Subscriber.MAX_SUBSCRIPTIONS, desk.queries.count());
    }

    @Test
    void aQueryThatMakesNoSenseIsRefused() {
        assertThrows(StorageException.BadRequest.class, () -> call(slave, "subscribe", "1,{\"query\":\"(\"}"));
        assertEquals(0, desk.queries.count());
    }
}
