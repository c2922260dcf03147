package org.skerry.system;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of an installation, as a package or the portable archive has it, with a Java that is a shell script. */
@Tag("system")
@Timeout(60)
@EnabledOnOs(OS.LINUX)
final class InstalledLauncherTest {

    @TempDir
    Path temp;

    private Path folder;
    private Path home;
    private String settings = "";
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void unpack() throws IOException {
        folder = Files.createDirectories(temp.resolve("一号 工地 'q'"));
        home = Files.createDirectories(folder.resolve("program"));
        Files.createDirectories(home.resolve("app"));
        Files.writeString(home.resolve("app/classpath"), "b.jar\na.jar\n");
        Files.createDirectories(home.resolve("lib"));
        Files.createDirectories(home.resolve("runtime/lib"));
        Files.writeString(home.resolve("runtime/lib/jspawnhelper"), "");
        Files.createDirectories(home.resolve("runtime/bin"));
        fakeJava("printf '%s\\n' \"$@\"; exit 42");
        launcher("yes", "yes");
        environment.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
        environment.put("LC_ALL", "C");
    }

    @Test
    void itRunsFromAFolderWithAnyName() throws Exception {
        LauncherSandbox.Result result = run("call", "ws://x/", "put", "{\"a b\": \"数据\"}", "");

        assertAll(
                () -> assertEquals(42, result.status()),
                () -> assertTrue(result.output().startsWith("-cp\n" + home + "/app/*\n"), result.output()),
                () -> assertTrue(result.output().contains("\n-Dskerry.home=" + home + "\n"), result.output()),
                () -> assertTrue(
                        result.output().contains("\n-Dorg.sqlite.lib.path=" + home + "/lib\n"), result.output()),
                () -> assertTrue(
                        result.output()
                                .endsWith("org.skerry.slave.SlaveMain\ncall\nws://x/\nput\n{\"a b\": \"数据\"}\n\n"),
                        result.output()));
    }

    @Test
    void filesGoToAttachmentsAndBack() throws Exception {
        for (String command : List.of("attach", "fetch")) {
            LauncherSandbox.Result result = run(command, "ws://x/", "id", "name", "a file");

            assertTrue(
                    result.output()
                            .endsWith("org.skerry.slave.SlaveMain\n" + command + "\nws://x/\nid\nname\na file\n"),
                    result.output());
            assertTrue(run("help").output().contains(command));
        }
    }

