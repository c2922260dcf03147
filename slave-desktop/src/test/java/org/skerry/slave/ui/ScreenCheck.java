package org.skerry.slave.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.text.Text;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.theme.Theme;
import org.skerry.slave.ui.theme.ThemeSwitch;

/**
 * Opens a screen in every language, light and dark, small and large, and finds what anybody would find fault with: missing or
 * clipped texts, controls without id or name, controls outside the window, colours that the theme does not know.
 *
 * <p>Language and theme are switched while the screen is open, as users do. With {@code -Dskerry.pictures=FOLDER} each state
 * is kept as a picture.
 */
final class ScreenCheck {

    /**
     * Half the smallest office screen, and nearly a whole one of today. The screen that JavaFX pretends to have keeps a
     * million pixels, so that a wide window must be a little lower.
     */
    private static final List<Size> SIZES = List.of(new Size(760, 520), new Size(1000, 700), new Size(1600, 990));

    private record Size(int width, int height) {}

    private final Screen screen;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>(); // guarded by itself

    private ScreenCheck(Screen screen) {
        this.screen = screen;
    }

    /** What is wrong, in words; nothing if all is well. */
    static List<String> problems(Screen screen) {
        return new ScreenCheck(screen).run();
    }

    private List<String> run() {
        UiDriver.start();
        Handler ears = new Warnings();
        Logger.getLogger("").addHandler(ears);
        DesktopSettings settings = new DesktopSettings(SavedSettings.defaults());
        settings.theme().set(Theme.LIGHT);
        try (UiDriver window = UiDriver.show(() -> scene(settings))) {
            for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
                for (Language language : Language.values()) {
                    // dark, nothing is elsewhere: one size will do, where nobody wants the pictures
                    boolean isOneEnough = theme == Theme.DARK && System.getProperty("skerry.pictures") == null;
                    for (Size size : isOneEnough ? SIZES.subList(0, 1) : SIZES) {
                        check(window, settings, theme, language, size);
                    }
                }
            }
        } finally {
            Logger.getLogger("").removeHandler(ears);
        }
        return problems.stream().distinct().toList();
    }

    private Scene scene(DesktopSettings settings) {
        ThemeSwitch.follow(settings.theme());
        Size first = SIZES.getFirst(); // what content prefers may be more than the pretended screen can show
        Scene scene =
                new Scene(screen.maker().make(settings, new Texts(settings.language())), first.width, first.height);
        ThemeSwitch.style(scene);
        return scene;
    }

    private void check(UiDriver window, DesktopSettings settings, Theme theme, Language language, Size size) {
        UiDriver.fx(() -> {
            settings.theme().set(theme);
            settings.language().set(language);
            window.stage().setWidth(size.width);
            window.stage().setHeight(size.height);
            return null;
        });
        window.settle();
        String state = "%s, %s, %s, %dx%d"
                .formatted(screen.name(), language.code(), theme.name().toLowerCase(), size.width, size.height);
        UiDriver.fx(() -> {
            look(window.stage().getScene().getRoot(), state);
            return null;
        });
        synchronized (warnings) {
            warnings.forEach(warning -> problems.add(state + ": JavaFX warns: " + warning));
            warnings.clear();
        }
        Optional.ofNullable(System.getProperty("skerry.pictures")).ifPresent(folder -> keep(window, folder, state));
    }

    private void look(Node node, String state) {
        if (!node.isVisible()) {
            return;
        }
        String about = state + ": " + node.getTypeSelector() + " #" + node.getId();
        if (node instanceof Control control && isForUsers(control)) {
            lookAtControl(control, about);
        }
        if (node instanceof Labeled labeled) {
            lookAtText(labeled, about);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> look(child, state));
        }
    }

    private void lookAtControl(Control control, String about) {
        if (control.getId() == null) {
            problems.add(about + " has no id");
        }
        if (name(control).isBlank()) {
            problems.add(about + " has no name for a screen reader");
        }
        Bounds place = control.localToScene(control.getBoundsInLocal());
        Scene scene = control.getScene();
        if (!isScrolled(control)
                && (place.getMinX() < -1
                        || place.getMinY() < -1
                        || place.getMaxX() > scene.getWidth() + 1
                        || place.getMaxY() > scene.getHeight() + 1)) {
            problems.add(about + " is not wholly in the window");
        }
    }

    private void lookAtText(Labeled labeled, String about) {
        String wanted = Optional.ofNullable(labeled.getText()).orElse("");
        if (wanted.contains("⟦")) {
            problems.add(about + " lacks its text: " + wanted);
        }
        boolean isOurs = !wanted.isEmpty()
                && !isInside(labeled, IndexedCell.class)
                && !isInside(labeled, TableView.class)
                && !labeled.getStyleClass().contains("data"); // what people have written may be longer than any pane
        if (isOurs
                && labeled.lookup(".text") instanceof Text shown
                && !shown.getText().equals(wanted)) {
            problems.add(about + " is clipped: \"" + shown.getText() + "\" instead of \"" + wanted + "\"");
        }
    }

    private static boolean isForUsers(Control control) {
        return !(control instanceof ScrollBar)
                && !isInside(control, ScrollBar.class)
                && !(control instanceof ListView && isInside(control, ComboBoxBase.class))
                && (control instanceof ButtonBase
                        || control instanceof TextInputControl
                        || control instanceof TableView
                        || control instanceof ListView)
                && !isInside(control, IndexedCell.class);
    }

    private static String name(Control control) {
        String own = control instanceof Labeled labeled ? labeled.getText() : "";
        String accessible = Optional.ofNullable(control.getAccessibleText()).orElse("");
        boolean hasLabel = control.getScene().getRoot().lookupAll(".label").stream()
                .anyMatch(label -> label instanceof Label named && named.getLabelFor() == control);
        return own + accessible + (hasLabel ? "label" : "");
    }

    private static boolean isScrolled(Node node) {
        return isInside(node, ScrollPane.class);
    }

    private static boolean isInside(Node node, Class<? extends Node> outer) {
        for (Node each = node.getParent(); each != null; each = each.getParent()) {
            if (outer.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    private static void keep(UiDriver window, String folder, String state) {
        try {
            Files.createDirectories(Path.of(folder));
            window.picture(Path.of(folder, state.replaceAll("[^a-z0-9]+", "-") + ".png"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** What JavaFX says in its log, from whichever thread. */
    private final class Warnings extends Handler {
        @Override
        public void publish(LogRecord warning) {
            boolean isFromJavaFx = Optional.ofNullable(warning.getLoggerName())
                    .filter(name -> name.startsWith("javafx"))
                    .isPresent();
            if (isFromJavaFx && warning.getLevel().intValue() >= Level.WARNING.intValue()) {
                synchronized (warnings) {
                    warnings.add(warning.getMessage());
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
