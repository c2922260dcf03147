package org.skerry.slave.ui.entry;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.skerry.slave.ui.entry.ConflictViewModel.Choice;
import org.skerry.slave.ui.entry.Difference.Side;
import org.skerry.slave.ui.text.Texts;

/** Two versions of a record, field by field. */
final class ConflictView extends ScrollPane {

    /** Around the fields, as the style sheet says. */
    private static final double MARGIN = 14;

    /** Between the sides, as the style sheet says. */
    private static final double GAP = 8;

    private static final double MIN_ROOM = 280;

    private final Texts texts;

    ConflictView(ConflictViewModel conflict, Texts texts) {
        this.texts = texts;
        setId("entry-conflict");
        getStyleClass().add("entry-scroll");
        setFitToWidth(true);
        setMinWidth(0);
        setFocusTraversable(false);
        VBox fields = new VBox(Controls.label("entry-conflict-text", texts.of("entry.conflict")));
        fields.getStyleClass().add("fields");
        for (Choice choice : conflict.choices()) {
            fields.getChildren().add(field(choice));
        }
        setContent(fields);
    }

    /** Puts the focus where something is to be decided. */
    void focus() {
        applyCss(); // what is inside belongs to the scene from then on
        layout();
        lookupAll(".radio-button").stream()
                .filter(node -> node instanceof RadioButton button
                        && button.getToggleGroup().getSelectedToggle() == null)
                .findFirst()
                .or(() -> Optional.ofNullable(lookup(".radio-button")))
                .ifPresent(Node::requestFocus);
    }

    private Node field(Choice choice) {
        Label name = new Label(choice.name());
        name.setId("conflict-" + choice.name());
        name.getStyleClass().add("field-name");
        ToggleGroup group = new ToggleGroup();
        FlowPane sides = new FlowPane();
        sides.getStyleClass().add("conflict-sides");
        for (Side side : Side.values()) {
            sides.getChildren().add(side(choice, side, group));
        }
        VBox field = new VBox(name, sides);
        field.getStyleClass().add("field");
        return field;
    }

    private Node side(Choice choice, Side side, ToggleGroup group) {
        String own = side == Side.MINE ? "mine" : "theirs";
        String id = "conflict-" + choice.name() + "-" + own;
        RadioButton button = new RadioButton();
        button.setId(id);
        button.setToggleGroup(group);
        button.textProperty().bind(texts.of("entry.conflict." + own));
        button.setMinWidth(USE_PREF_SIZE);
        choice.chosen().subscribe(now -> button.setSelected(now.equals(Optional.of(side))));
        button.selectedProperty().subscribe(isChosen -> {
            if (isChosen) {
                choice.chosen().set(Optional.of(side));
            }
        });
        Label value = Controls.label(
                id + "-value",
                Bindings.createStringBinding(() -> ValueText.of(choice.value(side), texts), texts.language()),
                choice.value(side).isPresent() ? "conflict-value" : Styles.TEXT_MUTED);
        button.accessibleTextProperty()
                .bind(Bindings.createStringBinding(
                        () -> choice.name() + ", " + button.getText() + ": " + value.getText(),
                        button.textProperty(),
                        value.textProperty()));
        VBox box = new VBox(button, value);
        box.getStyleClass().add("conflict-side");
        box.prefWidthProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> sideWidth(getViewportBounds().getWidth() - MARGIN), viewportBoundsProperty()));
        button.selectedProperty().subscribe(isChosen -> box.pseudoClassStateChanged(Styles.STATE_ACCENT, isChosen));
        box.setOnMouseClicked(click -> button.setSelected(true));
        return box;
    }

    /** Side by side where both have room, else one below the other. */
    private static double sideWidth(double room) {
        return Math.max(0, Math.floor(room < MIN_ROOM ? room : (room - GAP) / 2));
    }
}
