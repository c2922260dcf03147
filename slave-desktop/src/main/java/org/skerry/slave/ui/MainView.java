package org.skerry.slave.ui;

import atlantafx.base.controls.Popover;
import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.IntegerBinding;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.about.AboutView;
import org.skerry.slave.ui.connect.ConnectView;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.entry.Draft;
import org.skerry.slave.ui.entry.Standing;
import org.skerry.slave.ui.help.Shortcut;
import org.skerry.slave.ui.help.ShortcutsView;
import org.skerry.slave.ui.parts.IconButton;
import org.skerry.slave.ui.parts.WindowIcon;
import org.skerry.slave.ui.person.PersonView;
import org.skerry.slave.ui.person.SignInView;
import org.skerry.slave.ui.person.SignInViewModel;
import org.skerry.slave.ui.settings.SettingsView;
import org.skerry.slave.ui.status.StatusView;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.work.WorkView;
import org.skerry.slave.ui.work.WorkViewModel;

/** The frame of the window: a bar on top, the screen, the bar of the connection. */
public final class MainView extends BorderPane {

    /** Side of the icon before the name of the master, in pixels. */
    private static final double MARK_SIZE = 22;

    private final MainViewModel model;
    private final Texts texts;
    private final ConnectView connect;
    private final IconButton admin;
    private final IconButton removed;
    private final IconButton leave;
    private final IconButton help;
    private final IconButton about;
    private final IconButton settings;
    private Optional<Scene> scene = Optional.empty();
    private Optional<PersonView> person = Optional.empty();

    public MainView(MainViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        setId("main");
        getStyleClass().add("main");
        connect = new ConnectView(model.connect(), texts);
        admin = new IconButton(
                "admin-button",
                Feather.USERS,
                texts.of("frame.admin"),
                () -> model.work().get().ifPresent(WorkViewModel::administer));
        removed = new IconButton(
                "removed-button",
                Feather.ARCHIVE,
                texts.of("frame.removed"),
                () -> model.work().get().ifPresent(WorkViewModel::showRemoved));
        leave = new IconButton("leave", Feather.LOG_OUT, texts.of("frame.leave"), model::leave);
        help = new IconButton("help", Feather.HELP_CIRCLE, texts.of("frame.help"), this::showHelp);
        about = new IconButton("about-button", Feather.INFO, texts.of("frame.about"), this::showAbout);
        settings = new IconButton("settings-button", Feather.SETTINGS, texts.of("frame.settings"), this::showSettings);
        setTop(topBar());
        model.work().subscribe(now -> show());
        model.signIn().subscribe((before, now) -> {
            if (model.work().get().isEmpty()) { // else the work is shown, or about to go
                show();
            }
        });
    }

    /** Makes the keys work; once, when the view is in a scene. */
    public void install(Scene window) {
        scene = Optional.of(window);
        installKeys();
    }

    private Node topBar() {
        ImageView mark = new ImageView(WindowIcon.large());
        mark.setFitHeight(MARK_SIZE);
        mark.setFitWidth(MARK_SIZE);
        mark.setSmooth(true);
        Label title = new Label();
        title.setId("title");
        title.setGraphic(mark);
        title.getStyleClass().addAll("top-title", Styles.TEXT_BOLD);
        ObservableValue<String> product = new ReadOnlyStringWrapper("Skerry");
        title.textProperty()
                .bind(model.work()
                        .flatMap(work -> work.<ObservableValue<String>>map(WorkViewModel::masterName)
                                .orElse(product)));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox bar = new HBox(title, space, removed, admin, leave, help, about, settings);
        bar.setId("top");
        bar.getStyleClass().add("top-bar");
        return bar;
    }

    /** Only ours: the button that Enter presses is among those of the scene, too. */
    private void uninstallKeys() {
        scene.ifPresent(window -> {
            for (Shortcut key : Shortcut.values()) {
                key.uninstall(window);
            }
        });
    }

    private void show() {
        uninstallKeys();
        Optional<WorkViewModel> work = model.work().get();
        Optional<SignInViewModel> signIn = model.signIn().get();
        leave.setVisible(work.isPresent() || signIn.isPresent());
        leave.setManaged(leave.isVisible());
        admin.setVisible(work.map(WorkViewModel::isAdmin).orElse(false));
        admin.setManaged(admin.isVisible());
        removed.setVisible(work.map(WorkViewModel::keepsHistory).orElse(false));
        removed.setManaged(removed.isVisible());
        person = Optional.empty();
        if (work.isPresent()) {
            show(work.get());
        } else if (signIn.isPresent()) {
            SignInView view = new SignInView(signIn.get(), texts);
            setCenter(view);
            setBottom(null);
            view.focus();
        } else {
            setCenter(connect);
            setBottom(null);
        }
        installKeys();
    }

    private void show(WorkViewModel work) {
        WorkView view = new WorkView(work, texts);
        StatusView status = new StatusView(work.status(), texts);
        status.add(unsent(work));
        if (!work.person().isEmpty()) {
            PersonView signedIn = new PersonView(work.person(), model.people(), texts, model::switchTo, model::signOut);
            person = Optional.of(signedIn);
            status.add(signedIn);
        }
        setCenter(view);
        setBottom(status);
        Platform.runLater(view::focus); // else the button that leaves the master would have it
    }

    /** Says how many records are on this PC only, and leads to them; not there while there are none. */
    private Node unsent(WorkViewModel work) {
        ObservableList<Draft> all = work.entry().unsent();
        IntegerBinding count = Bindings.size(all);
        Button button = Controls.button(
                "status-unsent",
                texts.of(Bindings.createObjectBinding(() -> Sentence.of("status.unsent", count.get()), count)),
                work::showUnsent);
        button.setGraphic(new FontIcon(Feather.UPLOAD_CLOUD));
        button.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
        Controls.showIf(button, count.greaterThan(0));
        InvalidationListener mark = changed -> button.pseudoClassStateChanged(
                Styles.STATE_DANGER, all.stream().anyMatch(draft -> draft.standing() instanceof Standing.Refused));
        all.addListener(mark);
        mark.invalidated(all);
        return button;
    }

    /** Those of the frame and of the screen that is shown. */
    private void installKeys() {
        scene.ifPresent(window -> {
            Shortcut.HELP.install(window, this::showHelp);
            Shortcut.ABOUT.install(window, this::showAbout);
            Shortcut.SETTINGS.install(window, this::showSettings);
            if (getCenter() instanceof WorkView work) {
                work.install(window);
            }
            person.ifPresent(signedIn -> {
                Shortcut.SWITCH_PERSON.install(window, signedIn::choose);
                Shortcut.SIGN_OUT.install(window, model::signOut);
            });
        });
    }

    private void showHelp() {
        popover(new ShortcutsView(texts), help);
    }

    private void showAbout() {
        model.about().read();
        popover(new AboutView(model.about(), texts), about);
    }

    private void showSettings() {
        popover(new SettingsView(model.settings(), texts), settings);
    }

    private static void popover(Node content, Node anchor) {
        Popover popover = new Popover(content);
        popover.setArrowLocation(Popover.ArrowLocation.TOP_RIGHT);
        popover.setHeaderAlwaysVisible(false);
        popover.setDetachable(false);
        popover.setAnimated(false);
        popover.show(anchor);
        content.requestFocus();
    }
}
