package org.skerry.slave;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.DataFolder;
import org.skerry.slave.SlaveMain.Streams;
import org.skerry.slave.files.FileFailure;
import org.skerry.slave.link.SlaveKeys;
import org.skerry.slave.start.StartSocket;
import org.skerry.slave.ui.RefusalWindow;
import org.skerry.slave.ui.SlaveApp;
import org.skerry.slave.ui.WindowPicture;
import org.skerry.slave.ui.attach.FilePlaces;
import org.skerry.slave.ui.entry.DraftFile;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.settings.SettingsFile;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.theme.Theme;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code skerry desktop}: the window, or a picture of it. */
@Command(name = "desktop", sortOptions = false, description = "Opens the window in which people work with the records.")
final class DesktopCommand implements Callable<Integer> {

    private static final String SETTINGS_FILE = "desktop.json";
    private static final String DRAFTS_FILE = "unsaved.json";

    /** The other program may have taken the folder a moment ago and not be heard yet, or be about to leave it. */
    private static final Duration CHANGING = Duration.ofSeconds(2);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final Streams streams;

    @Spec
    private @Nullable CommandSpec command;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "URL",
            description =
                    "a master to join at once: ws://192.168.1.5:9999/ or 192.168.1.5; or a link, skerry://192.168.1.5/?code=123456, which is asked about first if this PC was never there")
    private @Nullable String url;

    @Option(names = "--data", paramLabel = "DIR", description = "the slave's own folder; created when missing")
    private Path data = SlaveSettings.defaultData();

    @Option(names = "--picture", paramLabel = "FILE", hidden = true, description = "writes a PNG instead")
    private @Nullable Path picture;

    @Option(names = "--size", paramLabel = "WIDTHxHEIGHT", hidden = true, description = "of the picture")
    private String size = "1100x720";

    @Option(names = "--language", hidden = true, description = "of the picture: en, zh or fr")
    private @Nullable String language;

    @Option(names = "--theme", hidden = true, description = "of the picture: light or dark")
    private String theme = "light";

    @Option(
            names = "--search",
            hidden = true,
            description = "of the picture: words to search, of which the first hit is open")
    private @Nullable String search;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and exit")
    private boolean help;

    DesktopCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (picture != null) {
            paint(picture);
            return SlaveMain.DONE;
        }
        requireScreen();
        Optional<DataFolder> held;
        try {
            held = holdUnlessOpen();
        } catch (StorageException refused) {
            return refuse(refused);
        }
        if (held.isEmpty()) {
            streams.err().println("Skerry is open already; its window comes to the front.");
            return SlaveMain.DONE;
        }
        try (DataFolder folder = held.get()) {
            open(folder.path());
        } catch (StorageException refused) {
            return refuse(refused);
        }
        return SlaveMain.DONE;
    }

    /**
     * The folder, for a window; or empty, when the window that is open there has got the address.
     *
     * @throws StorageException.InUse if another program has it, and goes on having it
     */
    private Optional<DataFolder> holdUnlessOpen() throws InterruptedException {
        for (long end = System.nanoTime() + CHANGING.toNanos(); ; Thread.sleep(BETWEEN_TRIES)) {
            try {
                return Optional.of(DataFolder.hold(data));
            } catch (StorageException.InUse taken) {
                if (StartSocket.handOver(data, Optional.ofNullable(url))) {
                    return Optional.empty();
                }
                if (System.nanoTime() > end) {
                    throw taken;
                }
            }
        }
    }

    private void open(Path folder) throws InterruptedException {
        Optional<StartSocket> later = StartSocket.open(folder);
        try {
            SettingsFile settings = new SettingsFile(folder.resolve(SETTINGS_FILE));
            DraftFile drafts = new DraftFile(folder.resolve(DRAFTS_FILE));
            FilePlaces places = FilePlaces.in(folder);
            places.clear(); // no other window has the folder
            new SlaveApp(
                            new DesktopMasters(SlaveKeys.in(folder)),
                            settings,
                            drafts,
                            places,
                            Optional.ofNullable(url),
                            later)
                    .run();
        } finally {
            later.ifPresent(StartSocket::close);
        }
    }

    /** On standard error first: who started this in a terminal reads it there, and scripts need not wait for a person. */
    private int refuse(StorageException why) throws InterruptedException {
        int status = new Failures(streams, false).tell(why);
        Sentence sentence = why instanceof StorageException.InUse
                ? Sentence.of("report.alreadyOpen")
                : Sentence.of("report.noFolder", data.toString());
        new RefusalWindow(new SettingsFile(data.resolve(SETTINGS_FILE)).read(), sentence).run();
        return status;
    }

    private void paint(Path file) throws InterruptedException {
        SavedSettings defaults = SavedSettings.defaults();
        SavedSettings chosen = new SavedSettings(
                chosenLanguage(defaults),
                chosenTheme(),
                defaults.window(),
                defaults.recentMasters(),
                defaults.people(),
                defaults.columns());
        String[] sides = size.split("x", -1);
        if (sides.length != 2 || !size.matches("[1-9][0-9]{1,3}x[1-9][0-9]{1,3}")) {
            throw wrong("--size takes two numbers of pixels, as in 1100x720.");
        }
        WindowPicture.withoutScreen();
        byte[] png = new WindowPicture(
                        new DesktopMasters(SlaveKeys.kept(data)),
                        chosen,
                        Optional.ofNullable(url),
                        Optional.ofNullable(search))
                .take(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        try {
            Files.write(file, png);
        } catch (IOException refused) {
            throw new FileFailure("The picture cannot be written to %s.".formatted(file), refused);
        }
        streams.err().println("The picture of the window is in " + file + ".");
    }

    private Language chosenLanguage(SavedSettings defaults) {
        return language == null
                ? defaults.language()
                : Language.of(language).orElseThrow(() -> wrong("--language takes en, zh or fr."));
    }

    private Theme chosenTheme() {
        return switch (theme.toLowerCase(Locale.ROOT)) {
            case "light" -> Theme.LIGHT;
            case "dark" -> Theme.DARK;
            default -> throw wrong("--theme takes light or dark.");
        };
    }

    /** JavaFX would fail too, but not in a plain sentence. */
    private static void requireScreen() {
        boolean isLinux = System.getProperty("os.name").equals("Linux");
        boolean isTold = System.getProperty("glass.platform") != null;
        if (isLinux && !isTold && isUnset("DISPLAY") && isUnset("WAYLAND_DISPLAY")) {
            throw new FileFailure("There is no screen here (DISPLAY is not set), so no window can be opened."
                    + " Start this where there is one; the commands call, import and export need none.");
        }
    }

    private static boolean isUnset(String variable) {
        return System.getenv().getOrDefault(variable, "").isBlank();
    }

    private ParameterException wrong(String sentence) {
        if (command == null) {
            throw new IllegalStateException("picocli has not set the command");
        }
        return new ParameterException(command.commandLine(), sentence);
    }
}
