package org.skerry.slave.ui.person;

import java.util.Arrays;
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

    private final Master master;
    private final UiTasks tasks;
    private final DesktopSettings settings;
    private final Runnable signedIn;

    private final StringProperty name;
    private final StringProperty secret = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Sentence> failure = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyBooleanWrapper isSigningIn = new ReadOnlyBooleanWrapper();
    private final BooleanBinding maySignIn;

    /**
     * @param name of whom is expected; empty for anybody
     * @param signedIn goes on when somebody has signed in
     */
    public SignInViewModel(Master master, UiTasks tasks, DesktopSettings settings, String name, Runnable signedIn) {
        this.master = master;
        this.tasks = tasks;
        this.settings = settings;
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

    /** Takes a name of before. */
    void choose(String before) {
        name.set(before);
        failure.set(Sentence.NONE);
    }

    public void signIn() {
        if (!maySignIn.get()) {
            return;
        }
        String person = name.get().strip();
        char[] typed = secret.get().toCharArray();
        secret.set("");
        failure.set(Sentence.NONE);
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
                    failure.set(sentence(why));
                });
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
