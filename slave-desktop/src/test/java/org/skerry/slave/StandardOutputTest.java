package org.skerry.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A command whose result cannot be written, in a process of its own. */
@Timeout(60)
class StandardOutputTest {

    private static final File FULL = new File("/dev/full");

    @BeforeEach
    void onlyWhereThereIsAFullDisk() {
        assumeTrue(FULL.exists());
    }

    @Test
    void aReaderThatHasEnoughIsNoFailureToTellOf() throws Exception {
        Process process = licences(Redirect.PIPE);
        process.getInputStream().close();

        assertEquals("", said(process));
        assertEquals(SlaveMain.FAILED, process.waitFor());
    }

    @Test
    void aFullDiskIsTold() throws Exception {
        Process process = licences(Redirect.to(FULL));

        assertEquals("The result could not be written to standard output.\n", said(process));
        assertEquals(SlaveMain.FAILED, process.waitFor());
    }

    private static Process licences(Redirect output) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SlaveMain.class.getName(),
                "licences");
        command.environment().remove("JAVA_TOOL_OPTIONS"); // Java would tell of it
        return command.redirectOutput(output).start();
    }

    private static String said(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
