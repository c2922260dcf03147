package org.skerry.slave.ui.settings;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.theme.Theme;

/** Choosing language and appearance; a choice counts at once. */
public final class SettingsViewModel {

    private final DesktopSettings settings;

    public SettingsViewModel(DesktopSettings settings) {
        this.settings = settings;
    }

    public List<Language> languages() {
        return List.of(Language.values());
    }

    public ObjectProperty<Language> language() {
        return settings.language();
    }

    public List<Theme> themes() {
        return List.of(Theme.values());
    }

    public ObjectProperty<Theme> theme() {
        return settings.theme();
    }
}
