package org.skerry.slave.ui.connect;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.protocol.pairing.PairingRehearsal;

/** The code of a master that does not know this PC yet, and what this PC is to be called there. */
public final class CodeViewModel {

    private final BooleanProperty isWanted = new SimpleBooleanProperty();
    private final StringProperty code = new SimpleStringProperty("");
    private final StringProperty name;
    private final BooleanBinding isComplete;

    /** @param name what this PC is called at first */
    CodeViewModel(String name) {
        this.name = new SimpleStringProperty(name);
        isComplete = Bindings.createBooleanBinding(() -> read().isPresent(), code);
    }

    /** Whether the master asked for a code. */
    public BooleanProperty isWanted() {
        return isWanted;
    }

    /** What the user types: six digits, with or without a space. */
    public StringProperty code() {
        return code;
    }

    public StringProperty name() {
        return name;
    }

    public BooleanBinding isComplete() {
        return isComplete;
    }

    private Optional<PairingCode> read() {
        try {
            return Optional.of(PairingCode.read(code.get()));
        } catch (IllegalArgumentException notYet) {
            return Optional.empty();
        }
    }

    /** Empty while no code is wanted. */
    Optional<Pairing> pairing() {
        return isWanted.get() ? read().map(digits -> new Pairing(digits, name.get())) : Optional.empty();
    }

    /** Types a code that came with a link. */
    void fill(PairingCode given) {
        code.set(given.spaced());
    }

    void want(boolean wanted) {
        if (wanted) {
            PairingRehearsal.begin();
        }
        isWanted.set(wanted);
        code.set(""); // a code that did not do is not tried again
    }
}
