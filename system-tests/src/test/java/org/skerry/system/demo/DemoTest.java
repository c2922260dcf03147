package org.skerry.system.demo;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("system")
@Timeout(240)
final class DemoTest {
    @Test
    void theDemoKeepsItsPromises(@TempDir Path folder) throws Exception {
        Path picture = folder.resolve("window.png");
        var out = new StringWriter();
        var err = new StringWriter();
        long others = ProcessHandle.current().children().count();

        int status = new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("--picture", picture.toString());

        String told = out.toString();
        byte[] png = Files.readAllBytes(picture);
        assertAll(
                () -> assertEquals(0, status, told + err),
                () -> assertTrue(told.contains("9  The end"), told),
                () -> assertEquals("PNG", new String(png, 1, 3, StandardCharsets.US_ASCII)),
                () -> assertFalse(told.contains("\u001b"), "colours without a terminal"),
                () -> assertEquals(others, ProcessHandle.current().children().count()));
    }
}
