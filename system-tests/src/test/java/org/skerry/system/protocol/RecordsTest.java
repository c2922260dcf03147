package org.skerry.system.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

/** What a running master keeps, and gives back as it was. */
@Tag("system")
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
final class RecordsTest {

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
    void aRecordIsPostedReadChangedAndRemoved() throws Exception {
        String id =
                slave.result("post", "{\"first\":\"Marie\",\"last\":\"Curie\"}").stringValue();
        assertEquals(
                "{\"first\":\"Marie\",\"last\":\"Curie\"}",
                slave.result("get", Json.quote(id)).toString());
        assertEquals(
                id,
                slave.result("put", Json.quote(id) + ",{\"first\":\"Irène\"}").stringValue());
        assertEquals(
                "{\"first\":\"Irène\"}", slave.result("get", Json.quote(id)).toString());
        assertEquals(id, slave.result("remove", Json.quote(id)).stringValue());
        assertEquals(404, slave.status("get", Json.quote(id)));
        assertEquals(id, slave.result("remove", Json.quote(id)).stringValue());
    }

    @Test
    void idsOfPostsDiffer() throws Exception {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            ids.add(slave.result("post", "{}").stringValue());
        }

        assertEquals(50, ids.size());
        assertFalse(ids.contains(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1.10",
                "-0.5",
                "9007199254740993",
                "-9223372036854775809",
                "18446744073709551616",
                "123456789012345678901234567890.123456789012345678901234567890",
                "0.1000000000000000055511151231257827021181583404541015625",
                "5e-324",
                "1e400",
                "-1E-400",
                "1e10000",
                "1e-10000"
            })
    void aNumberComesBackExactly(String number) throws Exception {
        String id = slave.result("post", "{\"n\":%s,\"list\":[%s]}".formatted(number, number))
                .stringValue();

        JsonNode record = slave.result("get", Json.quote(id));
        assertEquals(Json.read(number).decimalValue(), record.path("n").decimalValue());
        assertEquals(
                Json.read(number).decimalValue().scale(),
                record.path("list").get(0).decimalValue().scale());
    }

    @Test
    void aNegativeZeroKeepsItsSign() throws Exception {
        slave.result("put", "\"zero\",{\"n\":-0}");

        slave.call(7, "get", "\"zero\"");
        String answer = slave.receive();
        assertTrue(answer.matches(".*\\{\"n\":-0(\\.0)?}.*"), answer);
    }

