package org.skerry.slave.ui;

import java.time.InstantSource;
import javafx.application.Platform;
import javafx.scene.Scene;
import org.skerry.slave.ui.connect.Masters;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.report.ErrorDialog;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.theme.ThemeSwitch;

/** The window's content, wired: texts, tasks, the models and views of all screens. JavaFX thread. */
final class SlaveWindow {

    private final ErrorDialog errors;
    private final UiTasks tasks;
    private final MainViewModel model;
    private final Scene scene;

    SlaveWindow(
            Masters masters,
            DesktopSettings settings,
            Drafts drafts,
            InstantSource clock,
            double width,
            double height) {
        ThemeSwitch.follow(settings.theme());
        Texts texts = new Texts(settings.language());
        errors = new ErrorDialog(texts, clock);
        tasks = UiTasks.onVirtualThreads(Platform::runLater, errors::show);
        model = new MainViewModel(masters, tasks, settings, drafts, clock);
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

    /** Joins a master as if somebody had typed its address. */
    void join(String address) {
        model.connect().address().set(address);
        model.connect().connect();
    }
}
