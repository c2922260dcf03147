package org.skerry.system.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
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

/** Attachments on a running master, as a client that announces nothing has them. */
@Tag("system")
@Timeout(60)
final class AttachmentsTest {

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
        slave.result("put", "\"a\",{}");
    }

    @AfterEach
    void leave() throws Exception {
        slave.result("remove", "\"a\"");
        slave.close();
    }

    @Test
    void aTextIsKeptWithItsContentType() throws Exception {
        JsonNode put =
                slave.answer("putAttachment", "\"a\",\"note\",\"radium 镭\",{\"_content_type\":\"text/markdown\"}");

        assertEquals("jio_response", put.path("type").asString());
        assertFalse(put.has("result"), put::toString);
        assertEquals("radium 镭", get("note", "\"format\":\"text\"").stringValue());
        assertEquals(
                "data:text/markdown;base64," + base64("radium 镭"),
                get("note", "\"format\":\"data_url\"").stringValue());
    }

    @Test
    void aDataUrlBringsItsOwnType() throws Exception {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes);
        slave.result("putAttachment", "\"a\",\"picture\",{\"data_url\":\"%s\"}".formatted(url));
        slave.result("putAttachment", "\"a\",\"plain\",{\"data_url\":\"data:text/plain;charset=utf-8,a%20b\"}");

        assertEquals(url, get("picture", "\"format\":\"data_url\"").stringValue());
        assertEquals("a b", get("plain", "\"format\":\"text\"").stringValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "data:", "data:text/plain", "data:text/plain;base64,%%", "http://example/"})
    void whatIsNoDataUrlIsRefused(String url) throws Exception {
        assertEquals(400, slave.status("putAttachment", "\"a\",\"b\",{\"data_url\":\"%s\"}".formatted(url)));
    }

    @Test
    void jsonComesAsTheValueItIs() throws Exception {
        slave.result("putAttachment", "\"a\",\"json\",\"{\\\"n\\\":9007199254740993,\\\"list\\\":[1.10]}\"");
        slave.result("putAttachment", "\"a\",\"text\",\"nonsense\"");

        assertEquals(
                "{\"n\":9007199254740993,\"list\":[1.10]}",
                get("json", "\"format\":\"json\"").toString());
        assertEquals(400, slave.status("getAttachment", "\"a\",\"text\",{\"format\":\"json\"}"));
    }

    @Test
    void startAndEndAreBytesAndTheEndIsExclusive() throws Exception {
        slave.result("putAttachment", "\"a\",\"note\",\"radium 镭!\"");

        assertEquals(
                "dium", get("note", "\"format\":\"text\",\"start\":2,\"end\":6").stringValue());
        assertEquals("镭!", get("note", "\"format\":\"text\",\"start\":7").stringValue());
        assertEquals(
                "镭", get("note", "\"format\":\"text\",\"start\":7,\"end\":10").stringValue());
        assertEquals("radium", get("note", "\"format\":\"text\",\"end\":6").stringValue());
        assertEquals(
                "!",
                get("note", "\"format\":\"text\",\"start\":10,\"end\":1000").stringValue());
        assertEquals(
                "", get("note", "\"format\":\"text\",\"start\":3,\"end\":3").stringValue());
        assertEquals(
                "data:application/octet-stream;base64," + base64("ra"),
                get("note", "\"format\":\"data_url\",\"end\":2").stringValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"start\":-1", "\"start\":\"0\"", "\"end\":1.5", "\"start\":null", "\"end\":{}"})
    void anotherRangeIsRefused(String range) throws Exception {
        slave.result("putAttachment", "\"a\",\"note\",\"radium\"");

        assertEquals(400, slave.status("getAttachment", "\"a\",\"note\",{\"format\":\"text\",%s}".formatted(range)));
    }

    @Test
    void blobAndArrayBufferAreNotOfferedAndUnknownFormatsAreRefused() throws Exception {
        slave.result("putAttachment", "\"a\",\"note\",\"radium\"");

        assertEquals(501, slave.status("getAttachment", "\"a\",\"note\",{\"format\":\"blob\"}"));
        assertEquals(501, slave.status("getAttachment", "\"a\",\"note\",{\"format\":\"array_buffer\"}"));
        assertEquals(501, slave.status("getAttachment", "\"a\",\"note\""));
        assertEquals(400, slave.status("getAttachment", "\"a\",\"note\",{\"format\":\"xml\"}"));
        assertEquals(400, slave.status("getAttachment", "\"a\",\"note\",{\"format\":7}"));
        assertEquals(400, slave.status("getAttachment", "\"a\",\"note\",{\"format\":\"TEXT\"}"));
    }

    @Test
    void namesAreListedAndAttachmentsRemoved() throws Exception {
        slave.result("putAttachment", "\"a\",\"note\",\"1\"");
        slave.result("putAttachment", "\"a\",\"笔记/ ?\",\"\"");

        assertEquals(
                Set.of("note", "笔记/ ?"),
                Set.copyOf(slave.result("allAttachments", "\"a\"").propertyNames()));
        assertTrue(slave.result("allAttachments", "\"a\"").path("note").isObject());
        assertEquals("", get("笔记/ ?", "\"format\":\"text\"").stringValue());
        assertFalse(slave.answer("removeAttachment", "\"a\",\"note\"").has("result"));
        assertEquals(404, slave.status("getAttachment", "\"a\",\"note\",{\"format\":\"text\"}"));
        assertEquals(
                Set.of("笔记/ ?"),
                Set.copyOf(slave.result("allAttachments", "\"a\"").propertyNames()));
    }

    private JsonNode get(String name, String options) throws InterruptedException {
        return slave.result("getAttachment", "\"a\",%s,{%s}".formatted(Json.quote(name), options));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
