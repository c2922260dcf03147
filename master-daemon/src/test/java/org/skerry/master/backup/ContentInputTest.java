package org.skerry.master.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ContentInputTest {

    /** As a disk with a bad sector. */
    private static final class BadSector extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("Input/output error");
        }
    }

    @Test
    void aContentEndsWhereTheDiskCannotReadIt() throws IOException {
        byte[] before = {1, -1, 3};
        Path file = Path.of("content");

        try (InputStream input =
                new ContentInput(file, new SequenceInputStream(new ByteArrayInputStream(before), new BadSector()))) {
            assertArrayEquals(before, input.readAllBytes());
        }
        try (InputStream input = new ContentInput(file, new BadSector())) {
            assertEquals(-1, input.read());
        }
        try (InputStream input = ContentInput.of(Path.of("no such file"))) {
            assertArrayEquals(new byte[0], input.readAllBytes());
        }
    }
}
