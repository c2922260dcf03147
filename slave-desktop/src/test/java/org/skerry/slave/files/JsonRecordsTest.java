package org.skerry.slave.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.skerry.slave.files.TextFiles.file;
import static org.skerry.slave.files.TextFiles.rows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.slave.files.ReadOptions.Numbers;

class JsonRecordsTest {

    private static final List<String> TWO = List.of("1 {\"a\":1.10}", "2 {\"a\":\"]},{\\\"\",\"b\":[{}]}");

    @TempDir
    Path folder;

    @Test
    void listsAndSequencesOfObjectsAreRead() throws IOException {
        String first = "{\"a\":1.10}";
        String second = "{\"a\": \"]},{\\\"\",\n \"b\": [{}]}";

        assertEquals(TWO, rows(file(folder, "a.json", "[" + first + ", " + second + "]\n")));
        assertEquals(TWO, rows(file(folder, "b.json", first + second)));
        assertEquals(TWO, rows(file(folder, "c.json", "\n" + first + "\n" + second + "\n")));
        assertEquals(TWO, rows(file(folder, "unnamed", " [" + first + "," + second + "]")));
        assertEquals(List.of(), rows(file(folder, "d.json", " [ ] ")));
    }

    @Test
    void aRecordThatIsNoneCostsOnlyItself() throws IOException {
        assertEquals(
                List.of(
                        "1 ! This is not an object.",
                        "2 {\"a\":1}",
                        "3 ! This is not an object.",
                        "4 ! The key \"a\" occurs twice in one object.",
                        "5 {\"b\":2}"),
                rows(file(folder, "a.json", "[7,{\"a\":1},\"x,]\",{\"a\":1,\"a\":2},{\"b\":2}]")));
    }

    @Test
    void listsThatAreCutOrOutOfOrderAreToldAfterWhatCouldBeRead() throws IOException {
        assertEquals(
                List.of("1 {}", "2 ! The file ends in the middle of this."),
                rows(file(folder, "a.json", "[{},{\"a\":")));
        assertEquals(
                List.of("1 {}", "2 ! The file ends in the middle of the list."), rows(file(folder, "b.json", "[{}")));
        assertEquals(
                List.of("1 {}", "2 ! There is a comma too many in front of this."),
                rows(file(folder, "c.json", "[{},]")));
        assertEquals(
                List.of("1 {}", "2 ! A comma is missing in front of this."), rows(file(folder, "d.json", "[{} {}]")));
        assertEquals(
                List.of("1 {}", "2 ! There is something behind the end of the list."),
                rows(file(folder, "e.json", "[{}] {}")));
    }

    @Test
    void eachLineIsARecordOfItsOwn() throws IOException {
        List<String> rows = rows(file(folder, "a.jsonl", "{\"a\":1}\n\n{\"a\":\n{\"b\":2}\r\n[]\n"));

        assertEquals("1 {\"a\":1}", rows.get(0));
        assertEquals("3 ! This is not JSON", rows.get(1).substring(0, 20));
        assertEquals(List.of("4 {\"b\":2}", "5 ! This is not an object."), rows.subList(2, 4));
    }

    @Test
    void idsComeFromTheKeyThatIsNamed() throws IOException {
        Path json = file(
                folder, "a.ndjson", "{\"k\":\"x\",\"a\":1}\n{\"k\":12.50}\n{\"k\":null}\n{\"a\":1}\n{\"k\":\"\"}\n");

        assertEquals(
                List.of(
                        "1=x {\"k\":\"x\",\"a\":1}",
                        "2=12.50 {\"k\":12.50}",
                        "3 k! The key names the record, so it must be a text or a number.",
                        "4 k! The key is missing, but it names the record.",
                        "5 ! A record id must be a non-empty text."),
                rows(json, new ReadOptions(Optional.empty(), Optional.of("k"), Optional.empty(), Numbers.DETECT)));
    }
}
