package org.skerry.system.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The window on the demo's records: opened until somebody closes it where there is a screen, else painted into a file. */
final class WindowChapter {

    /** Words that find towns in several countries. */
    private static final String SEARCHED = "san jose";

    private final Stage stage;
    private final Narrator tell;
    private final Optional<Path> picture;

    /** @param picture where to paint it; empty to open it if that is possible */
    WindowChapter(Stage stage, Narrator tell, Optional<Path> picture) {
        this.stage = stage;
        this.tell = tell;
        this.picture = picture;
    }

    void show(String url) throws IOException, InterruptedException {
        tell.heading("The window in which people work with all this");
        if (picture.isPresent()) {
            paint(url, picture.get());
        } else if (!WindowProcess.isPossible()) {
            tell.say("There is no screen here, so it is painted into a file.");
            paint(url, Files.createTempFile("skerry-demo", ".png"));
        } else if (!open(url)) {
            paint(url, Files.createTempFile("skerry-demo", ".png"));
        }
    }

    private boolean open(String url) throws IOException, InterruptedException {
        tell.say("It opens now. Type san jose where it says Search; close it to end the demo.");
        try (WindowProcess window = stage.openWindow(url)) {
            if (window.awaitEnd()) {
                return true;
            }
        }
        tell.say("It could not be opened. " + WindowProcess.lastWords(stage.windowLog()));
        return false;
    }

    private void paint(String url, Path file) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (WindowProcess window = stage.paintWindow(url, file, SEARCHED)) {
            if (!window.awaitEnd()) {
                throw new DemoFailed("The window could not be painted. " + WindowProcess.lastWords(stage.windowLog()));
            }
        }
        tell.measured("started, joined, \"" + SEARCHED + "\" searched", Duration.ofNanos(System.nanoTime() - start));
        tell.say(file.toString());
    }
}
