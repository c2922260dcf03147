package org.skerry.system.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import picocli.CommandLine;

@Timeout(120)
class ConformanceCommandTest {

    private static final String PASSING = """
            {"id":"q1","topic":"t","compat":"must","via":"storage","docs":{"x":{"a":1},"y":{"a":2}},
             "options":{"query":"a:>1"},"expected":{"ids":["y"],"total_rows":1,"ordered":false,"order_basis":"none"}}""";

    private static final String FAILING = """
            {"id":"q2","topic":"t","compat":"LEVEL","via":"storage","docs":{"x":{"a":1}},
             "options":{"query":"a:>1"},"expected":{"ids":["x"],"total_rows":1,"ordered":false,"order_basis":"none"}}""";

    private static final String DEVIATING = """
            {"id":"q3","topic":"t","compat":"may","via":"storage","docs":{"x":{"a":1}},"options":{"include_docs":true},
             "expected_error":{"class":"jIOError","status_code":501,"message":"Capacity 'include' is not implemented on 'query'"}}""";

    @TempDir
    private Path folder;

    private void write(String name, String... cases) throws IOException {
        Files.writeString(folder.resolve(name), "[" + String.join(",\n", cases) + "]");
    }

    private Report report() throws Corpus.Unreadable {
        return new Report(Corpus.read(folder).run());
    }

    /** What the command prints, the error last, and its exit status. */
    private record Run(int status, String out, String error) {}

    private static Run run(Path folder, String... options) {
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();
        CommandLine command = new CommandLine(new ConformanceCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(error, true));
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(folder.toString());
        return new Run(command.execute(arguments.toArray(String[]::new)), out.toString(), error.toString());
    }

    private static List<String> outcomes(Report report) {
        return report.results().stream()
                .map(result -> result.id() + " " + result.outcome().getClass().getSimpleName())
                .toList();
    }

    @Test
    void casesPassFailAndDeviate() throws Exception {
        write("jio-query-cases.json", PASSING, FAILING.replace("LEVEL", "should"), DEVIATING);

        Report report = report();

        assertEquals(List.of("q1 Passed", "q2 Failed", "q3 Deviated"), outcomes(report));
        assertTrue(report.isGood());
        assertTrue(report.text().contains("q2 (should, t, jio-query-cases.json)"));
        assertEquals(2, report.json().path("files").path(0).path("passed").intValue());
        assertEquals(
                "[\"q3\"]",
                report.json().path("deviations").path("include-docs").toString());
    }

    @Test
    void failedMustCaseFailsTheRun() throws Exception {
        write("jio-query-cases.json", PASSING, FAILING.replace("LEVEL", "must"));

        Run run = run(folder, "--json");

        assertEquals(1, run.status());
        assertFalse(JsonText.read(run.out()).path("ok").booleanValue());
    }

    @Test
    void kindsNotOfferedAreSkipped() throws Exception {
        write("jio-replicate-cases.json", "{\"id\":\"r1\",\"compat\":\"must\",\"steps\":[]}");
        write(
                "jio-api-cases.json",
                "{\"id\":\"a1\",\"compat\":\"must\",\"storage\":{\"type\":\"union\"},\"steps\":[]}");

        assertEquals(List.of("a1 Skipped", "r1 Skipped"), outcomes(report()));
        assertEquals(0, run(folder).status());
    }

    @Test
    void scriptedCallsRunOnOurStorages() throws Exception {
        String steps = """
                {"id":"ID","topic":"t","storage":STORAGE,"steps":[
                {"call":"post","args":[{"t":1}],"bind":"id1","result_is":"uuid"},
                {"call":"get","args":[{"$var":"id1"}],"result":{"t":1}},
                {"call":"get","args":[""],"error":{"class":"jIOError","status_code":400}},
                {"call":"putAttachment","args":[{"$var":"id1"},"n",{"$blob":{"type":"text/x","base64":"aGk="}}],"result":{"$undefined":true}},
                {"call":"getAttachment","args":[{"$var":"id1"},"n"],"result":{"$blob":{"type":"text/x","base64":"aGk=","size":2}}},
                {"call":"allDocs","args":[{"query":"t:1"}],"result":{"data":{"rows":[{"id":{"$var":"id1"},"value":{},"doc":{}}],"total_rows":1}}}]}""";
        write(
                "jio-api-cases.json",
                steps.replace("ID", "a1")
                        .replace(
                                "STORAGE",
                                "{\"type\":\"query\",\"sub_storage\":{\"type\":\"uuid\",\"sub_storage\":{\"type\":\"memory\"}}}"),
                steps.replace("ID", "a2").replace("STORAGE", "{\"type\":\"indexeddb\",\"database\":\"d\"}"));

        assertEquals(List.of("a1 Passed", "a2 Passed"), outcomes(report()));
    }

    @Test
    void folderWithoutCasesIsRefused() {
        Path absent = folder.resolve("absent");

        assertEquals(
                new Run(
                        1,
                        "",
                        "The folder " + absent + " cannot be read: there is no such folder." + System.lineSeparator()),
                run(absent));
        assertEquals(
                new Run(1, "", "The folder " + folder + " holds no case files (*.json)." + System.lineSeparator()),
                run(folder));
    }

    @Test
    void unreadableFileIsRefused() throws Exception {
        Files.writeString(folder.resolve("jio-query-cases.json"), "[{");

        Run run = run(folder, "--json");

        assertEquals(1, run.status());
        assertTrue(JsonText.read(run.error()).path("message").stringValue().contains("jio-query-cases.json"));
    }

    @Test
    void everyDeviationIsExplained() {
        for (Deviation deviation : Deviation.values()) {
            assertTrue(deviation.reason().length() > 20 && deviation.instead().length() > 5, deviation::rule);
        }
    }
}
