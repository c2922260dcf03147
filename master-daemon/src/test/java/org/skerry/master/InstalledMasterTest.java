package org.skerry.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.master.console.ControlSocket;

/** The commands as an installation's launcher starts them. */
class InstalledMasterTest {

    @TempDir
    private Path folder;

    private Path file;
    private String err = "";

    @BeforeEach
    void install() throws IOException {
        file = Files.writeString(folder.resolve("master.conf"), "data = records\n");
        System.setProperty(MasterSettings.INSTALLED, file.toString());
    }

    @AfterEach
    void remove() {
        System.clearProperty(MasterSettings.INSTALLED);
    }

    private String run(int expected, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        int status = MasterDaemon.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
        err = errors.toString();
        assertEquals(expected, status, out + err);
        return out.toString().strip();
    }

    @Test
    void commandsAskTheInstalledMaster() throws IOException {
        Path records = Files.createDirectory(folder.resolve("records"));

        try (var _ = ControlSocket.start(records, Map.of("peers", wish -> JsonText.object()))) {
            assertEquals("{}", run(0, "peers", "--json"));
        }
        assertTrue(run(0, "peers", "--help").replaceAll("\\s", "").contains("default:" + records));
    }

    @Test
    void aFolderThatIsGivenWins() {
        run(1, "peers", "--data", folder.resolve("other").toString());

        assertTrue(err.contains("/other"), err);
    }

    @Test
    void anArgumentNamesNoFileOfArguments() throws IOException {
        Path arguments = Files.writeString(folder.resolve("arguments"), "secret");

        run(1, "peers", "--data", "@" + arguments);

        assertTrue(err.startsWith("There is no folder @" + arguments), err);
    }

    /** Root's files would keep the service from its own folder. */
    @Test
    void nobodyElseWritesInTheFolderOfTheService() throws IOException {
        Path records = Files.createDirectory(folder.resolve("records"));
        Files.createFile(records.resolve("records.sqlite"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), records);
        String user = System.setProperty("user.name", "somebody-else");
        try {
            run(1, "reindex");
            assertEquals(
                    "The folder %s belongs to the user %s, who could not use what another one writes there; sudo systemctl start skerry-master starts the master on it.%n"
                            .formatted(records, user),
                    err);
            run(1, "master");
            for (Path same : List.of(link, folder.resolve("link/../records"))) {
                run(1, "reindex", "--data", same.toString());
                assertTrue(err.startsWith("The folder %s belongs to the user ".formatted(same)), err);
                run(1, "master", "--data", same.toString());
            }
            assertEquals(1, Files.list(records).count());
        } finally {
            System.setProperty("user.name", user);
        }
    }

    @Test
    void aWrongFileIsToldAndTheCommandEndsAsWithWrongUsage() throws IOException {
        Files.writeString(file, "data =\nprot = 1\n");

        run(2, "peers");
        assertEquals("""
                FILE, line 1: data has no value; write one after the =, or # before the line.
                FILE, line 2: there is no key "prot". Did you mean port?
                """, err.replace(file.toString(), "FILE"));
        run(2, "master");
        run(2, "audit", "--json");
        assertEquals(400, JsonText.read(err).path("error").path("status_code").asInt());
        run(0, "peers", "--help");
    }

    @Test
    void theDataFolderOfAnInstallationIsThatOfItsUser() throws IOException {
        Path records = Files.createDirectory(folder.resolve("records"));
        Path other = Files.writeString(folder.resolve("other.conf"), "data = records\n");
        String owner = Files.getOwner(records).getName();

        run(1, "master", "--settings", file.toString(), "--check");

        assertEquals(
                "The folder %s belongs to the user %s, so the master, which runs as skerry, cannot write there; sudo chown -R skerry: %1$s gives it to it.%n"
                        .formatted(records, owner),
                err);
        assertEquals("%s is fine.".formatted(other), run(0, "master", "--settings", other.toString(), "--check"));
    }

    @Test
    void theFileIsCheckedWithoutStartingAnything() throws IOException {
        assertEquals(
                "%s is fine.%nThere is no folder %s yet; the master makes it when it starts, if its user may."
                        .formatted(file, folder.resolve("records")),
                run(0, "master", "--settings", file.toString(), "--check"));
        assertEquals(1, Files.list(folder).count());

        Files.createDirectory(folder.resolve("records"));
        Path disk = folder.resolve("disk");
        Path other = Files.writeString(folder.resolve("other.conf"), "data = records\nbackup-folder = disk\n");
        assertEquals(
                "%s is fine.%nThere is no folder %s, so no backup is made by itself; is its disk connected? The master does not make it."
                        .formatted(other, disk),
                run(0, "master", "--settings", other.toString(), "--check"));

        Files.writeString(file, "open = maybe");
        run(2, "master", "--settings", file.toString(), "--check");
        assertEquals("%s, line 1: open is yes or no, not \"maybe\".\n".formatted(file), err);

        run(2, "master", "--check");
        assertTrue(err.startsWith("--check goes with --settings FILE."), err);
    }
}
