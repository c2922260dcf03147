package org.skerry.system.bench.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

@Tag("system")
@Timeout(180)
final class DesktopCommandTest {

    @Test
    void everyFigureIsMeasured(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("bench.json");
        var err = new StringWriter();
        long others = ProcessHandle.current().children().count();

        int status = new CommandLine(new DesktopCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute("--records", "300", "--rounds", "1", "--span", "100", "--json", json.toString());

        assertEquals(0, status, err.toString());
        JsonNode report = JsonText.read(Files.readAllBytes(json));
        assertEquals(9, report.findValues("median").size());
        assertTrue(report.findValues("median").stream().allMatch(median -> median.doubleValue() > 0), report::toString);
        assertEquals(others, ProcessHandle.current().children().count());
    }
}
