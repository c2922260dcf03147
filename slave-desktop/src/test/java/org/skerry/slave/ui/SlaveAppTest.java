package org.skerry.slave.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;
import javafx.stage.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.slave.ui.attach.TestPlaces;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.connect.Masters;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.settings.SettingsFile;
import org.skerry.slave.ui.settings.WindowPlace;
import org.skerry.slave.ui.work.WorkView;

/** In a fork of its own: the application starts JavaFX. */
@Tag("native")
@Timeout(120)
class SlaveAppTest {

    /** Two seconds are promised; a busy machine that runs tests may need longer, one that waits for the master for ever. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void closingTheWindowEndsTheApplicationWhateverTheMasterDoes() throws Exception {
        UiDriver.chooseScreen();
        SettingsFile file = new SettingsFile(folder.resolve("desktop.json"));
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch leaving = new CountDownLatch(1);
        AtomicLong closed = new AtomicLong();
        FakeMaster master = FakeMaster.joined();
        master.onClose(() -> {
            leaving.countDown();
            new CountDownLatch(1).await();
        });
        Masters masters = (address, pairing, progress) -> {
            opened.countDown();
            return master;
        };
        Thread user = Thread.ofVirtual().unstarted(new FutureTask<>(() -> {
            opened.await();
            Platform.runLater(() -> closeOnceJoined(closed));
            return null;
        }));
        user.start();

        new SlaveApp(masters, file, Drafts.NONE, TestPlaces.BUILD, Optional.of("192.168.1.5"), Optional.empty()).run();
        Duration took = Duration.ofNanos(System.nanoTime() - closed.get());

        assertEquals(0, leaving.getCount());
        assertTrue(took.compareTo(CLOSING) < 0, took.toString());
        assertEquals(
                List.of("Front office"),
                file.read().recentMasters().stream()
                        .map(recent -> recent.name())
                        .toList());
        assertEquals(Optional.of(false), file.read().window().map(WindowPlace::isMaximized));
    }

    private static void closeOnceJoined(AtomicLong closed) {
        MainView main = (MainView) Window.getWindows().getFirst().getScene().getRoot();
        main.centerProperty().subscribe(screen -> {
            if (screen instanceof WorkView) {
                closed.set(System.nanoTime());
                Platform.runLater(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
            }
        });
    }
}