    @Test
    void aThousandDigitsComeBackAndOneMoreIsRefused() throws Exception {
        for (String form : new String[] {"%s", "-%s", "0.%s", "%s.5"}) {
            int digits = form.equals("%s.5") ? 999 : 1_000;
            String longest = form.formatted("7".repeat(digits));
            String id = slave.result("post", "{\"n\":%s}".formatted(longest)).stringValue();

            assertEquals(
                    Json.read(longest).decimalValue(),
                    slave.result("get", Json.quote(id)).path("n").decimalValue());
            assertEquals(400, slave.status("post", "{\"n\":%s}".formatted(form.formatted("7".repeat(digits + 1)))));
        }
        assertEquals(400, slave.status("post", "{\"n\":%s}".formatted("7".repeat(100_000))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e10001", "1e-10001", "-1E+10001", "1e999999999", "1e99999999999999999999", "0e10001"})
    void anExponentBeyondTenThousandIsRefused(String number) throws Exception {
        assertEquals(400, slave.status("post", "{\"n\":%s}".formatted(number)));
        assertEquals(400, slave.status("allDocs", "{\"limit\":[%s,1]}".formatted(number)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "居里",
                "😀🚀",
                "e\u0301 is not \u00e9",
                "\u0000\u0001\u001f\u007f\u0085\u2028\u2029\ufeff\uffff",
                "\" \\ / </script>",
                " leading and trailing ",
                "../../etc/passwd",
                "%_*?",
                "__proto__",
                "עברית العربية"
            })
    void anyTextComesBackAsIdKeyAndValue(String text) throws Exception {
        String quoted = Json.quote(text);
        slave.result("put", "%s,{%s:%s,\"nested\":[{%s:%s}]}".formatted(quoted, quoted, quoted, quoted, quoted));

        JsonNode record = slave.result("get", quoted);
        assertEquals(text, record.path(text).stringValue());
        assertEquals(text, record.path("nested").get(0).path(text).stringValue());
        assertEquals(Set.of(text, "nested"), Set.copyOf(record.propertyNames()));
    }

    @Test
    void idsThatLookAlikeAreDifferent() throws Exception {
        slave.result("put", "\"caf\\u00e9\",{\"n\":1}");
        slave.result("put", "\"cafe\\u0301\",{\"n\":2}");
        slave.result("put", "\"CAF\\u00c9\",{\"n\":3}");

        assertEquals(1, slave.result("get", "\"caf\\u00e9\"").path("n").asInt());
        assertEquals(2, slave.result("get", "\"cafe\\u0301\"").path("n").asInt());
        assertEquals(3, slave.result("get", "\"CAF\\u00c9\"").path("n").asInt());
    }

    @Test
    void halfASurrogatePairIsKeptOrRefusedButNotChanged() throws Exception {
        JsonNode answer = slave.answer("put", "\"half\",{\"text\":\"a\\ud83d\"}");

        if (answer.path("type").asString().equals("jio_response")) {
            slave.call(7, "get", "\"half\"");
            assertTrue(slave.receive().toLowerCase().contains("a\\ud83d\""));
        } else {
            assertEquals(400, RawSlave.status(answer));
        }
    }

    @Test
    void theOrderOfKeysAndEmptyThingsStay() throws Exception {
        String body = "{\"z\":1,\"a\":{},\"m\":[],\"\":null,\"b\":[null,true,false,\"\"]}";
        slave.result("put", "\"order\"," + body);

        assertEquals(body, slave.result("get", "\"order\"").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"a\":1,\"a\":1}", "{\"a\":{\"b\":1,\"b\":2}}", "{\"a\":[{\"b\":1,\"\\u0062\":2}]}"})
    void duplicateKeysAreRefused(String body) throws Exception {
        assertEquals(400, slave.status("post", body));
    }

    @ParameterizedTest
    @CsvSource({"[,]", "{\"a\":,}"})
    void nestingOf64IsKeptAndOneMoreIsRefused(String open, String close) throws Exception {
        String inside = open.equals("[") ? "" : "1";
        String deepest = "{\"n\":" + open.repeat(63) + inside + close.repeat(63) + "}";
        String tooDeep = "{\"n\":" + open.repeat(64) + inside + close.repeat(64) + "}";
        String id = slave.result("post", deepest).stringValue();

        assertEquals(deepest, slave.result("get", Json.quote(id)).toString());
        assertEquals(400, slave.status("post", tooDeep));
    }

    @Test
    void theDeepestRecordTravelsInARowToo() throws Exception {
        String deepest = "{\"tag\":\"deepest\",\"n\":" + "[".repeat(63) + "]".repeat(63) + "}";
        slave.result("post", deepest);

        JsonNode rows = slave.result("allDocs", "{\"query\":\"tag:deepest\",\"include_docs\":true}")
                .path("data")
                .path("rows");
        assertEquals(deepest, rows.path(0).path("doc").toString());
    }

    @Test
    void twoThousandKeysAreKeptAndOneMoreIsRefused() throws Exception {
        String id = slave.result("post", keys(2_000)).stringValue();

        assertEquals(keys(2_000), slave.result("get", Json.quote(id)).toString());
        assertEquals(400, slave.status("post", keys(2_001)));
        assertEquals(400, slave.status("post", "{\"a\":%s,\"b\":%s}".formatted(keys(1_000), keys(1_000))));
    }

    @Test
    void aRecordOf1MiBIsKeptAndOneByteMoreIsTooLarge() throws Exception {
        String longest = "x".repeat(1_048_576 - "{\"t\":\"\"}".length());
        try (SkerrySlave large = SkerrySlave.join(master.url())) {
            large.call("put", "\"longest\",{\"t\":\"%s\"}".formatted(longest));

            assertEquals(Json.read("{\"t\":\"%s\"}".formatted(longest)), large.call("get", "\"longest\""));
            assertEquals(413, large.status("put", "\"longest\",{\"t\":\"%sx\"}".formatted(longest)));
            assertEquals(413, large.status("post", "{\"t\":\"%s\"}".formatted("居".repeat(350_000))));
        }
    }

    private static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"k" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));
    }
}
