package org.skerry.system.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The slave's page of 2016, in the browser of today, against a running master. */
@Tag("system")
@Timeout(120)
final class BrowserTest {

    @TempDir
    static Path folder;

    private static MasterProcess master;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        Optional<String> program = Chromium.program();
        assumeTrue(program.isPresent(), "no Chromium on this machine");
        browser = Chromium.start(program.get(), folder);
        master = MasterProcess.start(folder);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (master != null) {
            master.close();
        }
    }

    @TestFactory
    List<DynamicTest> thePageConnectsCreatesARecordAndFindsItUnderEachAddressOfTheMaster() {
        return master.urls().stream()
                .map(url -> DynamicTest.dynamicTest(url, () -> visit(url)))
                .toList();
    }

    private static void visit(String url) throws Exception {
        String last = "Curie " + RawSlave.newId();
        JsonNode visit = browser.run(
                "visit",
                ",\"url\":\"%s\",\"first\":\"Marie\",\"last\":\"%s\",\"text\":\"%s\""
                        .formatted(url, last, last.substring(3)));

        String id = visit.path("id").asString();
        assertEquals(
                List.of(
                        "Try to connect over " + url + " ...",
                        "WebRTC active.",
                        "Posting to storage...",
                        "ok, record created: " + id,
                        "Querying storage...",
                        ""),
                visit.path("statuses").valueStream().map(JsonNode::asString).toList(),
                visit::toString);
        assertEquals(Json.read("[{\"first\":\"Marie\",\"last\":\"%s\"}]".formatted(last)), visit.path("records"));
        assertEquals(visit.path("own"), visit.path("label"));
        assertEquals(Json.read("[\"action\",\"data\",\"to\"]"), visit.path("keys"));
        assertEquals(0, visit.path("otherChannels").asInt());
        assertEquals(3, visit.path("frames").asInt());
    }

    @Test
    void aBrowserMayAlsoAnswerTheMastersOffer() throws Exception {
        JsonNode result = browser.run("request", url());

        assertEquals(404, RawSlave.status(result.path("answer")), result::toString);
        assertTrue(result.path("isLabelledWithId").asBoolean(), result::toString);
        assertTrue(result.path("ordered").asBoolean(), result::toString);
        assertTrue(result.path("maxRetransmits").isNull(), result::toString);
        assertTrue(result.path("maxPacketLifeTime").isNull(), result::toString);
    }

    @Test
    void anAnswerOf5MiBIsAnErrorForThePageAndComesWholeToASkerrySlave() throws Exception {
        String query = "{\"query\":\"tag:large\",\"include_docs\":true}";
        try (SkerrySlave slave = SkerrySlave.join(master.url())) {
            String text = "居".repeat(349_000);
            for (int i = 0; i < 5; i++) {
                slave.call("put", "\"large %d\",{\"tag\":\"large\",\"text\":\"%s\"}".formatted(i, text));
            }
            JsonNode rows = Objects.requireNonNull(slave.call("allDocs", query))
                    .path("data")
                    .path("rows");
            JsonNode page = browser.run("call", url() + ",\"method\":\"allDocs\",\"args\":[%s]".formatted(query));

            assertEquals(5, rows.size());
            rows.forEach(row -> assertEquals(text, row.path("doc").path("text").asString()));
            JsonNode error = page.path("answer").path("error");
            assertEquals(413, error.path("status_code").asInt(), page::toString);
            assertFalse(error.path("message").asString("").isBlank(), page::toString);
            assertEquals(404, page.path("after").asInt(), page::toString);
        }
    }

    @Test
    void framesThatOnlyABrowserSendsGetErrorsWithoutId() throws Exception {
        JsonNode result = browser.run("frames", url());

        assertEquals(5, result.path("answers").size(), result::toString);
        result.path("answers").forEach(answer -> {
            assertEquals(400, RawSlave.status(answer));
            assertFalse(answer.has("id"), answer::toString);
        });
        assertEquals(404, result.path("after").asInt(), result::toString);
    }

    private static String url() {
        return ",\"url\":\"%s\"".formatted(master.url());
    }
}
