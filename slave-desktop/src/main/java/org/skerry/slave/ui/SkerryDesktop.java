package org.skerry.slave.ui;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * JavaFX's idea of the program, and the name under which Linux groups its windows: WM_CLASS is the name of this class, and the
 * desktop entries of packages say it in StartupWMClass. Without an Application it would be {@code java}.
 */
public final class SkerryDesktop extends Application {

    /** What begins in JavaFX. Static, because JavaFX makes its application itself, once in a JVM. */
    private static final AtomicReference<@Nullable Runnable> FIRST = new AtomicReference<>();

    /** For JavaFX. */
    public SkerryDesktop() {}

    /**
     * Starts JavaFX, if it has not started; returns at once.
     *
     * @param first what to do on the JavaFX thread
     * @param failed told if JavaFX cannot start, on any thread
     */
    static void begin(Runnable first, Consumer<RuntimeException> failed) {
        if (!FIRST.compareAndSet(null, first)) {
            Platform.runLater(first);
            return;
        }
        Thread.ofPlatform().daemon().name("javafx-launcher").start(() -> {
            try {
                launch(SkerryDesktop.class);
            } catch (RuntimeException refused) {
                failed.accept(refused);
            } catch (Throwable broken) { // for instance a library of the system that is missing
                failed.accept(new IllegalStateException("JavaFX cannot start", broken));
            }
        });
    }

    @Override
    public void start(Stage unused) {
        Runnable first = FIRST.get();
        if (first != null) {
            first.run();
        }
    }
}
