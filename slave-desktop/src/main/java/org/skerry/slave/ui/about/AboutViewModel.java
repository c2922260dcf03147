package org.skerry.slave.ui.about;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.skerry.protocol.about.Notices;
import org.skerry.protocol.about.Release;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Sentence;

/** Which release this is, and what it is made of. */
public final class AboutViewModel {

    private final Release release;
    private final Supplier<Notices> notices;
    private final UiTasks tasks;
    private final ObservableList<String> parts = FXCollections.observableArrayList();

    /** @param notices reads a file */
    public AboutViewModel(Release release, Supplier<Notices> notices, UiTasks tasks) {
        this.release = release;
        this.notices = notices;
        this.tasks = tasks;
    }

    Release release() {
        return release;
    }

    Sentence version() {
        return Sentence.of("about.version", release.version());
    }

    /** When and from what it was built. */
    Sentence build() {
        Optional<Sentence> known = release.day()
                .map(day -> release.commit()
                        .map(commit -> Sentence.of("about.built", day, commit))
                        .orElse(Sentence.of("about.builtOn", day)));
        return known.orElse(Sentence.of("about.development"));
    }

    /** Its parts and their licences, line by line; empty before they were read. */
    public ObservableList<String> parts() {
        return parts;
    }

    /** Reads what is to be shown, once. */
    public void read() {
        if (parts.isEmpty()) {
            tasks.run(notices::get, read -> parts.setAll(read.text().lines().toList()), unreadable -> {});
        }
    }
}
