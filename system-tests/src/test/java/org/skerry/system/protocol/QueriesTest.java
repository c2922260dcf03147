package org.skerry.system.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
import tools.jackson.databind.JsonNode;

/** {@code allDocs} of a running master. */
@Tag("system")
@Timeout(60)
final class QueriesTest {

    @TempDir
    static Path folder;

    private static MasterProcess master;

    private RawSlave slave;

    @BeforeAll
    static void startMaster() throws Exception {
        master = MasterProcess.start(folder);
        try (RawSlave slave = RawSlave.join(master.url())) {
            slave.result("put", "\"curie\",{\"first\":\"Marie\",\"last\":\"Curie\",\"born\":1867}");
            slave.result("put", "\"franck\",{\"first\":\"James\",\"last\":\"Franck\",\"born\":1882}");
            slave.result("put", "\"joliot\",{\"first\":\"Irène\",\"last\":\"Joliot-Curie\",\"born\":1897}");
            slave.result("put", "\"居里\",{\"first\":\"Pierre\",\"last\":\"Curie\",\"born\":1859}");
        }
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
    void theAnswerHasTheFormOfTheExample() throws Exception {
        JsonNode answer = Json.read(
                slave.ask(
                        "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"allDocs\",\"argument_list\":[{\"query\":\"last:\\\"Franck\\\"\",\"limit\":[0,20]}]}"));

        assertEquals(
                Json.read("{\"id\":7,\"type\":\"jio_response\",\"result\":{\"data\":{\"rows\":"
                        + "[{\"id\":\"franck\",\"value\":{}}],\"total_rows\":1,\"total_count\":1}}}"),
                answer);
    }

    @Test
    void rowsCarryDocWithIncludeDocsOnly() throws Exception {
        assertFalse(rows("{\"query\":\"last:Franck\"}").path(0).has("doc"));
        assertFalse(rows("{\"query\":\"last:Franck\",\"include_docs\":false}")
                .path(0)
                .has("doc"));
        assertEquals(
                Json.read(
                        "[{\"id\":\"franck\",\"value\":{},\"doc\":{\"first\":\"James\",\"last\":\"Franck\",\"born\":1882}}]"),
                rows("{\"query\":\"last:Franck\",\"include_docs\":true}"));
    }

    @Test
    void selectListFillsValue() throws Exception {
        assertEquals(
                Json.read("[{\"id\":\"franck\",\"value\":{\"first\":\"James\",\"born\":1882}}]"),
                rows("{\"query\":\"last:Franck\",\"select_list\":[\"first\",\"born\",\"nothing\"]}"));
    }

    @Test
    void totalRowsCountsTheRowsAndTotalCountTheMatches() throws Exception {
        JsonNode data = slave.result(
                        "allDocs",
                        "{\"query\":\"last:\\\"%Curie\\\"\",\"limit\":[1,1],\"sort_on\":[[\"born\",\"ascending\"]]}")
                .path("data");

        assertEquals(
                Json.read("{\"rows\":[{\"id\":\"curie\",\"value\":{}}],\"total_rows\":1,\"total_count\":3}"), data);
    }

    @Test
    void withoutArgumentsEverythingComes() throws Exception {
        for (String arguments : new String[] {"", "{}", "{\"query\":\"\"}", "{\"limit\":[0,20]}"}) {
            assertEquals(Set.of("curie", "franck", "joliot", "居里"), Set.copyOf(ids(rows(arguments))), arguments);
        }
    }

    @Test
    void theSearchOfThe2016PageFindsNames() throws Exception {
        assertEquals(
                Set.of("curie"), Set.copyOf(ids(rows("{\"query\":\"first:\\\"%ari%\\\" OR last:\\\"%ari%\\\"\"}"))));
        assertEquals(
                Set.of("curie", "joliot", "居里"),
                Set.copyOf(ids(rows("{\"query\":\"first:\\\"%Curie%\\\" OR last:\\\"%Curie%\\\"\"}"))));
    }

    @Test
    void aQueryMayBeAnObject() throws Exception {
        assertEquals(
                List.of("居里"),
                ids(rows("{\"query\":{\"type\":\"complex\",\"operator\":\"AND\",\"query_list\":["
                        + "{\"type\":\"simple\",\"key\":\"last\",\"value\":\"Curie\"},"
                        + "{\"type\":\"simple\",\"key\":\"born\",\"operator\":\"<\",\"value\":1860}]}}")));
    }

    @Test
    void sortingGoesBothWays() throws Exception {
        assertEquals(
                List.of("joliot", "franck", "curie", "居里"), ids(rows("{\"sort_on\":[[\"born\",\"descending\"]]}")));
        assertEquals(
                List.of("curie", "居里", "franck", "joliot"),
                ids(rows("{\"sort_on\":[[\"last\",\"ascending\"],[\"first\",\"ascending\"]]}")));
    }

    private JsonNode rows(String arguments) throws InterruptedException {
        return slave.result("allDocs", arguments).path("data").path("rows");
    }

    private static List<String> ids(JsonNode rows) {
        List<String> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.path("id").stringValue()));
        return ids;
    }
}
