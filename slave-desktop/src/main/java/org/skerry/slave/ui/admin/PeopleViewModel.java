package org.skerry.slave.ui.admin;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.skerry.slave.admin.Administration;
import org.skerry.slave.admin.Grant;
import org.skerry.slave.admin.KnownPerson;
import org.skerry.slave.admin.Role;
import org.skerry.slave.ui.text.Sentence;

/** The people of a master: who may sign in, and what they may do then. */
public final class PeopleViewModel {

    private static final Sentence LAST = Sentence.of("admin.lastPerson");
    private static final int MAX_NAME_LENGTH = 64;
    private static final int MIN_SECRET_LENGTH = 4;
    private static final int MIN_DIGITS = 6;
    private static final int MAX_SECRET_LENGTH = 128;

    private final Administration administration;
    private final Acts acts;
    private final RightsViewModel rights = new RightsViewModel();
    private final ObservableList<KnownPerson> list = FXCollections.observableArrayList();
    private final ObjectProperty<Optional<KnownPerson>> selected = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyBooleanWrapper isAdding = new ReadOnlyBooleanWrapper();
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty secret = new SimpleStringProperty("");
    private final BooleanProperty wantsPin = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper offersPin = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<String>> pin = new ReadOnlyObjectWrapper<>(Optional.empty());

    PeopleViewModel(Administration administration, Acts acts) {
        this.administration = administration;
        this.acts = acts;
        selected.subscribe((before, now) -> {
            boolean isSame = before.map(KnownPerson::name).equals(now.map(KnownPerson::name));
            if (!isSame) {
                acts.clear();
                forget();
            }
            now.ifPresent(person -> {
                isAdding.set(false);
                offersPin.set(!person.isHere());
                if (isSame) {
                    rights.follow(person.grant());
                } else {
                    rights.show(person.grant());
                }
            });
        });
    }

    public RightsViewModel rights() {
        return rights;
    }

    public ObservableList<KnownPerson> list() {
        return list;
    }

    /** The one that is looked at. */
    public ObjectProperty<Optional<KnownPerson>> selected() {
        return selected;
    }

    /** Whether somebody new is being added. */
    public ReadOnlyBooleanProperty isAdding() {
        return isAdding.getReadOnlyProperty();
    }

    /** Of who is added. */
    public StringProperty name() {
        return name;
    }

    /** A new password, until it is sent. */
    public StringProperty secret() {
        return secret;
    }

    /** Whether the master makes a PIN instead. */
    public BooleanProperty wantsPin() {
        return wantsPin;
    }

    /** Whether it may: not for who sits here, who has to sign in before he could read it. */
    public ReadOnlyBooleanProperty offersPin() {
        return offersPin.getReadOnlyProperty();
    }

    /** A PIN that was made, shown this once. */
    public ReadOnlyObjectProperty<Optional<String>> pin() {
        return pin.getReadOnlyProperty();
    }

    /** Begins to add somebody; the first one has to be able to add others. */
    public void add() {
        selected.set(Optional.empty());
        acts.clear();
        forget();
        name.set("");
        rights.show(Grant.of(isFirst() ? Role.ADMIN : Role.WRITER));
        offersPin.set(!isFirst());
        isAdding.set(true);
    }

    boolean isFirst() {
        return list.isEmpty();
    }

    void stopAdding() {
        isAdding.set(false);
        forget();
    }

    /** No secret stays on the screen. */
    private void forget() {
        secret.set("");
        wantsPin.set(false);
        pin.set(Optional.empty());
    }

    /** Adds who was typed. */
    public void save() {
        Sentence mistake = mistakeOfNew();
        if (!mistake.isEmpty()) {
            acts.refuse(mistake);
        } else if (isFirst()) {
            acts.ask(Sentence.of("admin.person.first"), Sentence.of("admin.person.save"), this::send);
        } else {
            send();
        }
    }

    private void send() {
        String called = name.get().strip();
        Optional<String> password = typed();
        Grant grant = rights.grant();
        acts.run(
                () -> administration.addPerson(called, password, grant),
                isFirst() ? LAST : Sentence.of("admin.person.twice", called),
                added -> {
                    stopAdding();
                    list.add(added.person());
                    selected.set(Optional.of(added.person()));
                    pin.set(added.pin());
                    acts.tell(Sentence.of("admin.person.added", added.person().name(), RightsWords.of(grant)));
                });
    }

