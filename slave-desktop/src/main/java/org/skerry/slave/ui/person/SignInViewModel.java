package org.skerry.slave.ui.person;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.connect.Master;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/** Somebody signs in to a master: a name is typed or chosen, then the password. */
public final class SignInViewModel {

    /** More than that nobody counts in seconds. */
    private static final long MAX_SECONDS = 90;

    private final Master master;
    private final UiTasks tasks;
    private final DesktopSettings settings;
    private final InstantSource clock;
    private final Runnable signedIn;

    private final StringProperty name;
    private final StringProperty secret = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Sentence> failure = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyBooleanWrapper isSigningIn = new ReadOnlyBooleanWrapper();
    private final BooleanBinding maySignIn;
    private Optional<Instant> nextTry = Optional.empty(); // after too many wrong ones
    private Runnable failed = () -> {};

    /**
     * @param name of whom is expected; empty for anybody
     * @param signedIn goes on when somebody has signed in
     */
    public SignInViewModel(
            Master master,
            UiTasks tasks,
            DesktopSettings settings,
            InstantSource clock,
            String name,
            Runnable signedIn) {
        this.master = master;
        this.tasks = tasks;
        this.settings = settings;
        this.clock = clock;
        this.signedIn = signedIn;
        this.name = new SimpleStringProperty(name);
        maySignIn = Bindings.createBooleanBinding(
                () -> !isSigningIn.get()
                        && !this.name.get().isBlank()
                        && !secret.get().isEmpty(),
                isSigningIn,
                this.name,
                secret);
    }

    String masterName() {
        return master.name();
    }

    public StringProperty name() {
        return name;
    }

    /** The password, until it is sent. */
    public StringProperty secret() {
        return secret;
    }

    /** Those who signed in here before, the latest first. */
    ObservableList<String> names() {
        return settings.people();
    }

    /** Why the last try failed, with what to do. */
    public ReadOnlyObjectProperty<Sentence> failure() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty isSigningIn() {
        return isSigningIn.getReadOnlyProperty();
    }

    public BooleanBinding maySignIn() {
        return maySignIn;
    }

    /** Called when a try has failed. */
    void onFailed(Runnable listener) {
        failed = listener;
    }

    /** Takes a name of before. */
    void choose(String before) {
        name.set(before);
        forgetFailure();
    }

    private void forgetFailure() {
        nextTry = Optional.empty();
        failure.set(Sentence.NONE);
    }

    /** To be called once a second. */
    public void tick() {
        nextTry.ifPresent(until -> {
            Duration left = Duration.between(clock.instant(), until);
            failure.set(left.isPositive() ? pause(left) : Sentence.of("person.pause.over"));
        });
    }

    public void signIn() {
        if (!maySignIn.get()) {
            return;
        }
        String person = name.get().strip();
        char[] typed = secret.get().toCharArray();
        secret.set("");
        forgetFailure();
        isSigningIn.set(true);
        tasks.run(
                () -> {
                    try {
                        return master.signIn(person, typed);
                    } finally {
                        Arrays.fill(typed, '\0');
                    }
                },
                known -> {
                    isSigningIn.set(false);
                    settings.signedIn(known);
                    signedIn.run();
                },
                why -> {
                    isSigningIn.set(false);
                    fail(why);
                });
    }

    private void fail(StorageException why) {
        failure.set(sentence(why));
        if (why instanceof StorageException.TooMany paused
                && paused.retryAfter().isPositive()) {
            nextTry = Optional.of(clock.instant().plus(paused.retryAfter()));
            tick();
        }
        failed.run();
    }

    /** How long, to the last second that has begun. */
    private static Sentence pause(Duration left) {
        long seconds = left.plusMillis(999).toSeconds();
        return seconds <= MAX_SECONDS
                ? Sentence.of("person.pause.seconds", seconds)
                : Sentence.of("person.pause.minutes", "%d:%02d".formatted(seconds / 60, seconds % 60));
    }

    private static Sentence sentence(StorageException why) {
        return switch (why) {
            case StorageException.Forbidden wrong -> Sentence.of("person.wrong");
            case StorageException.BadRequest wrong -> Sentence.of("person.wrong");
            case StorageException.TooMany paused -> Sentence.of("person.pause");
            default -> Failures.sentence(why);
        };
    }
}
