package org.skerry.system;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own, with a JDK, a Maven and a system that are shell scripts. */
@Tag("system")
@Timeout(60)
@EnabledOnOs(OS.LINUX)
final class LauncherTest {
    private static final String ALL_LIBRARIES = "libpulse.so.0 libX11.so.6 libXfixes.so.3 libXrandr.so.2"
            + " libXcomposite.so.1 libdbus-1.so.3 libudev.so.1 ";
    private static final String PAINT_LIBRARIES =
            "libfreetype.so.6 libfontconfig.so.1 libpango-1.0.so.0 libpangoft2-1.0.so.0 ";

    @TempDir
    Path temp;

    private LauncherSandbox sandbox;

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new LauncherSandbox(temp);
        sandbox.fakeJdk("jdk", "25.0.3", "printf '%s\\n' \"$@\"; exit 42");
        sandbox.fakeProgram("ldconfig", "echo '" + ALL_LIBRARIES + "'");
        sandbox.fakeProgram("id", "echo 1000");
        sandbox.fakeProgram("sudo", "exit 1");
        sandbox.fakeProgram("apt-get", "exit 1");
        sandbox.fakeProgram("apt-cache", "exit 0");
        sandbox.fakeProgram("mvn", """
                echo built >>"$LOG"
                if [ -e broken ]; then echo 'A.java:[3] is not Java'; exit 1; fi
                mkdir -p system-tests/target/lib
                : >system-tests/target/lib/jio.jar
                : >system-tests/target/system-tests-0.1.0.jar
                """);
    }

    @Test
    void argumentsAndExitStatusPassOn() throws Exception {
        var result = sandbox.run("call", "ws://x/", "put", "{\"a b\": \"数据\"}", "", "*");

        assertEquals(42, result.status());
        assertTrue(
                result.output().endsWith("org.skerry.slave.SlaveMain\ncall\nws://x/\nput\n{\"a b\": \"数据\"}\n\n*\n"),
                result.output());
    }

    @Test
    void whatKeepsDataSafeIsACommandOfTheMaster() throws Exception {
        for (String command : List.of("backup", "restore", "verify", "export-all")) {
            var result = sandbox.run(command, "file.zip");

            assertTrue(
                    result.output().endsWith("org.skerry.master.MasterDaemon\n%s\nfile.zip\n".formatted(command)),
                    result.output());
            assertTrue(sandbox.run("--help").output().contains("\n  " + command + " "), command);
        }
    }

    @Test
    void filesGoToAttachmentsAndBack() throws Exception {
        for (String command : List.of("attach", "fetch")) {
            var result = sandbox.run(command, "ws://x/", "id", "name", "a file");

            assertEquals(42, result.status());
            assertTrue(
                    result.output()
                            .endsWith("org.skerry.slave.SlaveMain\n" + command + "\nws://x/\nid\nname\na file\n"),
                    result.output());
            assertTrue(sandbox.run("help").output().contains(command));
        }
    }

    @Test
    void aSymbolicLinkFromAnotherFolderWorks() throws Exception {
        var link = Files.createSymbolicLink(temp.resolve("skerry link"), sandbox.launcher());

        var result = sandbox.run(link, "status");

        assertEquals(42, result.status());
        assertTrue(result.output().contains(sandbox.root() + "/target/run/"), result.output());
    }

    @Test
    void aProgramIsTheLaunchersOwnProcess() throws Exception {
        sandbox.fakeJdk("jdk", "25.0.3", "echo $$");

        var launched = sandbox.start(sandbox.launcher(), "master");

        assertEquals(launched.pid() + "\n", LauncherSandbox.finish(launched).output());
    }

    @Test
    void namesAndTextsAreUtf8WhereTheLocaleSaysNothing() throws Exception {
        sandbox.fakeJdk("jdk", "25.0.3", "echo \"$LC_ALL\"");

        assertEquals("C.UTF-8\n", sandbox.run("status").output());
    }

    @Test
    void onlyAChangedSourceIsBuiltAgain() throws Exception {
        sandbox.run("status");
        sandbox.run("status");
        int once = sandbox.builds();
        Files.writeString(sandbox.root().resolve("jio/src/main/B.java"), "class B {}");
        sandbox.run("status");
        int afterAnAddition = sandbox.builds();
        Files.delete(sandbox.root().resolve("jio/src/main/A.java"));
        sandbox.run("status");
        int afterADeletion = sandbox.builds();
        Files.writeString(sandbox.root().resolve("jio/src/test/BTest.java"), "class BTest {}");
        sandbox.run("status");

        assertEquals(List.of(1, 2, 3, 3), List.of(once, afterAnAddition, afterADeletion, sandbox.builds()));
    }

    @Test
    void aBuildSpeaksOnlyWhenItFails() throws Exception {
        var good = sandbox.run("status");
        Files.writeString(sandbox.root().resolve("jio/src/main/B.java"), "class B {}");
        Files.createFile(sandbox.root().resolve("broken"));
        var bad = sandbox.run("status");

        assertAll(
                () -> assertEquals("skerry: building (the first time takes a minute or two) ...\n", good.errors()),
                () -> assertEquals(1, bad.status()),
                () -> assertEquals("", bad.output()),
                () -> assertTrue(bad.errors().contains("A.java:[3] is not Java"), bad.errors()));
    }

    @Test
    void launchesThatComeAtOnceBuildOnce() throws Exception {
        var launches = new ArrayList<Process>();
        for (int i = 0; i < 6; i++) {
            launches.add(sandbox.start(sandbox.launcher(), "status"));
        }
        var statuses = new ArrayList<Integer>();
        for (var launch : launches) {
            statuses.add(LauncherSandbox.finish(launch).status());
        }

        assertEquals(List.of(42, 42, 42, 42, 42, 42), statuses);
        assertEquals(1, sandbox.builds());
    }

    @Test
    void aRunningProgramKeepsItsFilesUntilItEnds() throws Exception {
        sandbox.fakeJdk("jdk", "25.0.3", "echo \"$@\"; read line");
        var running = sandbox.start(sandbox.launcher(), "master");
        running.inputReader().readLine();
        var itsBuild = sandbox.buildFolders().getFirst();

        sandbox.fakeJdk("jdk", "25.0.3", "exit 0");
        Files.writeString(sandbox.root().resolve("jio/src/main/B.java"), "class B {}");
        sandbox.run("status");
        boolean keptWhileItRan = Files.exists(itsBuild.resolve("jio.jar"));
        running.getOutputStream().close();
        running.waitFor();
        Files.writeString(sandbox.root().resolve("jio/src/main/C.java"), "class C {}");
        sandbox.run("status");

        assertTrue(keptWhileItRan);
        assertFalse(Files.exists(itsBuild));
    }

    @Test
    void anOldJdkIsPassedOver() throws Exception {
        sandbox.fakeJdk("old", "17.0.15", "exit 3");
        sandbox.javaHome("old");

        assertEquals(42, sandbox.run("status").status());
    }

    @Test
    void whoMayNotInstallIsToldTheOneCommand() throws Exception {
        sandbox.fakeProgram("ldconfig", "echo '" + ALL_LIBRARIES.replace("libpulse.so.0", "") + "'");

        var result = sandbox.run("call");

        assertEquals(1, result.status());
        assertEquals("", result.output());
        assertTrue(
                result.errors()
                        .endsWith("skerry: please run: sudo apt-get install --no-install-recommends libpulse0\n"),
                result.errors());
    }

    @Test
    void aWindowNeedsFontsAndWhatJavaFxIsLinkedAgainst() throws Exception {
        sandbox.fakeProgram("fc-list", "case $1 in *en) echo DejaVu ;; esac");

        var withoutScreen = sandbox.run("desktop");
        sandbox.display(":7");
        var withScreen = sandbox.run("desktop");
        var picture = sandbox.run("desktop", "--picture", "a.png");
        sandbox.fakeProgram("ldconfig", "echo '" + ALL_LIBRARIES + PAINT_LIBRARIES + "'");
        sandbox.fakeProgram("fc-list", "echo some");
        var complete = sandbox.run("desktop", "--picture", "a.png");

        String command = "skerry: please run: sudo apt-get install --no-install-recommends ";
        String paint = "libfreetype6 libfontconfig1 libpango-1.0-0 libpangoft2-1.0-0 ";
        assertAll(
                () -> assertTrue(
                        withoutScreen.errors().endsWith(command + paint + "fonts-wqy-microhei\n"),
                        withoutScreen.errors()),
                () -> assertTrue(
                        withScreen
                                .errors()
                                .endsWith(command + paint
                                        + "libgtk-3-0 libxtst6 libxxf86vm1 libgl1 fonts-wqy-microhei\n"),
                        withScreen.errors()),
                () -> assertEquals(
                        withoutScreen.errors().lines().toList().getLast(),
                        picture.errors().lines().toList().getLast()),
                () -> assertEquals(42, complete.status(), complete.errors()),
                () -> assertTrue(
                        complete.output().contains("/javafx\n--add-modules\njavafx.controls\n"), complete.output()));
    }

    @Test
    void theWindowGetsACacheOfItsClassesOnceForEachBuild() throws Exception {
        sandbox.fakeProgram("ldconfig", "echo '" + ALL_LIBRARIES + PAINT_LIBRARIES + "'");
        sandbox.fakeProgram("fc-list", "echo some");
        sandbox.fakeJdk("jdk", "25.0.3", """
                for option in "$@"; do
                    case $option in -XX:AOTCacheOutput=*) echo classes >"${option#*=}"; exit 0 ;; esac
                done
                printf '%s\\n' "$@"
                """);

        var first = sandbox.run("desktop");
        var second = sandbox.run("desktop");

        String option = "-XX:AOTCache=" + sandbox.buildFolders().getFirst().resolve("desktop.aot") + "\n";
        assertAll(
                () -> assertTrue(first.errors().contains("quick starts"), first.errors()),
                () -> assertTrue(first.output().contains(option), first.output()),
                () -> assertEquals("", second.errors()),
                () -> assertTrue(second.output().contains(option), second.output()));
    }

    @Test
    void theWindowStartsAlsoWhereThereCanBeNoCache() throws Exception {
        sandbox.fakeProgram("ldconfig", "echo '" + ALL_LIBRARIES + PAINT_LIBRARIES + "'");
        sandbox.fakeProgram("fc-list", "echo some");

        sandbox.run("desktop");
        var second = sandbox.run("desktop");

        assertAll(
                () -> assertEquals("", second.errors()),
                () -> assertTrue(second.output().endsWith("org.skerry.slave.SlaveMain\ndesktop\n"), second.output()),
                () -> assertFalse(second.output().contains("AOT"), second.output()));
    }

    @Test
    void whoMayInstallIsNotAsked() throws Exception {
        sandbox.fakeProgram("id", "echo 0");
        sandbox.fakeProgram("ldconfig", "if [ -e \"$LOG.libraries\" ]; then echo '" + ALL_LIBRARIES + "'; fi");
        // Fails until the package lists are there, as on a system that was never updated.
        sandbox.fakeProgram("apt-get", """
                case "$*" in
                    *update*) : >"$LOG.lists" ;;
                    *install*) [ -e "$LOG.lists" ] && echo "$@" >"$LOG.libraries" ;;
                esac
                """);

        var result = sandbox.run("call");

        assertEquals(42, result.status(), result.errors());
        assertTrue(Files.readString(temp.resolve("log.libraries"))
                .endsWith("install -y --no-install-recommends libpulse0 libx11-6 libxfixes3 libxrandr2"
                        + " libxcomposite1 libdbus-1-3 libudev1\n"));
    }

    @Test
    void helpVersionAndUnknownCommandsNeedNoBuild() throws Exception {
        var help = sandbox.run("--help");
        var version = sandbox.run("--version");
        var unknown = sandbox.run("fly");

        assertAll(
                () -> assertEquals(0, help.status()),
                () -> assertTrue(help.output().contains("skerry COMMAND"), help.output()),
                () -> assertEquals("skerry 0.1.0\n", version.output()),
                () -> assertEquals(2, unknown.status()),
                () -> assertEquals("", unknown.output()),
                () -> assertTrue(unknown.errors().startsWith("skerry: there is no command 'fly'."), unknown.errors()),
                () -> assertEquals(0, sandbox.builds()));
    }
}