    private Optional<String> typed() {
        return makesPin() ? Optional.empty() : Optional.of(secret.get());
    }

    private boolean makesPin() {
        return wantsPin.get() && offersPin.get();
    }

    private Sentence mistakeOfNew() {
        String called = name.get().strip();
        if (called.isEmpty() || called.length() > MAX_NAME_LENGTH || called.matches(".*[()（）].*")) {
            return Sentence.of("admin.wrong.name");
        }
        if (isFirst() && rights.role().get() != Role.ADMIN) {
            return Sentence.of("admin.wrong.first");
        }
        Sentence ofSecret = mistakeOfSecret();
        return ofSecret.isEmpty() ? rights.mistake() : ofSecret;
    }

    private Sentence mistakeOfSecret() {
        String typed = secret.get();
        boolean isShortPin = typed.length() < MIN_DIGITS && typed.chars().allMatch(Character::isDigit);
        boolean isWrong = typed.length() < MIN_SECRET_LENGTH || typed.length() > MAX_SECRET_LENGTH || isShortPin;
        return !makesPin() && isWrong ? Sentence.of("admin.wrong.secret") : Sentence.NONE;
    }

    /** Gives the selected one what is chosen. */
    public void saveRights() {
        selected.get().ifPresent(person -> {
            Sentence mistake = rights.mistake();
            if (!mistake.isEmpty()) {
                acts.refuse(mistake);
            } else if (person.isHere() && rights.role().get() != Role.ADMIN) {
                acts.ask(
                        Sentence.of("admin.person.grantHere"),
                        Sentence.of("admin.saveRights"),
                        () -> grant(person, rights.grant()));
            } else {
                grant(person, rights.grant());
            }
        });
    }

    private void grant(KnownPerson person, Grant grant) {
        acts.run(
                () -> {
                    administration.grantPerson(person.name(), grant);
                    return grant;
                },
                LAST,
                granted -> {
                    rights.show(granted);
                    acts.tell(Sentence.of("admin.granted", person.name(), RightsWords.of(granted)));
                });
    }

    /** Gives the selected one the password that was typed, or a PIN. */
    public void savePassword() {
        Sentence mistake = mistakeOfSecret();
        if (!mistake.isEmpty()) {
            acts.refuse(mistake);
            return;
        }
        selected.get().ifPresent(person -> {
            Optional<String> password = typed();
            acts.run(() -> administration.setPassword(person.name(), password), LAST, made -> {
                forget();
                pin.set(made);
                acts.tell(Sentence.of("admin.person.renewed", person.name()));
            });
        });
    }

    /** Lets the selected one sign in no more, or again. */
    public void toggle() {
        selected.get().ifPresent(person -> {
            if (person.isHere() && !person.isDisabled()) {
                acts.ask(
                        Sentence.of("admin.person.disableHere"),
                        Sentence.of("admin.person.disable"),
                        () -> toggle(person));
            } else {
                toggle(person);
            }
        });
    }

    private void toggle(KnownPerson person) {
        acts.run(
                () -> {
                    if (person.isDisabled()) {
                        administration.enablePerson(person.name());
                    } else {
                        administration.disablePerson(person.name());
                    }
                    return person;
                },
                LAST,
                done -> acts.tell(Sentence.of(
                        person.isDisabled() ? "admin.person.enabled" : "admin.person.disabled", person.name())));
    }

    /** Takes the selected one off the list, when that was said twice. */
    public void remove() {
        selected.get().ifPresent(person -> {
            boolean isLast = list.size() == 1;
            String question = isLast ? "removeLast" : person.isHere() ? "removeHere" : "removeIt";
            acts.ask(
                    Sentence.of("admin.person." + question, person.name()),
                    Sentence.of("admin.person.remove.yes"),
                    () -> remove(person));
        });
    }

    private void remove(KnownPerson person) {
        acts.run(
                () -> {
                    administration.removePerson(person.name());
                    return person;
                },
                LAST,
                gone -> {
                    selected.set(Optional.empty());
                    acts.tell(Sentence.of("admin.person.removed", person.name()));
                });
    }

    /** What the master says by now. */
    void show(List<KnownPerson> now) {
        Optional<KnownPerson> still = selected.get()
                .flatMap(person -> now.stream()
                        .filter(other -> other.name().equals(person.name()))
                        .findFirst());
        if (!now.equals(list)) {
            list.setAll(now);
        }
        selected.set(still);
    }
}
