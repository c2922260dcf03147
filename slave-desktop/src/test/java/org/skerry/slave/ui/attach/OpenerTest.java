package org.skerry.slave.ui.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class OpenerTest {

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh, and rundll32 tells no exit code")
    void whatFindsNoProgramIsAFailure() throws Exception {
        Opener.run(List.of("sh", "-c", "exit 0"));

        assertThrows(IOException.class, () -> Opener.run(List.of("sh", "-c", "exit 3")));
    }

    @Test
    void theProgramThatOpensIsTheOneOfTheSystem() {
        Path file = Path.of("a.pdf");

        assertEquals(
                List.of("C:\\Windows\\System32\\rundll32.exe", "url.dll,FileProtocolHandler", "a.pdf"),
                Opener.command("Windows 11", "C:\\Windows", file));
        assertEquals(List.of("xdg-open", "a.pdf"), Opener.command("Linux", "", file));
        assertEquals(List.of("/usr/bin/open", "a.pdf"), Opener.command("Mac OS X", "", file));
    }
}
