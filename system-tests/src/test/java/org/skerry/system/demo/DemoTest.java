package org.skerry.system.demo;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Tag("system")
@Timeout(240)
final class DemoTest {
    @Test
    void theDemoKeepsItsPromises() {
        var out = new StringWriter();
        var err = new StringWriter();
        long others = ProcessHandle.current().children().count();

        int status = new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute();

        String told = out.toString();
        assertAll(
                () -> assertEquals(0, status, told + err),
                () -> assertTrue(told.contains("8  The end"), told),
                () -> assertFalse(told.contains("\u001b"), "colours without a terminal"),
                () -> assertEquals(others, ProcessHandle.current().children().count()));
    }
}
