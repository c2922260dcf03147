package org.skerry.master.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SealedPiecesTest {

    private static final byte[] KEY = new byte[32];

    private static byte[] sealed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SealedOutput out = new SealedOutput(bytes, KEY)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] opened(byte[] sealed) throws IOException {
        return new SealedInput(new ByteArrayInputStream(sealed), KEY).readAllBytes();
    }

    @Test
    void whatIsSealedIsOpenedWhateverItsLength() throws IOException {
        for (int length : new int[] {0, 1, 65_535, 65_536, 65_537, 131_072, 200_000}) {
            byte[] content = new byte[length];
            new Random(length).nextBytes(content);

            assertArrayEquals(content, opened(sealed(content)));
        }
    }

    @Test
    void nothingIsLeftOutMovedCutOrAdded() throws IOException {
        byte[] sealed = sealed(new byte[200_000]);
        int piece = SealedPieces.SEALED_BYTES;
        byte[] swapped = sealed.clone();
        System.arraycopy(sealed, 0, swapped, piece, piece);
        System.arraycopy(sealed, piece, swapped, 0, piece);

        assertThrows(IOException.class, () -> opened(swapped));
        assertThrows(IOException.class, () -> opened(Arrays.copyOf(sealed, 2 * piece)));
        assertThrows(IOException.class, () -> opened(Arrays.copyOfRange(sealed, piece, sealed.length)));
        assertThrows(IOException.class, () -> opened(Arrays.copyOf(sealed, sealed.length - 1)));
        assertThrows(IOException.class, () -> opened(Arrays.copyOf(sealed, sealed.length + 20)));
        assertThrows(IOException.class, () -> opened(new byte[0]));
    }
}
