package org.skerry.slave.ui;

import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.protocol.about.Notices;
import org.skerry.protocol.about.Release;
import org.skerry.slave.link.Invitation;
import org.skerry.slave.ui.about.AboutViewModel;
import org.skerry.slave.ui.attach.FilePlaces;
import org.skerry.slave.ui.attach.LeftFile;
import org.skerry.slave.ui.connect.ConnectViewModel;
import org.skerry.slave.ui.connect.Master;
import org.skerry.slave.ui.connect.Masters;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.person.SignInViewModel;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.SettingsViewModel;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.work.WorkViewModel;

/** Which screen is shown: joining a master, or working with it. */
public final class MainViewModel implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(MainViewModel.class.getName());

    private final UiTasks tasks;
    private final Drafts drafts;
    private final FilePlaces places;
    private final InstantSource clock;
    private final ConnectViewModel connect;
    private final DesktopSettings settings;
    private final SettingsViewModel choices;
    private final AboutViewModel about;
    private final ReadOnlyObjectWrapper<Optional<WorkViewModel>> work = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<SignInViewModel>> signIn =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Map<String, List<LeftFile>> leftFiles = new HashMap<>(); // by who left them, and at which master
    private volatile @Nullable WorkViewModel
            lastWork; // set on the JavaFX thread, finished by the thread that ends the program
    private volatile @Nullable Master joined; // set on the JavaFX thread, closed by the thread that ends the program

    public MainViewModel(
            Masters masters,
            UiTasks tasks,
            DesktopSettings settings,
            Drafts drafts,
            FilePlaces places,
            InstantSource clock) {
        this.tasks = tasks;
        this.drafts = drafts;
        this.places = places;
        this.clock = clock;
        this.settings = settings;
        choices = new SettingsViewModel(settings);
        about = new AboutViewModel(Release.here(), Notices::here, tasks);
        connect = new ConnectViewModel(masters, tasks, settings, clock, this::joined);
        tasks.onSignInNeeded(this::askWho);
    }

    public ConnectViewModel connect() {
        return connect;
    }

    public SettingsViewModel settings() {
        return choices;
    }

    public AboutViewModel about() {
        return about;
    }

    /** The work with a master; empty while none is joined. */
    public ReadOnlyObjectProperty<Optional<WorkViewModel>> work() {
        return work.getReadOnlyProperty();
    }

    /** Somebody has to sign in before the work begins, or goes on; empty while nobody has to. */
    public ReadOnlyObjectProperty<Optional<SignInViewModel>> signIn() {
        return signIn.getReadOnlyProperty();
    }

    /** Those who signed in on this PC, the latest first. */
    public ObservableList<String> people() {
        return settings.people();
    }

    /** Lets who is signed in go; nothing that is not saved is lost without a question. */
    public void signOut() {
        switchTo("");
    }

    /**
     * The same, and asks for the password of another one.
     *
     * @param name of that one; empty for anybody
     */
    public void switchTo(String name) {
        whenNothingIsUnsaved(() -> {
            Master master = joined;
            if (master != null && work.get().isPresent()) {
                askWho(name);
                tasks.run(
                        () -> {
                            master.signOut();
                            return master;
                        },
                        done -> {},
                        notTold -> {});
            }
        });
    }

    /** Lets the master go, to join another one; nothing that is not saved is lost without a question. */
    public void leave() {
        whenNothingIsUnsaved(this::letGo);
    }

    /**
     * Goes to a master that was named outside of this window: on a command line, in a link. If that is the one that is joined,
     * it stays so; another one is left as by {@link #leave}.
     *
     * @return what is wrong with the address, if this window has to say so; none if it is shown beside the address, or all is
     *     well
     */
    public Sentence open(String given) {
        Master now = joined;
        if (now == null) {
            connect.open(given);
            return Sentence.NONE;
        }
        Sentence mistake = ConnectViewModel.mistake(given);
        if (mistake.isEmpty() && !Invitation.parse(given).address().equals(now.address())) {
            whenNothingIsUnsaved(() -> {
                letGo();
                connect.open(given);
            });
        }
        return mistake;
    }

    /** Goes on: at once if nothing would be lost, else when the user has decided. */
    public void whenNothingIsUnsaved(Runnable then) {
        work.get().ifPresentOrElse(now -> now.leave(then), then);
    }

    private void letGo() {
        endWork();
        signIn.set(Optional.empty());
        Master left = joined;
        joined = null;
        if (left != null) {
            tasks.run(
                    () -> {
                        left.close();
                        return left;
                    },
                    closed -> {},
                    whatever -> {});
        }
    }

    /** To be called once a second. */
    public void tick() {
        work.get().ifPresent(WorkViewModel::tick);
        signIn.get().ifPresent(SignInViewModel::tick);
    }

    /** Leaves the master; may block for a moment. Any thread. */
    @Override
    public void close() {
        finishWork();
        Master left = joined;
        if (left != null) {
            left.close();
        }
    }

    private void finishWork() {
        WorkViewModel last = lastWork;
        if (last != null) {
            finish(last);
        }
    }

    private static void finish(WorkViewModel last) {
        try {
            last.finish();
        } catch (StorageException notKept) {
            LOG.log(Level.WARNING, "What is kept on this PC could not be written at the end", notKept);
        }
    }

    private void joined(Master master) {
        joined = master;
        if (master.seat().isEmpty()) {
            askWho("");
        } else {
            work(master);
        }
    }

    private void work(Master master) {
        WorkViewModel next = new WorkViewModel(master, tasks, settings, drafts, places, clock);
        lastWork = next;
        Optional.ofNullable(leftFiles.remove(next.owner())).ifPresent(all -> all.forEach(next.files()::takeOver));
        work.set(Optional.of(next));
        signIn.set(Optional.empty());
    }

    /** The master does nothing more until somebody signs in; what is not saved is a draft of who made it. */
    private void askWho() {
        work.get().ifPresent(now -> askWho(now.person()));
    }

    private void askWho(String name) {
        Master master = joined;
        if (master != null) {
            signIn.set(Optional.of(new SignInViewModel(master, tasks, settings, clock, name, () -> work(master))));
            endWork();
        }
    }

    /** Nothing of it is left for who comes next. */
    private void endWork() {
        Optional<WorkViewModel> ended = work.get();
        work.set(Optional.empty());
        ended.ifPresent(last -> {
            last.files().leave(file -> left(last.owner(), file));
            tasks.run(
                    () -> {
                        finish(last);
                        return last;
                    },
                    finished -> {},
                    whatever -> {});
        });
    }

    private void left(String owner, LeftFile file) {
        work.get()
                .filter(now -> now.owner().equals(owner))
                .ifPresentOrElse(
                        now -> now.files().takeOver(file),
                        () -> leftFiles
                                .computeIfAbsent(owner, first -> new ArrayList<>())
                                .add(file));
    }
}
