package org.skerry.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Caller;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.query.RecordView;

class HistoryCommandTest {

    private static final Caller ANA = new Caller(RecordView.WHOLE, "Ana", "front\u001b[2J desk", "ABC");

    @TempDir
    private Path folder;

    private int status;

    @BeforeEach
    void write() {
        try (LocalStorage storage = LocalStorage.open(folder)) {
            RecordId id = new RecordId("a");
            storage.apply(new Write.Put(id, JsonText.object().put("n", 1), Expected.ANY), WriteKey.NONE, ANA);
            storage.apply(new Write.Remove(id, Expected.ANY), WriteKey.NONE, ANA);
            storage.put(id, JsonText.object().put("n", 3));
        }
    }

    private List<String> run(String... options) {
        List<String> all = new ArrayList<>(List.of("history", "--data", folder.toString()));
        all.addAll(List.of(options));
        StringWriter out = new StringWriter();
        status = MasterDaemon.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(all.toArray(String[]::new));
        return out.toString().lines().toList();
    }

    @Test
    void listsTheLastChangeFirst() {
        List<String> lines = run("a");

        assertEquals(3, lines.size(), lines::toString);
        assertTrue(lines.getFirst().matches(" +3  .{19}  created     the master"), lines::toString);
        assertTrue(lines.get(1).endsWith("removed     Ana at front?[2J desk"), lines::toString);
        assertTrue(lines.get(2).endsWith("created     Ana at front?[2J desk"), lines::toString);
        assertEquals(0, status);
    }

    @Test
    void printsAVersion() {
        assertEquals(List.of("{\"n\":1}"), run("a", "--of", "1"));
        assertEquals(
                List.of("The version 2 of document a is not kept, or there never was one."), run("a", "--of", "2"));
        assertEquals(1, status);
        run("a", "--of", "0");
        assertEquals(2, status);
        assertEquals(List.of("Cannot find document: b"), run("b"));
        assertEquals(1, status);
    }

    @Test
    void printsJsonForPrograms() {
        List<String> lines = run("a", "--json");

        assertEquals(
                List.of("created 3", "removed 2", "created 1"),
                lines.stream()
                        .map(JsonText::read)
                        .map(step -> step.path("action").asString() + " "
                                + step.path("version").asLong())
                        .toList());
    }
}
