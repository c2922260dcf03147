package org.skerry.master;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.protocol.about.Notices;
import org.skerry.protocol.about.Release;

class MasterDaemonTest {

    @Test
    void theReleaseIsToldInThreeLinesToWhomeverAsks() {
        String release = String.join("\n", Release.here().lines(Notices.here())) + "\n";
        for (List<String> arguments : List.of(
                List.of("--version"),
                List.of("-V"),
                List.of("master", "-V"),
                List.of("people", "add", "--version"),
                List.of("status", "--version"))) {
            assertEquals(release, said(arguments), arguments.toString());
        }
    }

    @Test
    void theLicencesOfThePartsAreToldInEitherSpelling() {
        String notices = Notices.here().text() + "\n";

        assertEquals(List.of(notices, notices), List.of(said(List.of("licences")), said(List.of("licenses"))));
    }

    private static String said(List<String> arguments) {
        StringWriter out = new StringWriter();
        int status =
                MasterDaemon.commandLine().setOut(new PrintWriter(out, true)).execute(arguments.toArray(String[]::new));
        assertEquals(0, status, arguments.toString());
        return out.toString();
    }
}
