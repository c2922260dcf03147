package org.skerry.system.bench.query;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

final class QueryCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new QueryCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Tag("system")
    @Timeout(180)
    @Test
    void everyQuestionIsAskedAndCountedAsLuceneDoes(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("query.json");

        int status =
                run("--records", "400", "--calls", "2", "--span", "20", "--load", "folder", "--json", json.toString());

        assertEquals(0, status, out + "\n" + err);
        JsonNode tables = JsonText.read(Files.readAllBytes(json)).get("tables");
        assertAll(
                () -> assertEquals(List.of("data", "queries", "lucene"), tables.findValuesAsString("name")),
                () -> assertTrue(tables.get(1).get("rows").size() > 15, out::toString),
                () -> assertTrue(
                        tables.get(1).findValues("figures").stream().noneMatch(JsonNode::isEmpty), out::toString),
                () -> assertFalse(out.toString().contains("SHOULD"), out::toString));
    }

    @Test
    void noRecordsAreWrongUsage() {
        assertEquals(2, run("--records", "0"));
    }
}