    @Test
    void aSymbolicLinkToItWorks() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("linked"), folder.resolve("skerry"));

        assertTrue(run(link, "status").output().contains("-Dskerry.home=" + home));
    }

    @Test
    void aMasterHasItsOwnCollector() throws Exception {
        String master = run("master", "--data", temp.resolve("data").toString()).output();
        String status = run("status", "--data", temp.resolve("data").toString()).output();

        assertAll(
                () -> assertTrue(master.contains("-XX:+UseZGC\n"), master),
                () -> assertFalse(master.contains("-XX:+UseSerialGC\n"), master),
                () -> assertTrue(status.contains("-XX:+UseSerialGC\n"), status),
                () -> assertTrue(status.contains("org.skerry.master.MasterDaemon\nstatus\n"), status));
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheListOfThem() throws Exception {
        LauncherSandbox.Result result = run("fly");

        assertAll(
                () -> assertEquals(2, result.status()),
                () -> assertTrue(result.errors().startsWith("skerry: there is no command 'fly'."), result.errors()),
                () -> assertTrue(result.errors().contains("\n  pair, revoke PC "), result.errors()));
    }

    @Test
    void eachPackageSaysWhichOtherHasTheRest() throws Exception {
        launcher("", "yes");
        LauncherSandbox.Result noMaster = run("status");
        launcher("yes", "");
        LauncherSandbox.Result noWindow = run("desktop");

        assertAll(
                () -> assertEquals(
                        "skerry: there is no master on this PC; the package skerry-master installs one.\n",
                        noMaster.errors()),
                () -> assertEquals(1, noMaster.status()),
                () -> assertEquals(
                        "skerry: the window is not installed on this PC; it is in the package skerry-desktop.\n",
                        noWindow.errors()),
                () -> assertEquals(1, noWindow.status()));
    }

    @Test
    void aFolderNamedDataBesideItIsUsed() throws Exception {
        fakeJava("echo \"${XDG_DATA_HOME:-none}\"");
        environment.put("XDG_DATA_HOME", "");
        String without = run("call").output();
        Path data = Files.createDirectory(folder.resolve("data"));

        assertAll(
                () -> assertEquals("none\n", without),
                () -> assertEquals(data + "\n", run("call").output()));
    }

    @Test
    void whereNothingMayRunJavaIsCopiedOnce() throws Exception {
        Path java = home.resolve("runtime/bin/java");
        assertTrue(java.toFile().setExecutable(false, false));

        LauncherSandbox.Result first = run("call");
        LauncherSandbox.Result second = run("call");

        assertAll(
                () -> assertEquals(42, first.status(), first.errors()),
                () -> assertTrue(
                        first.errors().contains("so Java is copied to " + temp.resolve("cache/skerry")),
                        first.errors()),
                () -> assertTrue(
                        first.output().contains("-Dorg.sqlite.lib.path=" + temp.resolve("cache")), first.output()),
                () -> assertEquals("", second.errors()),
                () -> assertEquals(42, second.status()));
    }

    @Test
    void startsAtOnceShareTheCopy() throws Exception {
        assertTrue(home.resolve("runtime/bin/java").toFile().setExecutable(false, false));
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(start(folder.resolve("skerry"), "call"));
        }

        for (Process start : starts) {
            assertEquals(42, LauncherSandbox.finish(start).status());
        }
        assertEquals(List.of(temp.resolve("cache/skerry/0.1.0-x86_64")), files(temp.resolve("cache/skerry")));
    }

    @Test
    void aFolderWithAColonIsRefusedInWords() throws Exception {
        Path moved = Files.move(folder, temp.resolve("a:b"));

        LauncherSandbox.Result result = run(moved.resolve("skerry"), "call");

        assertEquals(
                "skerry: Java cannot run from a folder with a colon in its name: " + moved + "/program\n",
                result.errors());
    }

    @Test
    void onlyAnInstallationLooksAtTheSettingsOfTheService() throws Exception {
        Path file = Files.writeString(temp.resolve("master.conf"), "# data = /wrong\ndata = " + temp + "\r\n");
        String without = run("status").output();
        settings = file.toString();
        launcher("yes", "yes");
        Files.createDirectory(folder.resolve("data"));
        environment.put("XDG_DATA_HOME", "/kept");

        String with = run("status").output();
        fakeJava("echo \"$XDG_DATA_HOME\"");

        assertAll(
                () -> assertFalse(without.contains("-Dskerry.settings"), without),
                () -> assertTrue(with.contains("\n-Dskerry.settings=" + file + "\n"), with),
                () -> assertEquals(
                        "/kept\n", run("call").output(), "a folder data beside an installation is nobody's"));
    }

    @Test
    void optionsForOtherProgramsAreNotOurs() throws Exception {
        fakeJava("echo \"${JAVA_TOOL_OPTIONS:-none} ${JDK_JAVA_OPTIONS:-none}\"");
        environment.put("JAVA_TOOL_OPTIONS", "-Xmx1m");
        environment.put("JDK_JAVA_OPTIONS", "-XX:+UseG1GC");

        assertEquals("none none\n", run("call").output());
    }

    @Test
    void theWindowUsesTheCacheThatWasPrepared() throws Exception {
        String before = run("desktop").output();
        Files.writeString(home.resolve("lib/desktop.aot"), "cache");

        assertAll(
                () -> assertTrue(before.startsWith("-cp\n%1$s/app/b.jar:%1$s/app/a.jar\n".formatted(home)), before),
                () -> assertFalse(before.contains("AOTCache"), before),
                () -> assertTrue(run("desktop").output().contains("-XX:AOTCache=" + home + "/lib/desktop.aot\n")));
    }

    @Test
    void preparingMakesTheCacheOrLeavesNothing() throws Exception {
        LauncherSandbox.Result failed = run("prepare");
        List<Path> afterwards = files(home.resolve("lib"));
        fakeJava("""
                for option; do case $option in -XX:AOTCacheOutput=*) echo cache >"${option#*=}" ;; esac; done""");
        LauncherSandbox.Result done = run("prepare");

        assertAll(
                () -> assertEquals(1, failed.status()),
                () -> assertTrue(
                        failed.errors().startsWith("skerry: the window could not be prepared"), failed.errors()),
                () -> assertEquals(List.of(), afterwards),
                () -> assertEquals(0, done.status(), done.errors()),
                () -> assertEquals(List.of(home.resolve("lib/desktop.aot")), files(home.resolve("lib"))));
    }

    @Test
    void theLanguageThatWasAskedForIsKeptWhereThePcLacksIt() throws Exception {
        environment.remove("LC_ALL");
        environment.put("LANG", "zh_CN.not-here");

        assertTrue(run("desktop").output().contains("-Duser.language=zh\n"));
    }

    /** Root, a master of the user skerry, and programs that only say what they would do. */
    private void service() throws IOException {
        Path data = Files.createDirectories(temp.resolve("data"));
        settings = Files.writeString(temp.resolve("master.conf"), "data = " + data + "\n")
                .toString();
        launcher("yes", "yes");
        Path bin = Files.createDirectories(temp.resolve("bin"));
        fakeProgram(bin, "id", "case $1 in -u) echo 0 ;; *) echo root ;; esac");
        fakeProgram(
                bin,
                "stat",
                "case \"$*\" in *%d*/data) echo 1 ;; *%d*) echo ${FAKE_DISK:-2} ;; *) echo skerry ;; esac");
        fakeProgram(bin, "getent", "echo skerry:x:99:99::/var/lib/skerry:");
        fakeProgram(bin, "systemctl", "echo inactive; exit 3");
        fakeProgram(bin, "chown", "echo \"chown $*\" >>" + "'" + temp.resolve("chown") + "'");
        fakeProgram(bin, "runuser", "shift 3; shift; echo \"runs $*\"; exit ${FAKE_STATUS:-0}");
        environment.put("PATH", bin + ":" + System.getenv("PATH"));
    }

    private static void fakeProgram(Path bin, String name, String script) throws IOException {
        Path program = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertTrue(program.toFile().setExecutable(true));
    }

    @Test
    void rootHasABackupMadeByTheUserOfTheServiceIntoAFileOfWhoeverTypedIt() throws Exception {
        service();
        environment.put("SUDO_UID", "1000");
        Path file = temp.resolve("stick/b 1.zip");
        Files.createDirectories(file.getParent());

        LauncherSandbox.Result result = run("backup", "--encrypt", file.toString());

        assertAll(
                () -> assertEquals(0, result.status(), result.errors()),
                () -> assertEquals("", result.output()),
                () -> assertEquals("runs backup --encrypt - --kept-as %s\n".formatted(file), Files.readString(file)),
                () -> assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file))),
                () -> assertEquals(List.of(file), files(file.getParent())),
                () -> assertEquals(
                        "chown 1000:1000 %s.part\n".formatted(file), Files.readString(temp.resolve("chown"))));
    }

    @Test
    void aFolderGetsABackupWithTheDayInItsName() throws Exception {
        service();
        Path stick = Files.createDirectories(temp.resolve("stick"));

        LauncherSandbox.Result result = run("export-all", stick.toString());

        assertEquals(0, result.status(), result.errors());
        assertTrue(
                files(stick).getFirst().getFileName().toString().matches("skerry-\\d{4}-\\d\\d-\\d\\d-\\d{6}\\.zip"),
                files(stick).toString());
    }

    @Test
    void aBackupThatFailsLeavesNothingAndNothingIsWrittenOver() throws Exception {
        service();
        environment.put("FAKE_STATUS", "1");
        Path stick = Files.createDirectories(temp.resolve("stick"));
        Path there = Files.writeString(temp.resolve("there.zip"), "mine");

        LauncherSandbox.Result failed = run("backup", stick.resolve("b.zip").toString());
        LauncherSandbox.Result refused = run("backup", there.toString());

        assertAll(
                () -> assertEquals(1, failed.status()),
                () -> assertEquals(List.of(), files(stick)),
                () -> assertEquals(1, refused.status()),
                () -> assertEquals(
                        "skerry: %s is there already, and nothing is written over it; give another name.\n"
                                .formatted(there),
                        refused.errors()),
                () -> assertEquals("mine", Files.readString(there)));
    }

    @Test
    void aFolderThatIsNotThereBecomesNoFileOfItsName() throws Exception {
        service();
        Path missing = temp.resolve("STICK");

        for (String name : List.of(missing.toString(), missing + "/", missing + ".zip/", missing + "/b.zip")) {
            LauncherSandbox.Result refused = run("backup", name);

            assertEquals(1, refused.status(), name);
            assertTrue(refused.errors().contains("is the stick connected?"), refused.errors());
        }
        assertEquals(
                List.of(),
                files(temp).stream()
                        .filter(file -> file.getFileName().toString().startsWith("STICK"))
                        .toList());
    }

    @Test
    void aBackupOnTheDiskOfTheDataIsToldToBeThere() throws Exception {
        service();
        environment.put("FAKE_DISK", "1");
        Path file = temp.resolve("b.zip");

        LauncherSandbox.Result result = run("backup", file.toString());

        assertEquals(0, result.status(), result.errors());
        assertEquals("runs backup - --kept-beside --kept-as %s\n".formatted(file), Files.readString(file));
    }

    @Test
    void aBackupOfWhatIsDamagedIsKeptAndTheStatusSaysSo() throws Exception {
        service();
        environment.put("FAKE_STATUS", "4");
        Path file = Files.createDirectories(temp.resolve("stick")).resolve("b.zip");

        LauncherSandbox.Result kept = run("backup", file.toString());

        assertEquals(1, kept.status());
        assertEquals(List.of(file), files(file.getParent()));
    }

    @Test
    void rootsOwnMasterAndStandardOutputNeedNoDetour() throws Exception {
        service();
        String toOutput = run("backup", "-").output();
        fakeProgram(temp.resolve("bin"), "stat", "echo root");
        String own = run("backup", "b.zip").output();

        assertAll(
                () -> assertEquals("runs backup -\n", toOutput),
                () -> assertTrue(own.endsWith("org.skerry.master.MasterDaemon\nbackup\nb.zip\n"), own));
    }

    @Test
    void whatIsRestoredForTheServiceBelongsToItsUser() throws Exception {
        service();
        fakeJava("printf '%s\\n' \"$@\"");

        LauncherSandbox.Result done = run("restore", "b.zip");
        fakeJava("echo no >&2; exit 1");
        LauncherSandbox.Result failed = run("restore", "b.zip");
        fakeProgram(temp.resolve("bin"), "systemctl", "echo active");
        LauncherSandbox.Result running = run("restore", "b.zip");
        fakeProgram(temp.resolve("bin"), "systemctl", "echo activating; exit 3");
        LauncherSandbox.Result startsAgain = run("restore", "b.zip");
        fakeProgram(temp.resolve("bin"), "id", "case $1 in -u) echo 1000 ;; *) echo ana ;; esac");
        LauncherSandbox.Result notRoot = run("restore", "b.zip");

        assertAll(
                () -> assertEquals(0, done.status(), done.errors()),
                () -> assertTrue(done.output().endsWith("MasterDaemon\nrestore\nb.zip\n"), done.output()),
                () -> assertEquals(
                        "chown -R skerry:skerry %s\n".formatted(temp.resolve("data")),
                        Files.readString(temp.resolve("chown"))),
                () -> assertEquals(1, failed.status()),
                () -> assertTrue(running.errors().contains("sudo systemctl stop skerry-master"), running.errors()),
                () -> assertEquals(running, startsAgain, "soon it would run"),
                () -> assertTrue(notRoot.errors().contains("Please run: sudo skerry restore b.zip"), notRoot.errors()));
    }

    @Test
    void whatIsRestoredWithDamagesBelongsToTheUserOfTheServiceToo() throws Exception {
        service();
        Path records = Files.createDirectories(temp.resolve("data")).resolve("records.sqlite");
        fakeJava("touch '%s'; exit 1".formatted(records));

        LauncherSandbox.Result done = run("restore", "b.zip");

        assertEquals(1, done.status(), done.errors());
        assertEquals(
                "chown -R skerry:skerry %s\n".formatted(temp.resolve("data")), Files.readString(temp.resolve("chown")));
    }

    @Test
    void aBackupIsLookedThroughByWhoeverCanReadItAndAFolderByItsUser() throws Exception {
        service();
        String backup = run("verify", "b.zip").output();
        String folder = run("verify", "--index").output();

        assertAll(
                () -> assertTrue(backup.endsWith("MasterDaemon\nverify\nb.zip\n"), backup),
                () -> assertEquals("runs verify --index\n", folder));
    }

    private void fakeJava(String script) throws IOException {
        Path java = home.resolve("runtime/bin/java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        assertTrue(java.toFile().setExecutable(true));
    }

    /** Fills in what the package fills in. */
    private void launcher(String master, String desktop) throws IOException {
        Path launcher = folder.resolve("skerry");
        Files.writeString(
                launcher,
                Files.readString(Path.of("..", "installer", "linux", "skerry"))
                        .replace("@VERSION@", "0.1.0")
                        .replace("@HOME@", "program")
                        .replace("@MASTER@", master)
                        .replace("@DESKTOP@", desktop)
                        .replace("@ARCH@", "x86_64")
                        .replace("@SETTINGS@", settings));
        assertTrue(launcher.toFile().setExecutable(true));
    }

    private LauncherSandbox.Result run(String... arguments) throws Exception {
        return run(folder.resolve("skerry"), arguments);
    }

    private LauncherSandbox.Result run(Path launcher, String... arguments) throws Exception {
        return LauncherSandbox.finish(start(launcher, arguments));
    }

    private Process start(Path launcher, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
        environment.forEach((name, value) -> builder.environment().put(name, value));
        if (!environment.containsKey("LC_ALL")) {
            builder.environment().remove("LC_ALL");
        }
        return builder.start();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
