package org.skerry.slave.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.skerry.slave.files.TextFiles.file;
import static org.skerry.slave.files.TextFiles.rows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.slave.files.ReadOptions.Numbers;

class CsvRecordsTest {

    @TempDir
    Path folder;

    @Test
    void theHeaderNamesTheKeysAndNumberColumnsBecomeNumbers() throws IOException {
        Path csv = file(folder, "cities.csv", """
                name,population,code,height
                "Sant Julià, the old",8022,02,1.10
                El Tarter,1052,AD,-3
                """);

        assertEquals(
                List.of(
                        "2 {\"name\":\"Sant Julià, the old\",\"population\":8022,\"code\":\"02\",\"height\":1.10}",
                        "3 {\"name\":\"El Tarter\",\"population\":1052,\"code\":\"AD\",\"height\":-3}"),
                rows(csv));
    }

    @Test
    void columnsStayTextWhereOneCellIsNoPlainNumberOrTheUserWantsIt() throws IOException {
        Path csv = file(folder, "a.csv", "a,b,c,d,e,f\n1,01,+1,1234567890123456,1e3,.5\n2,2,2,2,2,2\n");

        assertEquals(
                List.of(
                        "2 {\"a\":1,\"b\":\"01\",\"c\":\"+1\",\"d\":\"1234567890123456\",\"e\":\"1e3\",\"f\":\".5\"}",
                        "3 {\"a\":2,\"b\":\"2\",\"c\":\"2\",\"d\":\"2\",\"e\":\"2\",\"f\":\"2\"}"),
                rows(csv));
        assertEquals(
                "2 {\"a\":\"1\",\"b\":\"01\",\"c\":\"+1\",\"d\":\"1234567890123456\",\"e\":\"1e3\",\"f\":\".5\"}",
                rows(csv, new ReadOptions(Optional.empty(), Optional.empty(), Optional.empty(), Numbers.KEEP_TEXT))
                        .getFirst());
    }

    @Test
    void emptyCellsAreNoFieldsUnlessQuotedAndShortRowsLackTheirLastOnes() throws IOException {
        Path csv = file(folder, "a.csv", "a,b,n\nx,,1\ny,\"\",\"\"\nz\n\n\n,b,\n");

        assertEquals(
                List.of("2 {\"a\":\"x\",\"n\":1}", "3 {\"a\":\"y\",\"b\":\"\"}", "4 {\"a\":\"z\"}", "7 {\"b\":\"b\"}"),
                rows(csv));
    }

    @Test
    void anIdColumnNamesRecordsAndStaysInThem() throws IOException {
        Path csv = file(folder, "a.csv", "city_id,name\n3039154,El Tarter\n,Nameless\n");

        assertEquals(
                List.of(
                        "2=3039154 {\"city_id\":3039154,\"name\":\"El Tarter\"}",
                        "3 city_id! The cell is empty, but it names the record."),
                rows(csv, withId("city_id")));
    }

    @Test
    void anUnknownIdColumnIsAnsweredWithTheKnownOnes() throws IOException {
        Path csv = file(folder, "a.csv", "a,b\n1,2\n");

        FileFailure failure = assertThrows(FileFailure.class, () -> rows(csv, withId("c")));

        assertEquals(csv + " has no column \"c\"; its columns are a, b.", failure.getMessage());
    }

    @Test
    void linesInsideQuotesBelongToTheCellAndAnyLineEndIsGood() throws IOException {
        Path csv = file(folder, "a.csv", "a,b\r\n\"one\r\ntwo\",1\r\nx,2\ry,3\nz,4");

        assertEquals(
                List.of(
                        "2 {\"a\":\"one\\r\\ntwo\",\"b\":1}",
                        "4 {\"a\":\"x\",\"b\":2}",
                        "5 {\"a\":\"y\",\"b\":3}",
                        "6 {\"a\":\"z\",\"b\":4}"),
                rows(csv));
    }

