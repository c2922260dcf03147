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

class AuditCommandTest {

    @TempDir
    private Path folder;

    private int status;

    @BeforeEach
    void write() {
        Caller ana = new Caller(RecordView.WHOLE, "Ana", "=cmd()", "ABCDEFG");
        try (LocalStorage storage = LocalStorage.open(folder)) {
            RecordId id = new RecordId("-1\u001b[2J");
            storage.apply(new Write.Put(id, JsonText.object(), Expected.ANY), WriteKey.NONE, ana);
            storage.put(new RecordId("b"), JsonText.object());
        }
    }

    private List<String> run(String... options) {
        List<String> all = new ArrayList<>(List.of("audit", "--data", folder.toString()));
        all.addAll(List.of(options));
        StringWriter out = new StringWriter();
        status = MasterDaemon.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(all.toArray(String[]::new));
        return out.toString().lines().toList();
    }

    @Test
    void whatAttackersCallThemselvesMovesNoCursorAndIsNoFormula() {
        assertTrue(run().getFirst().endsWith("created          Ana at =cmd()  -1?[2J"), run().toString());
        List<String> csv = run("--csv");
        assertEquals("number,time,action,person,pc,key,record,detail,before,after", csv.getFirst());
        assertTrue(csv.get(1).contains(",created,Ana,'=cmd(),ABCDEFG,'-1"), csv.toString());
        assertEquals(3, csv.size());
        assertEquals(0, status);
    }

    @Test
    void tellsAsJsonWhatIsWanted() {
        assertEquals(
                List.of("b"),
                run("--json", "--record", "b").stream()
                        .map(line -> JsonText.read(line).path("record").asString())
                        .toList());
        assertEquals(1, run("--last", "1").size());
        assertEquals(List.of(), run("--until", "2000-01-01"));
        assertEquals(1, run("--from", "yesterday").size());
        assertEquals(2, status);
    }

    @Test
    void verifies() {
        assertEquals(List.of("The audit is whole: 2 entries."), run("--verify"));
        assertEquals(List.of("{\"entries\":2,\"whole\":true}"), run("--verify", "--json"));
        assertEquals(0, status);
    }
}
