package org.skerry.slave.ui.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.skerry.slave.ui.entry.Difference.Side;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Two versions of a record side by side: what only one has changed is chosen already. */
public final class ConflictViewModel {

    private final ObjectNode theirs;
    private final List<Choice> choices;
    private final ReadOnlyBooleanWrapper isDecided = new ReadOnlyBooleanWrapper();

    /** One field, of which a version is to be chosen. */
    public static final class Choice {

        private final Difference difference;
        private final ObjectProperty<Optional<Side>> chosen;

        private Choice(Difference difference) {
            this.difference = difference;
            chosen = new SimpleObjectProperty<>(difference.changed());
        }

        public String name() {
            return difference.name();
        }

        ObjectProperty<Optional<Side>> chosen() {
            return chosen;
        }

        /** Empty if the version has no such field. */
        Optional<JsonNode> value(Side side) {
            return difference.on(side);
        }
    }

    ConflictViewModel(ObjectNode base, ObjectNode mine, ObjectNode theirs) {
        this.theirs = theirs;
        choices =
                Difference.between(base, mine, theirs).stream().map(Choice::new).toList();
        choices.forEach(choice -> choice.chosen().subscribe(chosen -> decide()));
        decide();
    }

    public List<Choice> choices() {
        return choices;
    }

    /** Whether something is chosen for each field. */
    public ReadOnlyBooleanProperty isDecided() {
        return isDecided.getReadOnlyProperty();
    }

    ObjectNode theirs() {
        return theirs;
    }

    /** The record as chosen; their version where nothing is. */
    ObjectNode merged() {
        Map<Difference, Side> sides = new LinkedHashMap<>();
        choices.forEach(choice -> choice.chosen().get().ifPresent(side -> sides.put(choice.difference, side)));
        return Difference.merge(theirs, sides);
    }

    private void decide() {
        isDecided.set(choices.stream().allMatch(choice -> choice.chosen().get().isPresent()));
    }
}