    @Test
    void aBrokenQuoteCostsOneRow() throws IOException {
        Path csv = file(folder, "a.csv", """
                a,b
                1,"x
                2,y
                3,"p"q
                4,5" pipe
                5,"z
                6,w
                """);

        assertEquals(
                List.of(
                        "2 b! There is text behind a closing quote; a quote inside a quoted cell is written twice.",
                        "3 {\"a\":2,\"b\":\"y\"}",
                        "4 b! There is text behind a closing quote; a quote inside a quoted cell is written twice.",
                        "5 {\"a\":4,\"b\":\"5\\\" pipe\"}",
                        "6 b! A quote is opened here and never closed.",
                        "7 {\"a\":6,\"b\":\"w\"}"),
                rows(csv));
    }

    @Test
    void rowsThatAreTooLongAreToldAndTheOthersGoOn() throws IOException {
        String huge = "x".repeat(LineReader.MAX_LENGTH + 1);
        String long1000 = "y".repeat(999) + "\n";
        int lines = LineReader.MAX_LENGTH / 1000 + 1;
        Path csv = file(folder, "a.csv", "a,b\n1,2,3\n1," + huge + "\n\"" + long1000.repeat(lines) + "1,2\n");

        List<String> rows = rows(csv);

        assertEquals(
                List.of(
                        "2 ! The row has 3 cells, the header 2.",
                        "3 a! The row is longer than 4,194,304 characters.",
                        "4 a! The row is longer than 4,194,304 characters.",
                        "5 {\"a\":\"" + "y".repeat(999) + "\"}"),
                rows.subList(0, 4));
        assertEquals("%d {\"a\":\"1\",\"b\":2}".formatted(4 + lines), rows.getLast());
    }

    @Test
    void separatorsOfOtherCountriesAreFound() throws IOException {
        assertEquals(List.of("2 {\"a\":\"1,5\",\"b\":2}"), rows(file(folder, "a.csv", "a;b\n1,5;2\n")));
        assertEquals(List.of("2 {\"a\":\"x;y\",\"b\":2}"), rows(file(folder, "b.tsv", "a\tb\nx;y\t2\n")));
        assertEquals(List.of("2 {\"a|b\":\"1|2\"}"), rows(file(folder, "c.csv", "a|b\n1|2\n")));
        assertEquals(
                List.of("2 {\"a\":1,\"b\":2}"),
                rows(
                        folder.resolve("c.csv"),
                        new ReadOptions(Optional.empty(), Optional.empty(), Optional.of('|'), Numbers.DETECT)));
    }

    @Test
    void headersThatCannotNameKeysAreRefused() throws IOException {
        assertRefused("a,b,a\n1,2,3\n", "The header of %s names \"a\" twice, in columns 1 and 3; rename one of them.");
        assertRefused("a,,c\n1,2,3\n", "Column 2 has no name in the header of %s; give it one.");
        assertRefused("\n\n\n", "%s holds nothing but blank lines.");
        assertRefused("a,\"b\n1,2\n", "The header of %s cannot be read: a quote is opened here and never closed.");
        assertRefused(
                IntStream.range(0, 100_000).mapToObj(i -> "c" + i).collect(Collectors.joining(",")),
                "The header of %s has 100,000 columns; a record may have up to 2,000.");
        assertRefused(
                IntStream.range(0, 1_000_000).mapToObj(i -> "c" + i).collect(Collectors.joining(",")),
                "The header of %s cannot be read: the row is longer than 4,194,304 characters.");
    }

    private void assertRefused(String text, String sentence) throws IOException {
        Path csv = file(folder, "refused.csv", text);
        assertEquals(
                sentence.formatted(csv),
                assertThrows(FileFailure.class, () -> rows(csv)).getMessage());
    }

    private static ReadOptions withId(String column) {
        return new ReadOptions(Optional.empty(), Optional.of(column), Optional.empty(), Numbers.DETECT);
    }
}
