package org.skerry.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.master.SettingsFile.Reach;

class SettingsFileTest {

    private static final Path EXAMPLE = Path.of("..", "installer", "debian", "master.conf");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("master.conf");
    }

    private SettingsFile read(String text) throws IOException {
        return SettingsFile.read(Files.writeString(file, text), Reach.FILES);
    }

    /** The mistakes without the name of the file. */
    private List<String> mistakes(String text) throws IOException {
        return mistakes(Files.writeString(file, text));
    }

    private List<String> mistakes(Path path) {
        return assertThrows(SettingsMistakes.class, () -> SettingsFile.read(path, Reach.ADDRESSES)).sentences().stream()
                .map(sentence -> sentence.replace(file + ", ", "").replace(folder.toString(), "DIR"))
                .toList();
    }

    @Test
    void saysWhatTheOptionsSay() throws IOException {
        Files.writeString(folder.resolve("storage.json"), "{\"type\":\"memory\"}");

        SettingsFile settings = read("""
                \uFEFF# a remark
                name=Ship's office #2 = 船
                  port =  0\r
                bind = 127.0.0.1
                bind = ::1

                data = records
                storage = storage.json
                open = yes
                passphrase-file = /gone
                history-days = 30
                backup-folder = /media/disk/skerry
                backup-time = 12:05
                backup-encrypt = yes""");

        assertEquals(
                new SettingsFile(
                        Optional.of("Ship's office #2 = 船"),
                        Optional.of(0),
                        List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")),
                        Optional.of(folder.resolve("records")),
                        Optional.of(JsonText.object().put("type", "memory")),
                        Optional.of(true),
                        Optional.of(Path.of("/gone")),
                        Optional.of(30),
                        Optional.of(Path.of("/media/disk/skerry")),
                        Optional.of("12:05"),
                        Optional.of(true)),
                settings);
    }

    @Test
    void whatIsNotThereIsLeftOpen() throws IOException {
        assertEquals(SettingsFile.EMPTY, read(""));
        assertEquals(SettingsFile.EMPTY, read("\n#port = 1\n \t\n"));
    }

    @Test
    void tellsAllMistakesAtOnce() throws IOException {
        assertEquals(
                List.of(
                        "line 1: there is no key \"prot\". Did you mean port?",
                        "line 2: there is no key \"colour\". The keys are name, port, bind, data, storage, open, passphrase-file, history-days, backup-folder, backup-time, backup-encrypt.",
                        "line 3: there is no = in \"open yes\"; write key = value, or # before a remark.",
                        "line 4: name has no value; write one after the =, or # before the line.",
                        "line 6: name stands in line 4 already; remove one of them.",
                        "line 7: there is no key \"--passphrase_file\". Did you mean passphrase-file?",
                        "line 8: there is no key \"\". The keys are name, port, bind, data, storage, open, passphrase-file, history-days, backup-folder, backup-time, backup-encrypt."),
                mistakes("""
                        prot = 9999
                        colour = red
                        open yes
                        name =

                        name = Ana
                        --passphrase_file = x
                        = 1
                        """));
    }

    @Test
    void aTimeOfDayIsHoursAndMinutesOrOff() throws IOException {
        assertEquals(Optional.of("off"), read("backup-time = off").backupTime());
        assertEquals(Optional.of("7:15"), read("backup-time = 7:15").backupTime());
        assertEquals(
                List.of(
                        "line 1: backup-time is a time of day like 02:30, or off, not \"25:00\".",
                        "line 2: backup-encrypt is yes or no, not \"maybe\"."),
                mistakes("backup-time = 25:00\nbackup-encrypt = maybe"));
        assertEquals(
                List.of("line 1: backup-time is a time of day like 02:30, or off, not \"never\"."),
                mistakes("backup-time = never"));
    }

    @Test
    void tellsWhatIsWrongWithValues() throws IOException {
        assertEquals(
                List.of(
                        "line 1: port is a number from 0 to 65535, not \"65536\".",
                        "line 2: bind is an IP address of this PC like 192.168.1.20, not \"localhost\".",
                        "line 3: open is yes or no, not \"true # for the trial\". A remark has a line of its own.",
                        "line 4: data begins with ~, which means nothing here; write the whole path.",
                        "line 5: The storage description DIR/none.json cannot be read; check the name and its rights.",
                        "line 6: name is written without quotation marks."),
                mistakes("""
                        port = 65536
                        bind = localhost
                        open = true # for the trial
                        data = ~/records
                        storage = none.json
                        name = "Harbour"
                        """));
        for (String number : List.of("-1", "9999 9999", "0x1F", "999999", "9999 # usual")) {
            assertEquals(1, mistakes("port=" + number).size(), number);
        }
        assertEquals(
                List.of("line 1: there is a control character in the value of name; type it again."),
                mistakes("name = \u001b[2J"));
        assertEquals(
                List.of(
                        "line 1: there is no key \"?[2J%s...\". The keys are name, port, bind, data, storage, open, passphrase-file, history-days, backup-folder, backup-time, backup-encrypt."
                                .formatted("船".repeat(36))),
                mistakes("\u001b[2J" + "船".repeat(100) + " = 1"));
    }

    @Test
    void filesThatAreNamedAreLookedAtWhereThatIsWanted() throws IOException {
        Files.writeString(folder.resolve("storage.json"), "{\"type\":");
        Files.writeString(folder.resolve("secret"), "short");
        Files.writeString(file, "storage = storage.json\npassphrase-file = secret\n");

        assertEquals(
                List.of(
                        "line 1: DIR/storage.json: This is not JSON: something else was expected near line 1, column 9.",
                        "line 2: The passphrase in DIR/secret is not good enough. A passphrase has at least 12 characters, and at most 256."),
                mistakes(file));
        assertEquals(
                Optional.of(folder.resolve("secret")),
                SettingsFile.read(file, Reach.TEXT).passphrase());
    }

    /** Else a service would give up for ever because the router starts later than the PC. */
    @Test
    void anAddressThatThisPcHasNotGotYetIsNoMistakeAtTheStart() throws IOException {
        assertEquals(
                List.of(InetAddress.ofLiteral("192.0.2.1")),
                read("bind = 192.0.2.1").binds());

        assertEquals(
                List.of("line 1: bind 192.0.2.1 is no address of this PC; it has %s now."
                        .formatted(String.join(", ", ReachableAddresses.own()))),
                mistakes("bind = 192.0.2.1"));
    }

    @Test
    void otherEncodingsAreCalledByName() throws IOException {
        Files.write(file, "port = x\nname = Caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                List.of(
                        "line 1: port is a number from 0 to 65535, not \"x\".",
                        "line 2: this is not UTF-8 text; save the file again with the encoding UTF-8."),
                mistakes(file));

        Files.write(file, "name = Caf\u00e9\n".getBytes(StandardCharsets.UTF_16));
        assertEquals(
                List.of("DIR/master.conf is not UTF-8 text; save it again with the encoding UTF-8."), mistakes(file));
    }

    @Test
    void whatIsNoSettingsFileIsSaidInOneSentence() throws IOException {
        assertEquals(List.of("There is no settings file DIR/master.conf; check the name."), mistakes(file));
        assertEquals(List.of("The settings file DIR cannot be read; check the name and its rights."), mistakes(folder));
        assertEquals(
                List.of("DIR/master.conf is larger than 64 KiB, so it is no settings file; name another."),
                mistakes("#".repeat(64 * 1024 + 1)));

        List<String> many = mistakes("x\n".repeat(1_000));
        assertEquals(21, many.size());
        assertEquals("DIR/master.conf has 980 more mistakes.", many.getLast());
    }

    @Test
    void theExampleOfTheInstallerIsFine() throws IOException {
        String example = Files.readString(EXAMPLE);
        assertEquals(Optional.of(Path.of("/var/lib/skerry")), read(example).data());
        assertEquals(
                List.of("data = /var/lib/skerry"),
                example.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList());

        Files.writeString(folder.resolve("storage.json"), "{\"type\":\"local\"}");
        SettingsFile all = read(example.lines()
                .map(line -> line.matches("#[a-z-]+ = .*") ? line.substring(1) : line)
                .collect(Collectors.joining("\n")));
        assertEquals(
                new SettingsFile(
                        Optional.of("Harbour office"),
                        Optional.of(9999),
                        List.of(InetAddress.ofLiteral("192.168.1.20")),
                        Optional.of(Path.of("/var/lib/skerry")),
                        Optional.of(JsonText.object().put("type", "local")),
                        Optional.of(false),
                        Optional.of(folder.resolve("passphrase")),
                        Optional.of(365),
                        Optional.of(Path.of("/media/skerry-backups")),
                        Optional.of("02:30"),
                        Optional.of(false)),
                all);
    }

    /** Each option of the command and nothing else can be set. */
    @Test
    void keysAreTheOptionsOfTheCommand() {
        assertEquals(
                MasterDaemon.commandLine().getSubcommands().get("master").getCommandSpec().options().stream()
                        .map(option -> option.longestName().substring(2))
                        .filter(name ->
                                !List.of("help", "version", "settings", "check").contains(name))
                        .sorted()
                        .toList(),
                Arrays.stream(SettingsKey.values())
                        .map(SettingsKey::text)
                        .sorted()
                        .toList());
    }
}
