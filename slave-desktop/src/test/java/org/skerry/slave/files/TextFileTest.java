package org.skerry.slave.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.skerry.slave.files.TextFiles.packed;
import static org.skerry.slave.files.TextFiles.rows;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.slave.files.ReadOptions.Numbers;

class TextFileTest {

    private static final String CSV = "name,city\n多福巷社区,北京市\n";
    private static final List<String> ROWS = List.of("2 {\"name\":\"多福巷社区\",\"city\":\"北京市\"}");

    @TempDir
    Path folder;

    @Test
    void byteOrderMarksAndUtf8AreUnderstoodPackedOrNot() throws IOException {
        for (String text : List.of(CSV, "\uFEFF" + CSV)) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            assertEquals(ROWS, rows(write("a.csv", utf8)));
            assertEquals(ROWS, rows(write("a.csv.gz", packed(utf8))));
            assertEquals(ROWS, rows(write("packed-without-saying.csv", packed(utf8))));
        }
        for (Charset utf16 : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertEquals(ROWS, rows(write("a.csv", ("\uFEFF" + CSV).getBytes(utf16))));
        }
    }

    @Test
    void chineseSpreadsheetsAreReadAndTheGuessIsTold() throws IOException {
        Path csv = write("a.csv", CSV.getBytes("GB18030"));

        assertEquals(ROWS, rows(csv));
        try (RecordSource source = RecordFiles.open(csv, ReadOptions.DEFAULT)) {
            assertEquals(Optional.of(Charset.forName("GB18030")), source.guessedCharset());
        }
    }

    @Test
    void accentsAreNotTakenForChinese() throws IOException {
        Path csv = write("a.csv", "name\nMüller\nPeña\n".getBytes(StandardCharsets.ISO_8859_1));

        assertEquals(
                "Line 2 of " + csv
                        + " is not UTF-8 text; name its encoding with --encoding, for instance windows-1252.",
                sentence(csv));
    }

    @Test
    void noLinesOfJsonAreNoRecords() throws IOException {
        assertEquals(List.of(), rows(write("empty.jsonl", new byte[0])));
    }

    @Test
    void aNamedEncodingIsUsed() throws IOException {
        Path csv = write("a.csv", "name\né \n".getBytes(StandardCharsets.ISO_8859_1));

        assertEquals(
                List.of("2 {\"name\":\"é \"}"),
                rows(
                        csv,
                        new ReadOptions(
                                Optional.of(StandardCharsets.ISO_8859_1),
                                Optional.empty(),
                                Optional.empty(),
                                Numbers.DETECT)));
        assertEquals(
                "Line 2 of " + csv
                        + " is not UTF-8 text; name its encoding with --encoding, for instance windows-1252.",
                sentence(csv));
    }

    @Test
    void filesThatCannotBeUsedAreAnsweredWithASentence() throws IOException {
        assertEquals("There is no file " + folder.resolve("none.csv") + ".", sentence(folder.resolve("none.csv")));
        assertEquals(folder + " is a folder, not a file.", sentence(folder));
        Path empty = write("empty.csv", new byte[0]);
        assertEquals(empty + " is empty.", sentence(empty));
        Path mark = write("mark.csv", "\uFEFF".getBytes(StandardCharsets.UTF_8));
        assertEquals(mark + " is empty.", sentence(mark));
        Path packedNothing = write("nothing.csv.gz", packed(new byte[0]));
        assertEquals(packedNothing + " is empty.", sentence(packedNothing));
        Path nul = write("nul.csv", "a,b\nx\0y,z\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "Line 2 of " + nul
                        + " holds NUL characters, so it is no UTF-8 text; name its encoding with --encoding, for instance UTF-16LE.",
                sentence(nul));
        Path sheet = write("sheet.csv", new byte[] {'P', 'K', 3, 4, 20, 0});
        assertEquals(sheet + " is a zip or spreadsheet file; save it as CSV first.", sentence(sheet));
        byte[] whole = packed(CSV.repeat(1000).getBytes(StandardCharsets.UTF_8));
        Path cut = write("cut.csv.gz", Arrays.copyOf(whole, whole.length / 2));
        assertEquals(cut + " is damaged: its gzip data ends early.", sentence(cut));
    }

    @Test
    void theEncodingOfALongFileIsFoundAtItsEnd() throws IOException {
        byte[] text = ("name\n" + "多福巷\n".repeat(50_000)).getBytes(StandardCharsets.UTF_8);
        byte[] spoilt = Arrays.copyOf(text, text.length + 2);
        spoilt[text.length] = (byte) 0xFF;
        spoilt[text.length + 1] = '\n';
        Path csv = write("a.csv", spoilt);

        assertEquals(
                "Line 50,002 of " + csv
                        + " is not UTF-8 text; name its encoding with --encoding, for instance windows-1252.",
                sentence(csv));
    }

    private String sentence(Path file) {
        return assertThrows(FileFailure.class, () -> rows(file)).getMessage();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
