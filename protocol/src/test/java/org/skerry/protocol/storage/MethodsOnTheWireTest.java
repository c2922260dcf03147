package org.skerry.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.JsonText;

/** What a client that knows only the texts of 2016 gets, character by character. */
@Timeout(60)
class MethodsOnTheWireTest {

    private static final String NO_RESULT = "\"type\":\"jio_response\"";

    private final MemoryMaster master = new MemoryMaster();
    private final PageOf2016 page = new PageOf2016(master.connect());

    @AfterEach
    void close() {
        master.close();
    }

    @Test
    void theAnswersAreThoseOfJio() throws Exception {
        assertEquals(result("\"x\""), page.call("put", "[\"x\",{\"a\":1}]"));
        assertEquals(result("{\"a\":1}"), page.call("get", "[\"x\"]"));
        assertEquals(NO_RESULT, page.call("putAttachment", "[\"x\",\"b\",\"text\"]"));
        assertEquals(NO_RESULT, page.call("putAttachment", "[\"x\",\"a\",\"text\"]"));
        assertEquals(result("{\"a\":{},\"b\":{}}"), page.call("allAttachments", "[\"x\"]"));
        assertEquals(result("\"text\""), page.call("getAttachment", "[\"x\",\"a\",{\"format\":\"text\"}]"));
        assertEquals(NO_RESULT, page.call("removeAttachment", "[\"x\",\"a\"]"));
        assertEquals(result("\"x\""), page.call("remove", "[\"x\"]"));
        assertEquals(result("\"x\""), page.call("remove", "[\"x\"]"));
        assertEquals(NO_RESULT, page.call("repair", "[]"));
    }

