package org.skerry.protocol.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.Expected;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.Sequence;
import org.skerry.jio.WriteKey;
import tools.jackson.databind.node.ArrayNode;

class MessageCodecTest {

    private static final Set<Feature> ALL = EnumSet.allOf(Feature.class);
    private static final String SIGNATURE = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "0",
                "-0",
                "-1",
                "7.0",
                "1.50",
                "1e5",
                "1E+5",
                "1E400",
                "-2.5e-3",
                "9007199254740993",
                "123456789012345678901234567890",
                "\"\"",
                "\"a\"",
                "\"村庄\"",
                "\"\\ud800\"",
                "\"\\\"\\\\\"",
                "\"1234567890123456789012345678901234567890123456789012345678901234\""
            })
    void echoesAnIdAsItCame(String id) {
        Reading reading =
                one("{\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":[],\"id\":" + id + "}");

        var understood = assertInstanceOf(Reading.Understood.class, reading);
        var query = assertInstanceOf(Message.JioQuery.class, understood.message());
        assertEquals(
                "{\"id\":" + id + ",\"type\":\"jio_response\"}",
                MessageCodec.write(new Message.JioResponse(query.id(), null)));
        assertEquals(query.id(), understood.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "[1]",
                "{\"a\":1}",
                "\"12345678901234567890123456789012345678901234567890123456789012345\""
            })
    void refusesOtherIdsWithoutOne(String id) {
        assertRefused(
                null, 400, "{\"id\":" + id + ",\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":[]}");
    }

    @Test
    void refusesAQueryWithoutId() {
        assertRefused(null, 400, "{\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":7}",
                "{\"id\":7,\"type\":\"jio_query\"}",
                "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"get\"}",
                "{\"id\":7,\"type\":\"jio_query\",\"argument_list\":[]}",
                "{\"id\":7,\"type\":\"jio_query\",\"method_name\":1,\"argument_list\":[]}",
                "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":{}}",
                "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":null}",
                "{\"id\":7,\"type\":\"jio_query\",\"method_name\":null,\"argument_list\":[]}",
                "{\"id\":7,\"type\":5,\"method_name\":\"get\",\"argument_list\":[]}",
                "{\"id\":7,\"type\":\"unheard\",\"method_name\":\"get\",\"argument_list\":[]}",
                "{\"id\":7,\"type\":\"JIO_QUERY\",\"method_name\":\"get\",\"argument_list\":[]}",
                "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"get\",\"method_name\":\"put\",\"argument_list\":[]}",
                "{\"type\":\"jio_query\",\"method_name\":\"put\",\"argument_list\":[\"x\",{\"a\":1,\"a\":2}],\"id\":7}",
                "{\"type\":\"jio_query\",\"method_name\":\"put\",\"argument_list\":[\"x\",{\"a\":1e10001}],\"id\":7}",
                "{\"type\":\"jio_query\",\"method_name\":\"put\",\"argument_list\":[{\"id\":8,\"type\":\"error\",\"id\":9}],\"id\":7}",
                "{\"id\":7,\"type\":\"hello\"}",
                "{\"id\":7,\"type\":\"hello\",\"version\":\"1\",\"features\":[]}",
                "{\"id\":7,\"type\":\"hello\",\"version\":2,\"features\":[]}",
                "{\"id\":7,\"type\":\"hello\",\"version\":0,\"features\":[]}",
                "{\"id\":7,\"type\":\"hello\",\"features\":[]}",
                "{\"id\":7,\"type\":\"hello\",\"version\":1}",
                "{\"id\":7,\"type\":\"hello\",\"version\":1,\"features\":\"fragments\"}",
                "{\"id\":7,\"type\":\"hello\",\"version\":1,\"features\":[1]}",
                "{\"id\":7,\"type\":\"hello\",\"version\":1,\"version\":1,\"features\":[]}",
            })
    void refusesAWrongMessageWithItsId(String text) {
        assertRefused("7", 400, text);
    }

    @Test
    void findsTheIdWhateverTheArgumentsHold() {
        for (int depth : new int[] {65, 100, 10_000, 100_000}) {
            String nested = "[".repeat(depth) + "]".repeat(depth);
            assertRefused("7", 400, query("[" + nested + "]"));
        }
        assertRefused("7", 400, query("[" + "9".repeat(1001) + "]"));
        assertRefused("7", 400, query("[" + "9".repeat(100_000) + "]"));
        assertRefused("7", 400, query("[0." + "9".repeat(1001) + "]"));
        assertRefused("7", 400, query("[1e99999999999999999999]"));
        assertRefused("7", 400, query("[1e-99999999999999999999]"));
        assertRefused("1e20000", 400, query("[]").replace("\"id\":7", "\"id\":1e20000"));
        assertRefused(null, 400, query("[]").replace("\"id\":7", "\"id\":" + "9".repeat(2000)));
    }

    @Test
    void takesArgumentsNestedSixtyFourDeep() {
        String nested = "[".repeat(64) + "]".repeat(64);

        var query = assertInstanceOf(Message.JioQuery.class, understood(query("[" + nested + "]"), Set.of()));

        assertEquals(nested, query.arguments().get(0).toString());
    }

    @Test
    void ofRepeatedIdsTheLastCountsAsInJavaScript() {
        assertRefused(
                "8", 400, "{\"id\":7,\"id\":8,\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "7",
                "\"jio_query\"",
                "null",
                "[]",
                "[{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":[]}]",
                "{\"id\":7,\"type\":\"jio_query\"",
                "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":[}",
                "{\"id\":7,\"type\":\"jio_query\",\"method_name\":get}",
                "{\"id\":7}{\"id\":8}",
                "{\"id\":7} x",
                "{id:7}",
                "{\"id\":07}",
                "{\"id\":7,}",
                "{'id':7}",
                "{\"id\":NaN}",
                "// no\n{\"id\":7}",
                "\ufeff{\"id\":7",
            })
    void refusesWhatIsNoJsonObjectWithoutId(String text) {
        assertRefused(null, 400, text);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] latin1 = "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"é\",\"argument_list\":[]}"
                .getBytes(StandardCharsets.ISO_8859_1);

        Reading reading = MessageCodec.readMessage(latin1, ALL);

        assertEquals(
                "{\"type\":\"error\",\"result\":{\"message\":\"This is not UTF-8 text.\",\"status_code\":400}}",
                MessageCodec.write(
                        assertInstanceOf(Reading.Unreadable.class, reading).answer()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"jio_response\"}",
                "{\"id\":{},\"type\":\"jio_response\"}",
                "{\"id\":7,\"type\":\"jio_response\",\"result\":{\"a\":1,\"a\":2}}",
                "{\"id\":7,\"type\":\"error\",\"result\":1e99999}",
                "{\"type\":\"notice\"}",
                "{\"type\":\"notice\",\"event\":1}",
            })
    void neverAnswersAnswersAndNotices(String text) {
        assertFalse(assertInstanceOf(Reading.Unreadable.class, one(text)).isAnswered());
    }

    @Test
    void anErrorIsReadWhateverIsInIt() {
        assertEquals(
                new Message.JioError(CallId.of(2), "The other side gave no reason.", 500),
                understood("{\"id\":2,\"result\":{},\"type\":\"error\"}", Set.of()));
        assertEquals(
                new Message.JioError(null, "no", 404),
                understood("{\"result\":{\"message\":\"no\",\"status_code\":404},\"type\":\"error\"}", Set.of()));
    }

    @Test
    void fieldsOfFeaturesCountOnlyWhenAnnounced() {
        String text = "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"put\",\"argument_list\":[],"
                + "\"write_key\":[\"w\",12],\"expected\":{\"signature\":\"" + SIGNATURE + "\"},\"timeout_ms\":1500}";
        ArrayNode none = JsonText.nodes().arrayNode();

        assertEquals(
                new Message.JioQuery(
                        CallId.of(7),
                        "put",
                        none,
                        new WriteKey.Numbered("w", 12),
                        new Expected.Signed(SIGNATURE),
                        Duration.ofMillis(1500)),
                understood(text, ALL));
        assertEquals(new Message.JioQuery(CallId.of(7), "put", none), understood(text, Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"write_key\":7",
                "\"write_key\":[]",
                "\"write_key\":[\"\",1]",
                "\"write_key\":[\"w\",0]",
                "\"write_key\":[\"w\",1.5]",
                "\"write_key\":[\"w\",99999999999999999999]",
                "\"write_key\":null",
                "\"expected\":\"any\"",
                "\"expected\":{}",
                "\"expected\":{\"signature\":\"abc\"}",
                "\"expected\":null",
                "\"expected\":{\"signature\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\",\"version\":0}",
                "\"expected\":{\"signature\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\",\"version\":\"7\"}",
                "\"expected_attachment\":\"gone\"",
                "\"expected_attachment\":{\"sha256\":\"abc\"}",
                "\"expected_attachment\":null",
                "\"timeout_ms\":0",
                "\"timeout_ms\":-5",
                "\"timeout_ms\":1.5",
                "\"timeout_ms\":\"5\"",
            })
    void fieldsOfAnnouncedFeaturesAreChecked(String field) {
        String text = "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"put\",\"argument_list\":[]," + field + "}";

        var unreadable = assertInstanceOf(
                Reading.Unreadable.class,
                MessageCodec.readFrame(text.getBytes(StandardCharsets.UTF_8), ALL)
                        .getFirst());
        assertEquals(CallId.of(7), unreadable.id());
        assertEquals(400, unreadable.reason().statusCode());
        assertInstanceOf(Message.JioQuery.class, understood(text, Set.of()));
    }

    @Test
    void messagesOfFeaturesAreUnknownUnlessAnnounced() {
        for (String text : List.of("{\"type\":\"ping\"}", "{\"type\":\"pong\"}", "{\"type\":\"cancel\",\"id\":7}")) {
            assertInstanceOf(Reading.Unreadable.class, one(text));
            assertInstanceOf(Message.class, understood(text, ALL));
        }
    }

    @Test
    void aNoticeOfChangesIsOneLikeOthersUnlessAnnounced() {
        String text = "{\"type\":\"notice\",\"event\":\"changed\",\"feed\":{\"id\":\"6f1c\",\"sequence\":4712}}";

        assertEquals(new Message.Changed(new Message.Feed("6f1c", 4712)), understood(text, ALL));
        assertEquals(new Message.Notice("changed", "", null), understood(text, Set.of(Feature.NOTICE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "\"6f1c\"",
                "null",
                "{\"id\":7,\"sequence\":1}",
                "{\"id\":\"6f1c\"}",
                "{\"id\":\"6f1c\",\"sequence\":\"1\"}",
                "{\"id\":\"6f1c\",\"sequence\":1.5}",
                "{\"id\":\"6f1c\",\"sequence\":-1}",
                "{\"id\":\"6f1c\",\"sequence\":99999999999999999999}"
            })
    void aFeedThatCannotBeReadIsNone(String feed) {
        assertNoFeed(feed);
    }

    @Test
    void theIdOfAFeedHasALimit() {
        assertNoFeed("{\"id\":\"%s\",\"sequence\":1}".formatted("x".repeat(257)));
    }

    private static void assertNoFeed(String feed) {
        String notice = "{\"type\":\"notice\",\"event\":\"changed\",\"feed\":" + feed + "}";
        String hello = "{\"type\":\"hello\",\"version\":1,\"features\":[],\"feed\":" + feed + "}";

        Reading reading = MessageCodec.readMessage(notice.getBytes(StandardCharsets.UTF_8), ALL);

        assertFalse(assertInstanceOf(Reading.Unreadable.class, reading).isAnswered());
        assertEquals(new Message.Hello(1, Set.of(), null, null, false, null), understood(hello, ALL));
    }

    @Test
    void everyMessageComesBackAsItWas() {
        List<Message> messages = List.of(
                new Message.JioQuery(CallId.of(1), "get", (ArrayNode) JsonText.read("[\"村\",{\"n\":1.10}]")),
                new Message.JioQuery(
                        CallId.text("a"),
                        "put",
                        (ArrayNode) JsonText.read("[]"),
                        new WriteKey.Numbered("w", Long.MAX_VALUE),
                        Expected.ABSENT,
                        Duration.ofSeconds(3)),
                new Message.JioQuery(
                        CallId.text("b"),
                        "put",
                        (ArrayNode) JsonText.read("[]"),
                        new WriteKey.Numbered("w", 1),
                        Expected.GONE,
                        Duration.ofSeconds(3)),
                new Message.JioQuery(
                        CallId.text("c"),
                        "restore",
                        (ArrayNode) JsonText.read("[]"),
                        WriteKey.NONE,
                        new Expected.Signed(SIGNATURE, Optional.of(new Sequence(Long.MAX_VALUE))),
                        null),
                new Message.JioQuery(
                        CallId.text("d"),
                        "endUpload",
                        (ArrayNode) JsonText.read("[]"),
                        WriteKey.NONE,
                        Expected.ANY,
                        ExpectedAttachment.ABSENT,
                        null),
                new Message.JioQuery(
                        CallId.text("e"),
                        "removeAttachment",
                        (ArrayNode) JsonText.read("[]"),
                        WriteKey.NONE,
                        Expected.ANY,
                        new ExpectedAttachment.Content(SIGNATURE),
                        null),
                new Message.JioResponse(CallId.of(1), null),
                new Message.JioResponse(CallId.of(1), JsonText.read("null")),
                new Message.JioResponse(CallId.of(1), JsonText.read("{\"n\":9007199254740993}")),
                new Message.JioError(null, "a \"sentence\"", 400),
                new Message.JioError(CallId.of(-3), "", 500),
                new Message.Notice("closing", "The master stops.", Duration.ofSeconds(5)),
                new Message.Notice("reconnect", "", null),
                new Message.Changed(new Message.Feed("6f1c", Long.MAX_VALUE)),
                Message.Hello.client(),
                Message.Hello.master("Site A", new Message.Feed("6f1c", 4711), true),
                new Message.Hello(1, Set.of("unheard"), null, null, false, 65_536),
                new Message.Ping(),
                new Message.Pong(),
                new Message.Cancel(CallId.text("")));

        for (Message message : messages) {
            assertEquals(message, understood(MessageCodec.write(message), ALL));
        }
    }

    @Test
    void aBatchHoldsMessagesForThoseWhoAnnouncedIt() {
        String batch = "[{\"type\":\"ping\"},{\"id\":1.0,\"type\":\"unheard\"},5,{\"id\":-0,\"type\":\"cancel\"}]";

        List<Reading> readings = MessageCodec.readFrame(batch.getBytes(StandardCharsets.UTF_8), ALL);

        assertEquals(4, readings.size());
        assertEquals(new Reading.Understood(new Message.Ping(), null), readings.get(0));
        assertEquals(
                new CallId("1.0"),
                assertInstanceOf(Reading.Unreadable.class, readings.get(1)).id());
        assertInstanceOf(Reading.Unreadable.class, readings.get(2));
        assertEquals(
                new Message.Cancel(new CallId("-0")),
                assertInstanceOf(Reading.Understood.class, readings.get(3)).message());
    }

    @Test
    void eachMessageOfAnUnreadableBatchIsRefusedWithItsId() {
        String batch = "[{\"id\":1,\"type\":\"jio_query\",\"a\":1,\"a\":2},{\"id\":2,\"type\":\"jio_response\"}]";

        List<Reading> readings = MessageCodec.readFrame(batch.getBytes(StandardCharsets.UTF_8), ALL);

        assertEquals(2, readings.size());
        assertEquals(
                CallId.of(1),
                assertInstanceOf(Reading.Unreadable.class, readings.get(0)).id());
        assertFalse(assertInstanceOf(Reading.Unreadable.class, readings.get(1)).isAnswered());
    }

    @Test
    void halfASurrogatePairInANameDisturbsNoMessageOfABatch() {
        List<Reading> readings = MessageCodec.readFrame(
                "[{\"id\":0,\"t\\udccc\":1},{\"type\":\"ping\",\"id\":-0}]".getBytes(StandardCharsets.UTF_8),
                Set.of(Feature.BATCH, Feature.HEARTBEAT));

        assertEquals(
                new CallId("0"),
                assertInstanceOf(Reading.Unreadable.class, readings.getFirst()).id());
        assertEquals(
                new Message.Ping(),
                assertInstanceOf(Reading.Understood.class, readings.getLast()).message());
    }

    @Test
    void aBatchOfNothingOrTooMuchIsOneError() {
        for (String batch : List.of("[]", "[" + "1,".repeat(64) + "1]", "[" + "{\"a\":1,\"a\":1},".repeat(64) + "1]")) {
            List<Reading> readings = MessageCodec.readFrame(batch.getBytes(StandardCharsets.UTF_8), ALL);
            assertEquals(1, readings.size());
            assertTrue(assertInstanceOf(Reading.Unreadable.class, readings.getFirst())
                    .isAnswered());
        }
    }

    @Test
    void theBeginningOfAMessageTellsItsId() {
        byte[] cut = "{\"id\":7,\"type\":\"jio_response\",\"result\":\"村".getBytes(StandardCharsets.UTF_8);

        Reading.Unreadable refused = MessageCodec.refuse(
                java.util.Arrays.copyOf(cut, cut.length - 1),
                new org.skerry.jio.StorageException.TooLarge("too large"));

        assertEquals(CallId.of(7), refused.id());
        assertFalse(refused.isAnswered());
    }

    @Test
    void callIdsCheckThemselves() {
        for (String json : List.of("", "x", "01", "+1", "1.", "NaN", "9".repeat(CallId.MAX_NUMBER + 1))) {
            assertThrows(IllegalArgumentException.class, () -> new CallId(json), json);
        }
        assertThrows(IllegalArgumentException.class, () -> CallId.text("x".repeat(65)));
    }

    private static String query(String arguments) {
        return "{\"type\":\"jio_query\",\"method_name\":\"put\",\"argument_list\":" + arguments + ",\"id\":7}";
    }

    private static Reading one(String text) {
        List<Reading> readings = MessageCodec.readFrame(text.getBytes(StandardCharsets.UTF_8), Set.of());
        assertEquals(1, readings.size());
        return readings.getFirst();
    }

    private static Message understood(String text, Set<Feature> active) {
        Reading reading = MessageCodec.readMessage(text.getBytes(StandardCharsets.UTF_8), active);
        return assertInstanceOf(Reading.Understood.class, reading, text).message();
    }

    private static void assertRefused(String id, int status, String text) {
        var refused = assertInstanceOf(Reading.Unreadable.class, one(text), text);
        String shown = text.substring(0, Math.min(200, text.length()));
        assertEquals(id, refused.id() == null ? null : refused.id().json(), shown);
        assertEquals(status, refused.answer().statusCode(), shown);
        assertTrue(refused.isAnswered(), shown);
    }
}
