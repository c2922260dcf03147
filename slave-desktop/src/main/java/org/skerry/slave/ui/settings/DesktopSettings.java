package org.skerry.slave.ui.settings;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.theme.Theme;

/** What the window remembers, while it is open. JavaFX thread. */
public final class DesktopSettings {

    /** More than fit on the screen, fewer than anybody reads. */
    private static final int MAX_RECENT_MASTERS = 6;

    private static final int MAX_PEOPLE = 12;

    private final ObjectProperty<Language> language;
    private final ObjectProperty<Theme> theme;
    private final ObjectProperty<Optional<WindowPlace>> window;
    private final ObservableList<RecentMaster> recentMasters;
    private final ObservableList<String> people;
    private final ObservableMap<String, List<TableColumnSetting>> columns;

    public DesktopSettings(SavedSettings saved) {
        language = new SimpleObjectProperty<>(saved.language());
        theme = new SimpleObjectProperty<>(saved.theme());
        window = new SimpleObjectProperty<>(saved.window());
        recentMasters = FXCollections.observableArrayList(saved.recentMasters());
        people = FXCollections.observableArrayList(saved.people());
        columns = FXCollections.observableHashMap();
        columns.putAll(saved.columns());
    }

    /** What is to be kept. */
    public SavedSettings saved() {
        return new SavedSettings(language.get(), theme.get(), window.get(), recentMasters, people, columns);
    }

    /** Calls back after each change. */
    public void onChange(Runnable listener) {
        language.subscribe(anything -> listener.run());
        theme.subscribe(anything -> listener.run());
        window.subscribe(anything -> listener.run());
        recentMasters.subscribe(listener);
        people.subscribe(listener);
        columns.subscribe(listener);
    }

    public ObjectProperty<Language> language() {
        return language;
    }

    public ObjectProperty<Theme> theme() {
        return theme;
    }

    /** Empty before the window was ever closed. */
    public ObjectProperty<Optional<WindowPlace>> window() {
        return window;
    }

    /** The latest first. */
    public ObservableList<RecentMaster> recentMasters() {
        return recentMasters;
    }

    /** Who signed in on this PC, the latest first. */
    public ObservableList<String> people() {
        return people;
    }

    /** Somebody signed in: he is the latest now. */
    public void signedIn(String person) {
        people.remove(person);
        people.addFirst(person);
        if (people.size() > MAX_PEOPLE) {
            people.remove(MAX_PEOPLE, people.size());
        }
    }

    /** The columns chosen for a record type, in their order; absent where nobody has chosen. */
    public ObservableMap<String, List<TableColumnSetting>> columns() {
        return columns;
    }

    /** A master was joined: it is the latest now. */
    public void joined(RecentMaster master) {
        recentMasters.removeIf(known -> known.address().equals(master.address()));
        recentMasters.addFirst(master);
        if (recentMasters.size() > MAX_RECENT_MASTERS) {
            recentMasters.remove(MAX_RECENT_MASTERS, recentMasters.size());
        }
    }

    public void forget(MasterAddress address) {
        recentMasters.removeIf(known -> known.address().equals(address));
    }
}
