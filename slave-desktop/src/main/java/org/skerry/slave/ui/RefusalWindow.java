package org.skerry.slave.ui;

import java.util.concurrent.CountDownLatch;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.skerry.slave.ui.parts.WindowIcon;
import org.skerry.slave.ui.report.RefusalView;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.theme.ThemeSwitch;

/** What somebody without a terminal sees instead of the window: a small one that says why. */
public final class RefusalWindow {

    private static final double WIDTH = 440;
    private static final double HEIGHT = 170;

    private final SavedSettings settings;
    private final Sentence why;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param settings language and theme; nothing is written back */
    public RefusalWindow(SavedSettings settings, Sentence why) {
        this.settings = settings;
        this.why = why;
    }

    /** Shows it until the user closes it. */
    public void run() throws InterruptedException {
        SkerryDesktop.begin(this::start, noScreen -> ended.countDown()); // the terminal has the sentence
        ended.await();
    }

    private void start() {
        try {
            show(new Stage());
        } catch (RuntimeException unexpected) {
            ended.countDown(); // the terminal has the sentence
            throw unexpected;
        }
    }

    private void show(Stage stage) {
        ThemeSwitch.follow(new ReadOnlyObjectWrapper<>(settings.theme()));
        Texts texts = new Texts(new ReadOnlyObjectWrapper<>(settings.language()));
        Scene scene = new Scene(new RefusalView(why, texts, stage::close), WIDTH, HEIGHT);
        ThemeSwitch.style(scene);
        stage.setTitle("Skerry");
        WindowIcon.show(stage);
        stage.setScene(scene);
        stage.setOnHidden(closed -> ended.countDown());
        stage.show();
    }
}
