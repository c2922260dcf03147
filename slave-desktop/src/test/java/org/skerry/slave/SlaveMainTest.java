package org.skerry.slave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.protocol.about.Notices;
import org.skerry.protocol.about.Release;

@Timeout(60)
class SlaveMainTest {

    @TempDir
    Path folder;

    @Test
    void wrongUsageIsOneSentenceAndStatusTwo() {
        for (List<String> arguments : List.of(
                List.of("call"),
                List.of("call", "127.0.0.1"),
                List.of("call", "http://127.0.0.1", "get"),
                List.of("call", "127.0.0.1", "get", "x"),
                List.of("call", "127.0.0.1", "get", "{\"a\":"),
                List.of("call", "127.0.0.1", "get", "--nonsense"),
                List.of("call", "127.0.0.1", "-", "\"x\""),
                List.of("call", "127.0.0.1", "get", "\"x\"", "--timeout", "0"),
                List.of("call", "127.0.0.1", "get", "\"x\"", "--timeout", "soon"),
                List.of("export", "127.0.0.1", "a.csv", "--query", "a:(b"),
                List.of("import", "127.0.0.1", "a.csv", "--encoding", "klingon"),
                List.of("nonsense"))) {
            Run run = Run.of(arguments.toArray(String[]::new));

            assertEquals(SlaveMain.WRONG_USAGE, run.status(), arguments + " " + run);
            assertEquals("", run.out(), arguments.toString());
            assertEquals(1, run.err().lines().count(), run.err());
        }
    }

    @Test
    void aBareWordIsAnsweredWithHowToQuoteIt() {
        assertEquals(
                "x is not JSON; a text stands in double quotes, in a shell within single ones: '\"x\"'."
                        + " See skerry call --help.\n",
                Run.of("call", "127.0.0.1", "get", "x").err());
    }

    @Test
    @Tag("native")
    void aMasterThatIsNotThereIsASentenceOrAnObject() {
        assertEquals(
                new Run(
                        1,
                        "",
                        "The master at ws://127.0.0.1:1/ cannot be reached: connection refused."
                                + " Check that the master is running there, and the port.\n"),
                Run.of("call", "--timeout", "2", "127.0.0.1:1", "get", "\"x\""));
        assertEquals(
                "{\"error\":{\"message\":\"The master at ws://127.0.0.1:1/ cannot be reached: connection refused."
                        + " Check that the master is running there, and the port.\",\"status_code\":504}}\n",
                Run.of("call", "--json", "--timeout", "2", "127.0.0.1:1", "get", "\"x\"")
                        .err());
    }

    @Test
    void aFileThatIsNotThereIsToldBeforeTheMasterIsAsked() {
        Path missing = Path.of("no-such-file.csv");

        assertEquals(
                new Run(1, "", "There is no file no-such-file.csv.\n"),
                Run.of("import", "127.0.0.1:1", missing.toString()));
    }

    @Test
    void anArgumentNamesNoFileOfArguments() throws IOException {
        Path arguments = Files.writeString(folder.resolve("arguments"), "secret");

        assertEquals(
                new Run(1, "", "There is no file @%s.%n".formatted(arguments)),
                Run.of("import", "127.0.0.1:1", "@" + arguments));
    }

    @Test
    void aLauncherOfTheWindowPassesItsOwnArgumentsOnly() {
        Run run = Run.of(DesktopMain.ofDesktop("--size", "small", "--picture", "x.png"));

        assertEquals(SlaveMain.WRONG_USAGE, run.status());
        assertTrue(run.err().endsWith(" See skerry desktop --help.\n"), run.err());
        assertArrayEquals(
                new String[] {"desktop", "skerry://192.168.1.5/?code=123456"},
                DesktopMain.ofDesktop("skerry://192.168.1.5/?code=123456"));
        assertArrayEquals(new String[] {"desktop"}, DesktopMain.ofDesktop());
    }

    @Test
    void theReleaseIsToldInThreeLinesToWhomeverAsks() {
        String release = String.join("\n", Release.here().lines(Notices.here())) + "\n";
        for (List<String> arguments :
                List.of(List.of("--version"), List.of("-V"), List.of("call", "-V"), List.of("desktop", "--version"))) {
            assertEquals(new Run(0, release, ""), Run.of(arguments.toArray(String[]::new)), arguments.toString());
        }
    }

    @Test
    void theLicencesOfThePartsAreToldInEitherSpelling() {
        Run run = Run.of("licences");

        assertEquals(new Run(0, Notices.here().text() + "\n", ""), run);
        assertEquals(run, Run.of("licenses"));
    }

    @Test
    void everyCommandHelps() {
        for (String command : List.of("call", "import", "export", "watch", "licences")) {
            Run run = Run.of(command, "--help");

            assertEquals(SlaveMain.DONE, run.status());
            assertTrue(run.out().startsWith("Usage: skerry " + command), run.out());
            assertEquals("", run.err());
        }
    }
}
