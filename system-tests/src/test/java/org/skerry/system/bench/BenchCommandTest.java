package org.skerry.system.bench;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

final class BenchCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Tag("system")
    @Timeout(300)
    @Test
    void everyBenchmarkHasItsFigures(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("bench.json");
        long others = ProcessHandle.current().children().count();

        int status = run("--rounds", "1", "--span", "100", "--size", "32", "--json", json.toString());

        assertEquals(0, status, out + "\n" + err);
        JsonNode report = JsonText.read(Files.readAllBytes(json));
        assertAll(
                () -> assertEquals(
                        List.of("connect", "get", "posts", "strangers", "revoke", "attachments"),
                        report.get("benches").findValuesAsString("name")),
                () -> assertTrue(
                        report.findValues("median").stream().allMatch(median -> median.doubleValue() >= 0),
                        out::toString),
                () -> assertTrue(out.toString().contains("Skerry / bare WebRTC"), out::toString),
                () -> assertEquals(others, ProcessHandle.current().children().count()));
    }

    @Test
    void anUnknownNameIsWrongUsage() {
        int status = run("fly");

        assertEquals(2, status);
        assertEquals(
                "There is no benchmark called fly; these are: connect, get, posts, strangers, revoke, attachments, backup.",
                err.toString().lines().findFirst().orElse(""));
    }
}
