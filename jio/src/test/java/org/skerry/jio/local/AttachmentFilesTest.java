package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Signature;
import org.skerry.jio.StorageException;

/** When a content that was kept goes again. */
class AttachmentFilesTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final String NAME = Signature.of(CONTENT);

    @TempDir
    Path folder;

    private AttachmentFiles files;

    @BeforeEach
    void keep() {
        files = new AttachmentFiles(folder);
        files.keep(NAME, CONTENT);
    }

    private void assertIsThere() {
        assertArrayEquals(CONTENT, files.read(NAME, ByteRange.ALL));
    }

    private void assertIsGone() {
        assertThrows(StorageException.Failed.class, () -> files.read(NAME, ByteRange.ALL));
    }

    @Test
    void contentThatNothingNamesGoes() {
        files.release(NAME, false);

        assertIsGone();
        files.keep(NAME, CONTENT);
        files.release(NAME, true);
        assertIsThere();
    }

    @Test
    void contentStaysThatWasThereBefore() {
        files.release(NAME, true);
        files.keep(NAME, CONTENT);
        files.release(NAME, false);

        assertIsThere();
    }

    @Test
    void contentStaysWhileAnotherWriteHasNoAnswer() {
        files.keep(NAME, CONTENT);
        files.release(NAME, false);

        assertIsThere();
        files.release(NAME, false);
        assertIsGone();
    }

    @Test
    void contentStaysThatAnotherWriteHasNamed() {
        files.keep(NAME, CONTENT);
        files.release(NAME, true);
        files.release(NAME, false);

        assertIsThere();
    }
}
