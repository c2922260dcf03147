package org.skerry.slave.ui;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.skerry.slave.start.StartSocket;
import org.skerry.slave.ui.attach.FilePlaces;
import org.skerry.slave.ui.connect.Masters;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.parts.WindowIcon;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.settings.SettingsFile;
import org.skerry.slave.ui.settings.WindowPlace;
import org.skerry.slave.ui.task.UiTasks;

/** The desktop application: the window from its first moment to its last. {@link SlaveWindow} wires what is in it. */
public final class SlaveApp {

    private static final System.Logger LOG = System.getLogger(SlaveApp.class.getName());

    /** Closing the window ends the program within two seconds, whatever the master and the network do. */
    private static final Duration LEAVING_PATIENCE = Duration.ofSeconds(1);

    private static final Duration SAVE_SETTINGS_AFTER = Duration.ofMillis(500);

    private static final double WIDTH = 1100;
    private static final double HEIGHT = 720;
    private static final double MIN_WIDTH = 760;
    private static final double MIN_HEIGHT = 520;

    private final Masters masters;
    private final SettingsFile file;
    private final DesktopSettings settings;
    private final Drafts drafts;
    private final FilePlaces places;
    private final Optional<String> address;
    private final Optional<StartSocket> later;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final AtomicReference<Optional<SlaveWindow>> window = new AtomicReference<>(Optional.empty());

    /**
     * @param drafts where unsaved records outlive the program
     * @param places where files lie
     * @param address of a master to join at once, or a link to one, as given
     * @param later starts of the program that find this window, and bring it to the front; empty if they cannot
     */
    public SlaveApp(
            Masters masters,
            SettingsFile file,
            Drafts drafts,
            FilePlaces places,
            Optional<String> address,
            Optional<StartSocket> later) {
        this.masters = masters;
        this.file = file;
        this.drafts = drafts;
        this.places = places;
        this.address = address;
        this.later = later;
        settings = new DesktopSettings(file.read());
    }

    /** Shows the window, and returns when it is closed and everything is left in order. Once in a program. */
    public void run() throws InterruptedException {
        SkerryDesktop.begin(this::start, this::fail);
        ended.await();
        if (failure.get() != null) {
            throw failure.get();
        }
        write(settings.saved());
        leave();
    }

    private void start() {
        try {
            show(new Stage());
        } catch (RuntimeException unexpected) {
            fail(unexpected);
        }
    }

    private void fail(RuntimeException why) {
        failure.set(why);
        ended.countDown();
    }

    private void show(Stage stage) {
        SlaveWindow content = new SlaveWindow(masters, settings, drafts, places, InstantSource.system(), WIDTH, HEIGHT);
        window.set(Optional.of(content));
        Thread.setDefaultUncaughtExceptionHandler((thread, unforeseen) -> {
            LOG.log(Level.ERROR, "Something failed for a reason that nobody foresaw: thread={0}", thread, unforeseen);
            Platform.runLater(() -> content.errors().show(unforeseen));
        });
        keepSettings(content.tasks());
        stage.setTitle("Skerry");
        WindowIcon.show(stage);
        stage.setScene(content.scene());
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        settings.window().get().filter(SlaveApp::isOnScreen).ifPresent(place -> put(stage, place));
        stage.setOnCloseRequest(closing -> {
            closing.consume(); // the user may have to decide first
            content.model().whenNothingIsUnsaved(stage::hide);
        });
        stage.setOnHiding(closing -> settings.window().set(Optional.of(place(stage))));
        stage.setOnHidden(closed -> ended.countDown());
        address.ifPresent(content::open); // the network works while the window is laid out
        stage.show();
        tickEachSecond(content.model());
        later.ifPresent(starts -> starts.serve(given -> Platform.runLater(() -> {
            bringToFront(stage);
            given.ifPresent(content::open);
        })));
    }

    private static void bringToFront(Stage stage) {
        stage.setIconified(false);
        stage.toFront();
        stage.requestFocus();
    }

    private void keepSettings(UiTasks tasks) {
        UiTasks.Latest saving = tasks.latest();
        settings.onChange(() -> {
            SavedSettings now = settings.saved();
            saving.runAfter(
                    SAVE_SETTINGS_AFTER,
                    () -> {
                        write(now);
                        return now;
                    },
                    written -> {},
                    notWritten -> {});
        });
    }

    private static void tickEachSecond(MainViewModel model) {
        Timeline ticks = new Timeline(new KeyFrame(javafx.util.Duration.seconds(1), tick -> model.tick()));
        ticks.setCycleCount(Animation.INDEFINITE);
        ticks.play();
    }

    /** Settings are a comfort: where they cannot be kept, work goes on. */
    private synchronized void write(SavedSettings saved) {
        try {
            file.write(saved);
        } catch (IOException full) {
            LOG.log(Level.WARNING, "The settings could not be kept", full);
        }
    }

    private void leave() throws InterruptedException {
        Thread leaving = Thread.ofVirtual()
                .name("leave")
                .start(() -> window.get().ifPresent(content -> content.model().close()));
        if (!leaving.join(LEAVING_PATIENCE)) {
            LOG.log(Level.WARNING, "The master was not left in time");
        }
    }

    /** A screen may have been taken away since. */
    private static boolean isOnScreen(WindowPlace place) {
        return !Screen.getScreensForRectangle(place.x(), place.y(), place.width(), place.height())
                .isEmpty();
    }

    private static void put(Stage stage, WindowPlace place) {
        stage.setX(place.x());
        stage.setY(place.y());
        stage.setWidth(place.width());
        stage.setHeight(place.height());
        stage.setMaximized(place.isMaximized());
    }

    private static WindowPlace place(Stage stage) {
        return new WindowPlace(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized());
    }
}
