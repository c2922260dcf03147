package org.skerry.slave.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;

/** Dresses every window of this program, and follows the user's choice and the system's. JavaFX thread. */
public final class ThemeSwitch {

    private final ObservableValue<Theme> choice;

    private ThemeSwitch(ObservableValue<Theme> choice) {
        this.choice = choice;
    }

    /** Applies a choice from now on; before anything is shown that uses the theme's colours. */
    public static void follow(ObservableValue<Theme> choice) {
        ThemeSwitch themes = new ThemeSwitch(choice);
        themes.apply();
        choice.subscribe(themes::apply);
        Platform.getPreferences().colorSchemeProperty().subscribe(themes::apply);
    }

    /** Adds what the theme lacks. */
    public static void style(Scene scene) {
        scene.getStylesheets().add(ThemeSwitch.class.getResource("skerry.css").toExternalForm());
    }

    private void apply() {
        boolean isDark = switch (choice.getValue()) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
        String sheet = (isDark ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet();
        if (!sheet.equals(Application.getUserAgentStylesheet())) {
            Application.setUserAgentStylesheet(sheet);
        }
    }
}
