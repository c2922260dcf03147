package org.skerry.slave.ui;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;
import org.skerry.slave.ui.attach.FilePlaces;
import org.skerry.slave.ui.connect.Masters;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.parts.PngImage;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.work.WorkViewModel;

/**
 * Paints the window into a picture instead of onto a screen; once in a program. The window is never shown, because the screen
 * that JavaFX pretends to have is smaller than a real one.
 */
public final class WindowPicture {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** New rows and texts are laid out the first time, what they cause the next. */
    private static final int LAYOUTS = 3;

    /** No file is opened here. */
    private static final FilePlaces PLACES =
            FilePlaces.in(Path.of(System.getProperty("java.io.tmpdir"), "skerry-picture"));

    private final Masters masters;
    private final SavedSettings settings;
    private final Optional<String> address;
    private final Optional<String> search;
    private final Deque<Consumer<WorkViewModel>> steps = new ArrayDeque<>();
    private final CountDownLatch taken = new CountDownLatch(1);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final AtomicReference<byte[]> png = new AtomicReference<>(new byte[0]);

    /**
     * @param address of a master to join first, as typed
     * @param search words to search there among the records of the most frequent type; the first that is found is opened
     */
    public WindowPicture(Masters masters, SavedSettings settings, Optional<String> address, Optional<String> search) {
        this.masters = masters;
        this.settings = settings;
        this.address = address;
        this.search = search;
    }

    /** Makes JavaFX paint into memory, in software; before it starts. */
    public static void withoutScreen() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("prism.lcdtext", "false");
    }

    /**
     * The picture, as soon as the window has nothing to wait for any more.
     *
     * @return the bytes of a PNG file; none if that took too long
     */
    public byte[] take(double width, double height) throws InterruptedException {
        Platform.startup(() -> start(width, height));
        if (!taken.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("The window did not come to rest within %s.".formatted(PATIENCE));
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        return png.get();
    }

    private void start(double width, double height) {
        try {
            SlaveWindow window = new SlaveWindow(
                    masters, new DesktopSettings(settings), Drafts.NONE, PLACES, InstantSource.system(), width, height);
            search.ifPresent(words -> prepare(window, words));
            address.ifPresent(window::open);
            window.tasks().running().subscribe(running -> Platform.runLater(() -> takeIfCalm(window)));
        } catch (RuntimeException unexpected) {
            failure.set(unexpected);
            taken.countDown();
        }
    }

    private void prepare(SlaveWindow window, String words) {
        steps.add(work -> work.records().types().counts().get().stream()
                .skip(1) // all of them together
                .findFirst()
                .ifPresent(mostFrequent -> work.records().types().selected().set(mostFrequent.type())));
        steps.add(work -> work.records().search().text().set(words));
        steps.add(work -> {
            window.scene().snapshot(null); // the table is not there before it is laid out
            if (window.scene().lookup("#rows") instanceof TableView<?> rows) {
                rows.getSelectionModel().selectFirst();
            }
        });
    }

    private void takeIfCalm(SlaveWindow window) {
        if (window.tasks().running().get() > 0 || taken.getCount() == 0) {
            return;
        }
        Optional<WorkViewModel> work = window.model().work().get();
        if (work.isPresent() && !steps.isEmpty()) {
            steps.remove().accept(work.get());
            Platform.runLater(() -> takeIfCalm(window)); // it may have caused nothing to wait for
            return;
        }
        window.model().tick();
        for (int layout = 0; layout < LAYOUTS; layout++) {
            png.set(PngImage.bytes(window.scene().snapshot(null)));
        }
        window.model().close();
        taken.countDown();
    }
}