    @Test
    void aPostedRecordHasAnIdAsJioMakesThem() throws Exception {
        String answer = page.call("post", "[{\"first\":\"Marie\"}]");

        assertTrue(
                answer.matches("\"type\":\"jio_response\",\"result\":\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\""),
                answer);
        String id = answer.substring(answer.lastIndexOf(':') + 1);
        assertEquals(result("{\"first\":\"Marie\"}"), page.call("get", "[" + id + "]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    get              | ["x"]                          | Cannot find document: x
                    allAttachments   | ["x"]                          | Cannot find document: x
                    putAttachment    | ["x","a","text"]               | Cannot find document: x
                    removeAttachment | ["x","a"]                      | Cannot find document: x
                    getAttachment    | ["x","a",{"format":"text"}]    | Cannot find attachment: x , a
                    getAttachment    | ["is","a",{"format":"text"}]   | Cannot find attachment: is , a
                    """)
    void whatIsNotThereIsNotFound(String method, String arguments, String sentence) throws Exception {
        page.call("put", "[\"is\",{}]");

        assertEquals(error(404, sentence), page.call(method, arguments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bulk", "buildQuery", "hello", "", "测试", "__proto__"})
    void anUnknownMethodIsNotOffered(String method) throws Exception {
        assertEquals(error(501, "The method '" + method + "' is not offered here."), page.call(method, "[]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "-9223372036854775809",
                "18446744073709551616",
                "1.10",
                "100.00",
                "0.1",
                "123456789012345678901234567890.123456789012345678901234567890",
            })
    void numbersComeBackAsTheyWere(String number) throws Exception {
        page.call("put", "[\"x\",{\"n\":" + number + ",\"list\":[" + number + "]}]");

        assertEquals(result("{\"n\":" + number + ",\"list\":[" + number + "]}"), page.call("get", "[\"x\"]"));
        assertEquals(
                result("{\"data\":{\"rows\":[{\"id\":\"x\",\"value\":{\"n\":" + number
                        + "}}],\"total_rows\":1,\"total_count\":1}}"),
                page.call("allDocs", "[{\"select_list\":[\"n\"]}]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1E-9999", "1e10000", "1.5e-400", "0e5"})
    void numbersBeyondJavaScriptComeBackWithTheirValue(String number) throws Exception {
        page.call("put", "[\"x\",{\"n\":" + number + "}]");

        String answer = page.call("get", "[\"x\"]");

        String body = answer.substring(answer.indexOf("{\"n\""));
        assertEquals(
                JsonText.canonical(JsonText.read("{\"n\":" + number + "}")), JsonText.canonical(JsonText.read(body)));
    }

    @Test
    void aNumberOfAThousandDigitsIsTakenAndOneMoreIsNot() throws Exception {
        String thousand = "7".repeat(1_000);

        assertEquals(result("\"x\""), page.call("put", "[\"x\",{\"n\":" + thousand + "}]"));
        assertEquals(result("{\"n\":" + thousand + "}"), page.call("get", "[\"x\"]"));
        assertStatus(400, page.call("put", "[\"x\",{\"n\":7" + thousand + "}]"));
        assertStatus(400, page.call("put", "[\"x\",{\"n\":0.7" + thousand + "}]"));
        assertEquals(result("{\"n\":" + thousand + "}"), page.call("get", "[\"x\"]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e10001", "1e-10001", "-1E+99999", "1e999999999999999999999", "1.5e10002"})
    void exponentsBeyondTheLimitAreRefused(String number) throws Exception {
        assertStatus(400, page.call("put", "[\"x\",{\"n\":" + number + "}]"));
        assertStatus(404, page.call("get", "[\"x\"]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"in\":[{\"a\":1,\"b\":2,\"a\":3}]}",
                "{\"\":1,\"\":2}"
            })
    void duplicateKeysAreRefused(String body) throws Exception {
        assertStatus(400, page.call("put", "[\"x\"," + body + "]"));
        assertStatus(404, page.call("get", "[\"x\"]"));
    }

    @Test
    void sixtyFourLevelsAreTakenAndOneMoreIsNot() throws Exception {
        String most = "{\"a\":".repeat(63) + "[]" + "}".repeat(63);

        assertEquals(result("\"x\""), page.call("put", "[\"x\"," + most + "]"));
        assertEquals(result(most), page.call("get", "[\"x\"]"));
        assertEquals(
                result("{\"data\":{\"rows\":[{\"id\":\"x\",\"value\":{},\"doc\":" + most
                        + "}],\"total_rows\":1,\"total_count\":1}}"),
                page.call("allDocs", "[{\"include_docs\":true}]"));
        assertStatus(400, page.call("put", "[\"y\",{\"a\":" + most + "}]"));
        assertStatus(400, page.call("post", "[" + "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000) + "]"));
        assertStatus(404, page.call("get", "[\"y\"]"));
    }

    @Test
    void twoThousandKeysAreTakenAndOneMoreIsNot() throws Exception {
        assertEquals(result("\"x\""), page.call("put", "[\"x\",{" + keys(2_000) + "}]"));
        assertStatus(400, page.call("put", "[\"y\",{" + keys(2_001) + "}]"));
        assertStatus(400, page.call("put", "[\"y\",{\"in\":{" + keys(2_000) + "}}]"));
        assertStatus(404, page.call("get", "[\"y\"]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "a b",
                "/",
                "..",
                "测试",
                "😀",
                "é",
                "e\u0301",
                "__proto__",
                "constructor",
                "\\n\\t\\u0000",
                "\\\"\\\\",
                "\u2028",
                "null"
            })
    void idsKeysAndTextsAreAnyUnicode(String text) throws Exception {
        String body = "{\"" + text + "\":\"" + text + "\"}";

        String put = page.call("put", "[\"" + text + "\"," + body + "]");
        page.call("putAttachment", "[\"" + text + "\",\"" + text + "\",\"" + text + "\"]");

        assertSame(result("\"" + text + "\""), put);
        assertSame(result(body), page.call("get", "[\"" + text + "\"]"));
        assertSame(result("{\"" + text + "\":{}}"), page.call("allAttachments", "[\"" + text + "\"]"));
        assertSame(
                result("\"" + text + "\""),
                page.call("getAttachment", "[\"" + text + "\",\"" + text + "\",{\"format\":\"text\"}]"));
    }

    @Test
    void rowsCarryDocAndValueOnlyWhereAskedFor() throws Exception {
        page.call("put", "[\"x\",{\"a\":1,\"b\":2}]");

        assertEquals(rows("{\"id\":\"x\",\"value\":{}}"), page.call("allDocs", "[]"));
        assertEquals(rows("{\"id\":\"x\",\"value\":{}}"), page.call("allDocs", "[{\"include_docs\":false}]"));
        assertEquals(
                rows("{\"id\":\"x\",\"value\":{},\"doc\":{\"a\":1,\"b\":2}}"),
                page.call("allDocs", "[{\"include_docs\":true}]"));
        assertEquals(
                rows("{\"id\":\"x\",\"value\":{\"b\":2}}"), page.call("allDocs", "[{\"select_list\":[\"b\",\"c\"]}]"));
    }

    @Test
    void totalRowsCountsThePageAndTotalCountTheMatches() throws Exception {
        for (int i = 0; i < 5; i++) {
            page.call("put", "[\"r" + i + "\",{\"n\":" + i + "}]");
        }

        assertEquals(
                result("{\"data\":{\"rows\":[{\"id\":\"r2\",\"value\":{}},{\"id\":\"r3\",\"value\":{}}],"
                        + "\"total_rows\":2,\"total_count\":4}}"),
                page.call("allDocs", "[{\"query\":\"n:>0\",\"sort_on\":[[\"n\",\"ascending\"]],\"limit\":[1,2]}]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "format":"text"                        | "0测😀9"
                    "format":"text","start":1              | "测😀9"
                    "format":"text","start":1,"end":4      | "测"
                    "format":"text","start":0,"end":2      | "0�"
                    "format":"text","start":2,"end":8      | "��😀"
                    "format":"text","start":4,"end":7      | "�"
                    "format":"text","start":8              | "9"
                    "format":"text","start":9              | ""
                    "format":"text","start":100,"end":200  | ""
                    "format":"text","start":3,"end":3      | ""
                    "format":"json","start":8              | 9
                    "format":"json","end":1                | 0
                    "format":"data_url"                    | "data:text/plain;base64,MOa1i/CfmIA5"
                    "format":"data_url","start":0          | "data:text/plain;base64,MOa1i/CfmIA5"
                    "format":"data_url","end":2            | "data:application/octet-stream;base64,MOY="
                    "format":"data_url","end":200          | "data:application/octet-stream;base64,MOa1i/CfmIA5"
                    "format":"data_url","start":9          | "data:application/octet-stream;base64,"
                    """)
    void attachmentsComeInPartsOfBytes(String options, String content) throws Exception {
        page.call("put", "[\"x\",{}]");
        page.call("putAttachment", "[\"x\",\"a\",\"0测😀9\",{\"_content_type\":\"text/plain\"}]");

        assertEquals(result(content), page.call("getAttachment", "[\"x\",\"a\",{" + options + "}]"));
    }

    @Test
    void anAttachmentCanBeReadAsJson() throws Exception {
        page.call("put", "[\"x\",{}]");
        page.call(
                "putAttachment",
                "[\"x\",\"good\",{\"data_url\":\"data:application/json,%7B%22k%22:[1.10,%22%C3%A9%22]%7D\"}]");
        page.call("putAttachment", "[\"x\",\"bad\",\"{oops\"]");
        page.call("putAttachment", "[\"x\",\"empty\",\"\"]");
        page.call("putAttachment", "[\"x\",\"bytes\",{\"data_url\":\"data:;base64,//8=\"}]");

        assertEquals(
                result("{\"k\":[1.10,\"é\"]}"), page.call("getAttachment", "[\"x\",\"good\",{\"format\":\"json\"}]"));
        for (String name : new String[] {"bad", "empty", "bytes"}) {
            assertStatus(400, page.call("getAttachment", "[\"x\",\"" + name + "\",{\"format\":\"json\"}]"));
        }
    }

    @Test
    void aPutKeepsAttachmentsAndARemoveDropsThem() throws Exception {
        page.call("put", "[\"x\",{}]");
        page.call("putAttachment", "[\"x\",\"a\",\"1\"]");

        page.call("put", "[\"x\",{\"b\":1}]");
        assertEquals(result("{\"a\":{}}"), page.call("allAttachments", "[\"x\"]"));
        page.call("remove", "[\"x\"]");
        page.call("put", "[\"x\",{}]");
        assertEquals(result("{}"), page.call("allAttachments", "[\"x\"]"));
    }

    @Test
    void anAnswerBeyondTheFrameIsAnErrorAndTheNextOneComes() throws Exception {
        String text = "x".repeat(150_000);
        page.call("put", "[\"x\",{\"t\":\"" + text + "\"}]");
        page.call("put", "[\"y\",{\"t\":\"" + text + "\"}]");

        assertStatus(413, page.call("allDocs", "[{\"include_docs\":true}]"));
        assertEquals(result("{\"t\":\"" + text + "\"}"), page.call("get", "[\"x\"]"));
    }

    @Test
    void anUnreadableQueryIsRefusedWithItsReason() throws Exception {
        String answer = page.call("allDocs", "[{\"query\":\"a:(b\"}]");

        assertEquals(
                "\"type\":\"error\",\"result\":{\"message\":\"This is not a query: The ) for column 3 is expected"
                        + " before the end (column 5).\",\"status_code\":400,\"column\":5}",
                answer);
        assertStatus(400, page.call("allDocs", "[\"x\"]"));
        assertStatus(400, page.call("allDocs", "[{\"limit\":[\"a\"]}]"));
        assertStatus(
                400,
                page.call(
                        "allDocs",
                        "[{\"query\":" + JsonText.write(JsonText.nodes().stringNode("(".repeat(2_000))) + "}]"));
    }

    private static String keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\":" + i).collect(Collectors.joining(","));
    }

    private static String rows(String row) {
        return result("{\"data\":{\"rows\":[" + row + "],\"total_rows\":1,\"total_count\":1}}");
    }

    private static String result(String json) {
        return "\"type\":\"jio_response\",\"result\":" + json;
    }

    private static String error(int status, String sentence) {
        return "\"type\":\"error\",\"result\":{\"message\":\"" + sentence + "\",\"status_code\":" + status + "}";
    }

    /** Equal but for the choice between a character and its escape. */
    private static void assertSame(String expected, String answer) {
        assertEquals(JsonText.read("{" + expected + "}"), JsonText.read("{" + answer + "}"));
    }

    private static void assertStatus(int status, String answer) {
        assertTrue(
                answer.matches("\"type\":\"error\".*,\"status_code\":" + status + "(,\"column\":[0-9]+)?\\}"), answer);
    }
}
