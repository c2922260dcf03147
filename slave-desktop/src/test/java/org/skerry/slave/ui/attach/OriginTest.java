package org.skerry.slave.ui.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginTest {

    @TempDir
    private Path folder;

    @Test
    void aFileSaysThatItCameFromOthers() throws Exception {
        assumeTrue(
                Files.getFileStore(folder).supportsFileAttributeView("user"), "this disk keeps no extended attributes");
        Path file = Files.writeString(folder.resolve("a.doc"), "x");

        Origin.write(file);

        assertEquals(
                "[ZoneTransfer]\r\nZoneId=3\r\n",
                new String((byte[]) Files.getAttribute(file, "user:Zone.Identifier"), StandardCharsets.US_ASCII));
        assertEquals("x", Files.readString(file));
    }
}
