package org.skerry.system.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs {@code src/test/sh/namespaces.sh}: two machines and a cable, and a machine without network. */
@Tag("system")
@Timeout(240)
final class NamespacesTest {

    private static final int SKIPPED = 77;

    @Test
    void slavesWorkOverTwoFamiliesOfAddressesThroughCutsAndWithoutNetwork() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: there is no shell");
        ProcessBuilder script = new ProcessBuilder("sh", "src/test/sh/namespaces.sh").redirectErrorStream(true);
        script.environment().put("SKERRY_CLASS_PATH", System.getProperty("java.class.path"));
        script.environment()
                .put(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());

        Process process = script.start();
        try {
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();

            System.out.print(told);
            assumeTrue(status != SKIPPED, told);
            assertEquals(0, status, told);
        } finally {
            process.destroy(); // its trap removes the namespaces
        }
    }
}
