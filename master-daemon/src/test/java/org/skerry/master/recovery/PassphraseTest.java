package org.skerry.master.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.StorageException;

class PassphraseTest {

    @TempDir
    private Path folder;

    private String refusal(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("passphrase"), content);
        return String.valueOf(assertThrows(StorageException.BadRequest.class, () -> Passphrase.in(file))
                        .getMessage())
                .replace(file.toString(), "FILE");
    }

    @Test
    void isTheTextOfAFileWithoutWhatSurroundsIt() throws IOException {
        Path file = Files.writeString(folder.resolve("passphrase"), "\t 岛上 twelve boats\r\n");

        assertEquals(new Passphrase("岛上 twelve boats"), Passphrase.in(file));
        assertEquals(Passphrase.in(file), Passphrase.read("岛上 ｔwelve boats"));
        assertEquals("Passphrase[hidden]", Passphrase.in(file).toString());
    }

    @Test
    void isNotTooShortAndOneLine() throws IOException {
        String length =
                "The passphrase in FILE is not good enough. A passphrase has at least 12 characters, and at most 256.";
        assertEquals(length, refusal("eleven char\n\n"));
        assertEquals(length, refusal(""));
        assertEquals(length, refusal("x".repeat(257)));
        assertEquals(
                "The passphrase in FILE is not good enough. A passphrase is one line of text.",
                refusal("one line\nand another"));
        assertEquals("FILE is too large to be a passphrase.", refusal("x".repeat(5_000)));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path missing = folder.resolve("none");

        assertEquals(
                "The passphrase file %s cannot be read; check the name and its rights.".formatted(missing),
                assertThrows(StorageException.BadRequest.class, () -> Passphrase.in(missing))
                        .getMessage());
    }
}
