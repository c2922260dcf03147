package org.skerry.slave.ui;

import java.time.InstantSource;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.skerry.slave.ui.attach.FilePlaces;
import org.skerry.slave.ui.connect.Masters;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.parts.WindowIcon;
import org.skerry.slave.ui.report.ErrorDialog;
import org.skerry.slave.ui.report.RefusalView;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.theme.ThemeSwitch;

/** The window's content, wired: texts, tasks, the models and views of all screens. JavaFX thread. */
final class SlaveWindow {

    private static final double REFUSAL_WIDTH = 440;
    private static final double REFUSAL_HEIGHT = 170;

    private final Texts texts;
    private final ErrorDialog errors;
    private final UiTasks tasks;
    private final MainViewModel model;
    private final Scene scene;

    SlaveWindow(
            Masters masters,
            DesktopSettings settings,
            Drafts drafts,
            FilePlaces places,
            InstantSource clock,
            double width,
            double height) {
        ThemeSwitch.follow(settings.theme());
        texts = new Texts(settings.language());
        errors = new ErrorDialog(texts, clock);
        tasks = UiTasks.onVirtualThreads(Platform::runLater, errors::show);
        model = new MainViewModel(masters, tasks, settings, drafts, places, clock);
        MainView view = new MainView(model, texts);
        scene = new Scene(view, width, height);
        ThemeSwitch.style(scene);
        view.install(scene);
    }

    ErrorDialog errors() {
        return errors;
    }

    UiTasks tasks() {
        return tasks;
    }

    MainViewModel model() {
        return model;
    }

    Scene scene() {
        return scene;
    }

    /** Goes to a master that was named on a command line or in a link; nothing that is not saved is lost without a question. */
    void open(String address) {
        Sentence mistake = model.open(address);
        if (!mistake.isEmpty()) {
            refuse(mistake);
        }
    }

    /** Says in a small window what has no place in this one. */
    private void refuse(Sentence why) {
        Stage stage = new Stage();
        Scene content = new Scene(new RefusalView(why, texts, stage::close), REFUSAL_WIDTH, REFUSAL_HEIGHT);
        ThemeSwitch.style(content);
        WindowIcon.show(stage);
        stage.setTitle("Skerry");
        stage.setScene(content);
        if (scene.getWindow() != null) {
            stage.initOwner(scene.getWindow());
        }
        stage.show();
    }
}
